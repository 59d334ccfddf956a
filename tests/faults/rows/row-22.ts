/**
 * Row 22: races for a balance, on a file and on Postgres. Fifty orders at once on a balance for one, in the chat and past
 * it; orders while the top-up they wait for comes in; orders while the money of one that failed goes back. Never is more
 * taken than there is, and never less sold than there was money for.
 */
import { systemActor } from '../../../commerce/audit.ts';
import type { Actor } from '../../../commerce/people/model.ts';
import { until } from '../../rig/until.ts';
import { startServices, STACKS, whyNot, type StackName } from '../../support/services.ts';
import type { Tally } from '../../support/tally.ts';
import { openVisitor } from '../../support/web-client.ts';
import { notRun, type RowOptions } from '../fault-list.ts';
import { productId, restOf } from '../late-goods.ts';
import { openShop, type Shop } from '../rig.ts';

const ORDERS = { ci: 50, nightly: 300 };
const RACES = { ci: 1, nightly: 10 };
/** Of XLD10 for a reseller; checked, because the races are about exactly this much. */
const PRICE_IDR = 12_200;
/** The practice supplier refuses it for good. */
const REFUSED_NUMBER = '087800001232';
const SETTINGS = { SAPA_SET_jobPollMs: '50', SAPA_SET_healthPausePct: '0' };

export async function run({ size, tally }: RowOptions): Promise<void> {
  for (const stack of STACKS) {
    const missing = await whyNot(stack);
    if (missing !== null) notRun(`row 22 on ${stack}`, missing);
    else await onStack(stack, ORDERS[size], RACES[size], tally);
  }
}

async function onStack(stack: StackName, orders: number, races: number, tally: Tally): Promise<void> {
  const services = await startServices(stack);
  const shop = await openShop({ ...SETTINGS, ...services.env });
  try {
    for (let race = 0; race < races; race += 1) {
      await tally.part(`${stack}: many orders`, () => manyOrders(shop, orders, `${stack}, many orders`, tally));
      await tally.part(`${stack}: top-up`, () => withTopUp(shop, orders, `${stack}, with a top-up`, tally));
      await tally.part(`${stack}: refund`, () => withRefund(shop, orders, `${stack}, with a refund`, tally));
    }
    const { ok, differences } = await shop.app.commerce.verifyLedger();
    tally.check(`${stack}: the ledger agrees`, ok, differences.join('; '));
  } finally {
    await shop.discard();
    await services.close();
  }
}

/** Half of them typed in the chat, half past it; each to a number of its own. */
async function manyOrders(shop: Shop, orders: number, what: string, tally: Tally): Promise<void> {
  const reseller = await openReseller(shop);
  await topUp(shop, reseller, PRICE_IDR);
  const typed = Array.from({ length: orders / 2 }, () => reseller.say(`xld10 ${aNumber()}`));
  const past = await atOnce(shop, reseller.actor, orders / 2);
  await Promise.all(typed);
  await restOf(shop);
  const short = past.filter((reason) => reason === 'balance_short').length;
  const taken = past.filter((reason) => reason === null).length;
  tally.check(`${what}: who gets none is told why`, short + taken === past.length, past.join());
  await outcome(shop, reseller, { toppedUpIdr: PRICE_IDR, sold: 1, inVain: 0 }, what, tally);
}

/** Some come before the money and are refused; when it is there, as many as it pays for are taken. */
async function withTopUp(shop: Shop, orders: number, what: string, tally: Tally): Promise<void> {
  const reseller = await openReseller(shop);
  const toppedUpIdr = 2 * PRICE_IDR;
  const paid = topUp(shop, reseller, toppedUpIdr);
  await untilSold(shop, reseller, 2, orders, paid);
  await outcome(shop, reseller, { toppedUpIdr, sold: 2, inVain: 0 }, what, tally);
}

/** The first order fails for good; the others want the money that comes back. */
async function withRefund(shop: Shop, orders: number, what: string, tally: Tally): Promise<void> {
  const reseller = await openReseller(shop);
  await topUp(shop, reseller, PRICE_IDR);
  const first = await place(shop, reseller.actor, REFUSED_NUMBER);
  tally.check(`${what}: the first is taken`, first === null, String(first));
  await untilSold(shop, reseller, 2, orders, Promise.resolve());
  await outcome(shop, reseller, { toppedUpIdr: PRICE_IDR, sold: 1, inVain: 1 }, what, tally);
}

/** Orders at once, again and again, until as many were taken as there can be. */
async function untilSold(
  shop: Shop,
  reseller: Reseller,
  many: number,
  orders: number,
  money: Promise<unknown>,
): Promise<void> {
  await Promise.all([
    money,
    until(async () => {
      await atOnce(shop, reseller.actor, Math.ceil(orders / 10));
      return (await ordersOf(shop, reseller)).length >= many;
    }, 60_000),
  ]);
  await restOf(shop);
  await atOnce(shop, reseller.actor, orders);
  await restOf(shop);
}

interface Reseller {
  actor: Actor;
  say(words: string): Promise<void>;
}

async function openReseller(shop: Shop): Promise<Reseller> {
  const visitor = await openVisitor(shop.url, { lang: 'en', persona: 'reseller' });
  await visitor.say('balance');
  await visitor.until(/balance/i, 30_000);
  const { reader } = shop.app.memory.engine;
  // The newest chat is theirs: races are run one after the other.
  const chat = await reader.selectFrom('chats').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
  return { actor: await shop.app.commerce.actorOf(chat.id), say: (words) => visitor.say(words) };
}

async function topUp(shop: Shop, { actor }: Reseller, amountIdr: number): Promise<void> {
  const { commerce, core } = shop.app;
  const items = [{ kind: 'topup' as const, amountIdr }];
  const placed = await commerce.placeOrder(actor, core.ids.uuid(), { chatId: actor.chatId, items });
  if (!placed.ok) throw new Error(placed.reason);
  const { code, id } = placed.order;
  await until(() => shop.vendors.pay(`${code}-1`, { mode: 'exact' }), 30_000);
  await until(async () => (await core.uow.read.orders.get(id))?.state === 'completed', 30_000);
}

let last = 0;
const aNumber = (): string => `0877${String(20_000_000 + (last += 1))}`;

/** Null, or why it was refused. */
async function place(shop: Shop, actor: Actor, destination: string): Promise<string | null> {
  const { commerce, core } = shop.app;
  const items = [{ kind: 'product' as const, productId: await productId(shop, 'XLD10'), qty: 1, destination }];
  const wish = { chatId: actor.chatId, items, payWith: 'balance' as const };
  const placed = await commerce.placeOrder(actor, core.ids.uuid(), wish);
  return placed.ok ? null : placed.reason;
}

const atOnce = (shop: Shop, actor: Actor, orders: number): Promise<(string | null)[]> =>
  Promise.all(Array.from({ length: orders }, () => place(shop, actor, aNumber())));

/** Without the top-ups. */
function ordersOf({ app }: Shop, { actor }: Reseller) {
  return app.memory.engine.reader
    .selectFrom('orders')
    .select(['id', 'code', 'state', 'total_idr'])
    .where('person_id', '=', actor.personId)
    .where('pay_with', '=', 'balance')
    .execute();
}

interface Wanted {
  toppedUpIdr: number;
  sold: number;
  inVain: number;
}

async function outcome(shop: Shop, reseller: Reseller, wanted: Wanted, what: string, tally: Tally): Promise<void> {
  const orders = await ordersOf(shop, reseller);
  const states = orders.map(({ state }) => state);
  const count = (state: string) => states.filter((one) => one === state).length;
  tally.check(
    `${what}: as many are delivered as there was money for`,
    count('completed') === wanted.sold,
    states.join(),
  );
  tally.check(`${what}: no more were taken`, states.length === wanted.sold + wanted.inVain, states.join());
  tally.check(
    `${what}: at the price`,
    orders.every(({ total_idr: totalIdr }) => totalIdr === PRICE_IDR),
  );
  const answer = await shop.app.commerce.balance(reseller.actor);
  const left = wanted.toppedUpIdr - wanted.sold * PRICE_IDR;
  const found = answer.ok ? answer.balance : null;
  tally.check(`${what}: what is left is what was not spent`, found?.spendableIdr === left, JSON.stringify(found));
  tally.check(`${what}: nothing stays held`, found?.heldIdr === 0, JSON.stringify(found));
  const { purchases } = (await shop.vendors.state()).supplier;
  const codes = orders.map(({ code }) => code);
  const bought = purchases.filter(
    ({ refId, status }) => status === 'Sukses' && codes.some((code) => refId.startsWith(code)),
  );
  tally.check(`${what}: bought once each`, bought.length === wanted.sold, `${bought.length} bought`);
  const actor = { ...systemActor('practice'), via: 'cli' } as const;
  const queue = await shop.app.commerce.queue(actor);
  tally.check(`${what}: nothing waits for a person`, queue.ok && queue.cases.length === 0);
}

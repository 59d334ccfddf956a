/**
 * Row 8: a gateway that fails in thirteen ways while it creates payments. Each buyer is told within 35 s, no order ever
 * has two payments that could be paid, what can be paid and is paid is delivered once; a gateway that goes on failing is
 * left alone for a minute and then tried once; where a fallback is mapped it takes over when surely nothing was made.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '../../../commerce/audit.ts';
import { payOnce } from '../../crash/customers.ts';
import { stays, until } from '../../rig/until.ts';
import { freePort } from '../../support/app-process.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import type { RowOptions } from '../fault-list.ts';
import { goodsRows, openShop, type Shop } from '../rig.ts';

const CHECKOUTS = { ci: 5, nightly: 50 };
/** Shops at a time: most of a fault is waiting. */
const AT_ONCE = 4;
const TOLD_MS = 35_000;
/** The breaker stays open this long. */
const OPEN_MS = 60_000;

/** `dead_port` is a real refused connection; all others are switches of the practice gateway. */
const FAULTS = [
  'dead_port',
  'reset',
  'silence',
  'http_500',
  'html_502',
  'html_200',
  'broken_json',
  'other_amount',
  'duplicate',
  'huge',
  'drip',
  'other_qr_amount',
  'bad_qr',
] as const;

/** Thirteen faults, the breaker and the fallback, each in a shop of its own. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const random = seeded(seed);
  const work: (() => Promise<void>)[] = [
    () => tally.part('the breaker', () => inShop((shop) => breaker(shop, tally))),
    () => tally.part('the fallback', () => inShop((shop) => fallback(shop, tally, CHECKOUTS[size]))),
    ...FAULTS.map(
      (kind) => () => tally.part(kind, () => inShop((shop) => fault(shop, kind, CHECKOUTS[size], random, tally))),
    ),
  ];
  const one = async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  process.off('unhandledRejection', note);
  tally.check('no promise was rejected unheard', rejections.length === 0, rejections.map(String).join('; '));
}

async function inShop(work: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop();
  try {
    await work(shop);
  } finally {
    await shop.discard();
  }
}

async function fault(shop: Shop, kind: string, count: number, random: Random, tally: Tally): Promise<void> {
  const from = performance.now();
  if (kind === 'dead_port') await moveGateway(shop, `http://127.0.0.1:${await freePort()}`);
  else await shop.vendors.faults([{ kind, vendor: 'gateway', endpoint: 'create' }]);
  await placeOrders(shop, count, random);
  await tally.part(`${kind}: everybody is told something`, () =>
    until(async () => (await told(shop)).length === count, TOLD_MS + 10_000),
  );
  const slowestMs = Math.max(...(await told(shop)));
  tally.check(`${kind}: within 35 s`, slowestMs <= TOLD_MS, `${slowestMs} ms`);

  if (kind === 'dead_port') await moveGateway(shop, shop.gateway.baseUrl);
  else await shop.vendors.clearFaults();
  // Those that still try do so once the breaker lets them.
  shop.skip(OPEN_MS + 1_000);
  await until(async () => (await payments(shop)).every(({ state }) => state !== 'creating'), 60_000);
  await checkLive(shop, kind, tally);
  const paid = await payAll(shop);
  await tally.part(`${kind}: what was paid is delivered`, () =>
    until(async () => (await goodsRows(shop)) >= paid, 30_000),
  );
  await checkMoney(shop, kind, paid, tally);
  process.stdout.write(
    `${kind.padEnd(16)} told after ${(slowestMs / 1000).toFixed(1)} s at most, ${paid} of ${count} could be paid, ` +
      `${Math.round((performance.now() - from) / 1000)} s\n`,
  );
}

/** Three failures in a row, a minute of silence, one trial; a trial that fails opens it again. */
async function breaker(shop: Shop, tally: Tally): Promise<void> {
  const calls = async () => (await logged(shop)).filter(({ status }) => status !== 'breaker_open').length;
  const isOpen = async () => (await logged(shop)).at(-1)?.status === 'breaker_open';
  const chance = seeded(8);
  await shop.vendors.faults([{ kind: 'http_500', vendor: 'gateway', endpoint: '*' }]);
  await placeOrders(shop, 3, chance);
  await until(isOpen, TOLD_MS);
  // Calls that were out when it opened come back yet.
  const before = await settled(calls);
  tally.check(
    'breaker: opens after three failures, those already out aside',
    before >= 3 && before <= 3 + 3,
    `${before}`,
  );
  await tally.part('breaker: nothing is sent while it is open', () =>
    stays(async () => (await calls()) === before, 3_000),
  );
  shop.skip(OPEN_MS);
  await placeOrders(shop, 3, chance);
  await until(async () => (await calls()) === before + 1 && (await isOpen()), TOLD_MS);
  await tally.part('breaker: one trial, and it is open again', () =>
    stays(async () => (await calls()) === before + 1, 3_000),
  );
  await shop.vendors.clearFaults();
  shop.skip(OPEN_MS);
  await placeOrders(shop, 1, chance);
  await tally.part('breaker: a trial that works closes it', () =>
    until(async () => (await payments(shop)).some(({ state }) => state === 'pending'), TOLD_MS),
  );
  await tally.part('breaker: its call is logged as good', () =>
    until(async () => (await logged(shop)).slice(-3).some(({ status }) => status === 'ok')),
  );
}

/** A count, once it has not changed for a second. */
async function settled(count: () => Promise<number>): Promise<number> {
  for (let looks = 0; looks < 60; looks += 1) {
    const before = await count();
    await pause(1_000);
    if ((await count()) === before) return before;
  }
  throw new Error('it goes on and on');
}

/** The first gateway cannot be reached, so surely made nothing: the second gets each order, at once. */
async function fallback(shop: Shop, tally: Tally, count: number): Promise<void> {
  const actor = { ...systemActor('practice'), via: 'cli' } as const;
  const added = await shop.app.commerce.addProvider(actor, 'row8:fallback', {
    presetId: 'pakasir',
    environment: 'practice',
    values: { project: 'toko-latihan', api_key: 'practice-gateway-key' },
    baseUrl: shop.gateway.baseUrl,
  });
  if (!added.ok) throw new Error(added.reason);
  await moveGateway(shop, `http://127.0.0.1:${await freePort()}`);
  await placeOrders(shop, count, seeded(9));
  await tally.part('fallback: everybody gets a code from the second', () =>
    until(
      async () => (await payments(shop)).filter(({ state }) => state === 'pending').length === count,
      TOLD_MS + 10_000,
    ),
  );
  const slowestMs = Math.max(...(await told(shop)));
  tally.check('fallback: within 35 s', slowestMs <= TOLD_MS, `${slowestMs} ms`);
  const live = (await payments(shop)).filter(({ state }) => state === 'pending');
  tally.check(
    'fallback: all of the second',
    live.every(({ provider }) => provider === added.provider.id),
  );
  await checkLive(shop, 'fallback', tally);
  const paid = await payAll(shop);
  await until(async () => (await goodsRows(shop)) >= paid, 30_000);
  await checkMoney(shop, 'fallback', count, tally);
}

async function moveGateway(shop: Shop, baseUrl: string): Promise<void> {
  const { core } = shop.app;
  const now = await core.uow.read.providers.get(shop.gateway.id);
  if (!now) throw new Error('no gateway');
  await core.uow.run('test.move', (stores) =>
    stores.providers.update({ ...now, baseUrl, updatedAt: core.clock.now() }),
  );
}

/** Each by a person of their own, in a chat of their own, a few moments apart. */
async function placeOrders(shop: Shop, count: number, random: Random): Promise<void> {
  const { commerce, core, memory } = shop.app;
  const codes = Array.from({ length: count }, () => `ROW8-${core.ids.sayable(12)}`);
  const stock = await commerce.importStock({ ...systemActor('practice'), via: 'cli' }, { productCode: 'WIFI1', codes });
  if (!stock.ok) throw new Error(stock.reason);
  const product = await memory.engine.reader
    .selectFrom('products')
    .select('id')
    .where('code', '=', 'WIFI1')
    .executeTakeFirstOrThrow();
  for (let number = 0; number < count; number += 1) {
    const address = core.ids.uuid();
    const { chatId } = await commerce.openChat({ channel: 'web', address, externalId: address });
    const actor = await commerce.actorOf(chatId);
    const placed = await commerce.placeOrder(actor, core.ids.uuid(), {
      chatId,
      items: [{ kind: 'product', productId: product.id, qty: 1 }],
    });
    if (!placed.ok) throw new Error(placed.reason);
    await pause(random.between(0, 60));
  }
}

/** The code or link, "it takes longer", or "it failed"; that the order was noted is no word about its payment. */
const ABOUT_PAYING = /^(?:pay|create-slow|create-failed):/;

/** Milliseconds from each order to the first word about its payment, of those who got one. */
async function told({ app }: Shop): Promise<number[]> {
  const { reader } = app.memory.engine;
  const orders = await reader.selectFrom('orders').select(['id', 'placed_at']).execute();
  const rows = await reader
    .selectFrom('outgoing')
    .select(['dedupe_key', 'created_at'])
    .where('dedupe_key', 'is not', null)
    .execute();
  return orders.flatMap(({ id, placed_at }) => {
    const said = rows
      .filter(({ dedupe_key }) => ABOUT_PAYING.test(dedupe_key ?? '') && dedupe_key?.endsWith(`:${id}`))
      .map((row) => row.created_at);
    return said.length > 0 ? [Math.min(...said) - placed_at] : [];
  });
}

const payments = ({ app }: Shop) =>
  app.memory.engine.reader
    .selectFrom('payments')
    .select(['order_id', 'reference', 'state', 'provider_id as provider'])
    .execute();

const logged = ({ app }: Shop) =>
  app.memory.engine.reader
    .selectFrom('integration_logs')
    .select(['action', 'status'])
    .where('integration_type', '=', 'payment')
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Ours and the gateway's own memory, each for itself. */
async function checkLive(shop: Shop, kind: string, tally: Tally): Promise<void> {
  const ours = (await payments(shop)).filter(({ state }) => state === 'creating' || state === 'pending');
  const twice = ours.filter(({ order_id }, index) => ours.findIndex((one) => one.order_id === order_id) !== index);
  tally.check(`${kind}: no order has two live payments`, twice.length === 0, JSON.stringify(twice));
  const bills = (await shop.vendors.payments()).filter(({ status }) => status === 'pending');
  const codes = bills.map(({ orderId }) => orderId.split('-')[0]);
  tally.check(`${kind}: nor two open bills at the gateway`, new Set(codes).size === codes.length, codes.join());
}

/** Pays what a buyer may pay now. */
async function payAll(shop: Shop): Promise<number> {
  const bills = (await shop.vendors.payments()).filter(({ status }) => status === 'pending');
  const open = (await payments(shop)).filter(({ state }) => state === 'pending').map(({ reference }) => reference);
  const payable = bills.filter(({ orderId }) => open.includes(orderId));
  for (const { orderId } of payable) await payOnce(shop.vendors, orderId);
  return payable.length;
}

async function checkMoney(shop: Shop, kind: string, paid: number, tally: Tally): Promise<void> {
  const goods = await goodsRows(shop);
  tally.check(`${kind}: one delivery per payment`, goods === paid, `${goods} for ${paid}`);
  const { ok, differences } = await shop.app.commerce.verifyLedger();
  tally.check(`${kind}: the ledger agrees`, ok, differences.join('; '));
  const receipts = await shop.app.memory.engine.reader.selectFrom('receipts').select('amount_idr').execute();
  const booked = receipts.reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  const { gateway } = await shop.vendors.state();
  tally.check(`${kind}: booked is what the gateway has`, booked === gateway.receivedIdr, `${booked}`);
  const dead = await shop.app.memory.engine.reader
    .selectFrom('jobs')
    .select(['name', 'last_error'])
    .where('state', '=', 'dead')
    .execute();
  tally.check(`${kind}: no job gave up`, dead.length === 0, JSON.stringify(dead));
  const errors = shop.log.filter((line) => line.includes('"level":50'));
  tally.check(`${kind}: no error in the log`, errors.length === 0, errors.slice(0, 3).join(' '));
}

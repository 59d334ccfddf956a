/**
 * Row 23: the last voucher and the last room. Many order it at once: one gets it. Many have ordered it one after the
 * other, let it expire, and all pay at the same moment: one gets it, every other one is told and owed the money back.
 */
import { systemActor } from '../../../commerce/audit.ts';
import type { OrderItem } from '../../../commerce/app.ts';
import { addDays, localDate } from '../../../commerce/stay/local-time.ts';
import { until } from '../../rig/until.ts';
import { startServices, STACKS, whyNot, type StackName } from '../../support/services.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { notRun, type RowOptions } from '../fault-list.ts';
import { payable, payEach, placeOne, restOf, skipBoth, type Placed } from '../late-goods.ts';
import { openShop, type Shop } from '../rig.ts';

const BUYERS = { ci: 10, nightly: 50 };
/** Short, so that fifty can come one after the other within a day; and a clock that was moved is soon noticed. */
const WINDOWS = { SAPA_SET_payWindowMs: '60000', SAPA_SET_holdGraceMs: '1000', SAPA_SET_jobPollMs: '50' };

export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  for (const stack of STACKS) {
    const missing = await whyNot(stack);
    if (missing !== null) notRun(`row 23 on ${stack}`, missing);
    else await onStack(stack, BUYERS[size], seeded(seed), tally);
  }
}

async function onStack(stack: StackName, buyers: number, random: Random, tally: Tally): Promise<void> {
  for (const what of ['voucher', 'room'] as const) {
    const services = await startServices(stack);
    const shop = await openShop({ ...WINDOWS, ...services.env });
    try {
      const item = what === 'voucher' ? await lastVoucher(shop) : await lastRoom(shop);
      await tally.part(`${stack}, ${what}`, () => scramble(shop, item, buyers, random, `${stack}, ${what}`, tally));
    } finally {
      await shop.discard();
      await services.close();
    }
  }
}

async function lastVoucher({ app }: Shop): Promise<OrderItem> {
  const owner = { ...systemActor('practice'), via: 'cli' } as const;
  const added = await app.commerce.addProduct(owner, { code: 'LAST1', name: 'The last one', priceIdr: 10_000 });
  if (!added.ok) throw new Error(added.reason);
  await app.commerce.importStock(owner, { productCode: 'LAST1', codes: ['ONLY-ONE'] });
  return { kind: 'product', productId: added.product.id, qty: 1 };
}

async function lastRoom({ app }: Shop): Promise<OrderItem> {
  const { core } = app;
  const type = await core.uow.read.stays.roomTypeByCode('practice', 'FAM');
  if (!type) throw new Error('no family room');
  const checkIn = addDays(localDate(core.clock.now(), 'Asia/Jakarta'), 40);
  await core.uow.run('test.one-room', (s) => s.stays.setPhysical(type.id, [checkIn], 1));
  return {
    kind: 'room',
    roomTypeId: type.id,
    checkIn,
    checkOut: addDays(checkIn, 1),
    rooms: 1,
    guests: 2,
    bookerName: 'Ana',
    bookerContact: '081200000000',
    arrivalTime: null,
  };
}

async function scramble(
  shop: Shop,
  item: OrderItem,
  buyers: number,
  random: Random,
  what: string,
  tally: Tally,
): Promise<void> {
  const tried = await Promise.all(Array.from({ length: buyers }, () => placeOne(shop, item)));
  const orders: Placed[] = tried.filter((order) => order !== null);
  tally.check(`${what}: ${buyers} order at once, one gets it`, orders.length === 1, `${orders.length} orders`);
  await expired(shop, orders);
  while (orders.length < buyers) {
    const next = await placeOne(shop, item);
    if (!next) throw new Error('given back and not there');
    orders.push(next);
    await until(() => payable(shop, [next]), 30_000);
    await expired(shop, [next]);
  }
  const shuffled = orders.map((order) => ({ order, at: random.next() })).toSorted((a, b) => a.at - b.at);
  await payEach(
    shop,
    shuffled.map(({ order }) => order),
    'late',
  );
  await restOf(shop);
  await outcome(shop, item, orders, what, tally);
}

async function expired(shop: Shop, orders: readonly Placed[]): Promise<void> {
  const { read } = shop.app.core.uow;
  await until(() => payable(shop, orders), 30_000);
  await skipBoth(shop, 62_000);
  for (const { id } of orders) await until(async () => (await read.orders.get(id))?.state === 'expired', 30_000);
}

async function outcome(
  shop: Shop,
  item: OrderItem,
  orders: readonly Placed[],
  what: string,
  tally: Tally,
): Promise<void> {
  const { read } = shop.app.core.uow;
  const states = await Promise.all(orders.map(async ({ id }) => (await read.orders.get(id))?.state));
  const won = states.filter((state) => state === 'completed').length;
  tally.check(`${what}: one is delivered`, won === 1, states.join());
  const refunds = await Promise.all(orders.map(({ id }) => read.payments.refundsOf(id)));
  const owed = refunds.filter((rows) => rows.length === 1).length;
  tally.check(`${what}: the others are owed their money once`, owed === orders.length - 1, `${owed}`);
  const both = refunds.filter((rows, at) => rows.length > 0 && states[at] === 'completed').length;
  tally.check(`${what}: nobody both`, both === 0);
  const told = await shop.app.memory.engine.reader
    .selectFrom('outgoing')
    .select('id')
    .where('dedupe_key', 'like', 'refund:%')
    .execute();
  tally.check(`${what}: each of them is told`, told.length === orders.length - 1, `${told.length}`);
  if (item.kind === 'room') {
    const [night] = await read.stays.nights(item.roomTypeId, [item.checkIn]);
    tally.check(`${what}: not oversold`, night?.sold === 1 && night.held === 0, JSON.stringify(night));
  }
  const { ok, differences } = await shop.app.commerce.verifyLedger();
  tally.check(`${what}: the ledger agrees`, ok, differences.join('; '));
}

/**
 * Row 9: a supplier that fails in twelve ways, and one that is pending for an hour and then delivers or fails. Never
 * goods and the money back, never two purchases of one order that may have been made, and what is not clear after half
 * an hour stands on the owner's list.
 */
import { until } from '../../rig/until.ts';
import { freePort } from '../../support/app-process.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import type { RowOptions } from '../fault-list.ts';
import { payable, payEach, placeOne, productId, restOf, skipBoth, type Placed } from '../late-goods.ts';
import { openShop, type Shop } from '../rig.ts';

const ORDERS = { ci: 4, nightly: 40 };
/** Shops at a time: most of a fault is waiting. */
const AT_ONCE = 3;
const MINUTE = 60_000;
/** The vendor's documented numbers: pending first, then as named. */
const PENDING = { pending_success: '087800001233', pending_failure: '087800001234' } as const;

const FAULTS = [
  'dead_port',
  'refuse',
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
  'pending_success',
  'pending_failure',
] as const;

type Kind = (typeof FAULTS)[number];

export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const random = seeded(seed);
  const work = FAULTS.map((kind) => () => tally.part(kind, () => inShop(kind, ORDERS[size], random, tally)));
  const one = async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function inShop(kind: Kind, count: number, random: Random, tally: Tally): Promise<void> {
  const shop = await openShop();
  try {
    await suffer(shop, kind, count, random, tally);
  } finally {
    await shop.discard();
  }
}

const isPending = (kind: Kind): kind is keyof typeof PENDING => kind in PENDING;

async function suffer(shop: Shop, kind: Kind, count: number, random: Random, tally: Tally): Promise<void> {
  const from = performance.now();
  await begin(shop, kind, random);
  const orders = await buy(shop, kind, count, random);
  await untilSent(shop, orders);
  // Half an hour from the moment each was sent, which is later than this begins, and the question that ends it.
  for (let minute = 0; minute < 36;) {
    const step = random.between(2, 7);
    minute += step;
    await skipBoth(shop, step * MINUTE);
    await restOf(shop);
    await oneStanding(shop, orders, kind, tally);
  }
  await listed(shop, orders, kind, tally);
  await mend(shop, kind);
  for (let hours = 0; hours < 14 && !(await allEnded(shop, orders)); hours += 1) {
    await skipBoth(shop, 60 * MINUTE);
    await restOf(shop);
  }
  await outcome(shop, orders, kind, tally);
  const seconds = Math.round((performance.now() - from) / 1000);
  process.stdout.write(`${kind.padEnd(16)} ${await summary(shop, orders)}, ${seconds} s\n`);
}

async function begin(shop: Shop, kind: Kind, random: Random): Promise<void> {
  if (isPending(kind)) {
    await shop.vendors.call('POST', '/setup', { supplier: { pendingMs: 60 * MINUTE } });
  } else if (kind === 'dead_port') {
    await moveSupplier(shop, `http://127.0.0.1:${await freePort()}`);
  } else {
    const spoiled = { kind, vendor: 'supplier', endpoint: 'transaction', ms: kind === 'silence' ? 2_000 : 20 };
    // Half of the faults hit after the vendor has done its work, half before: what we see is the same.
    await shop.vendors.faults([{ ...spoiled, handled: random.between(0, 1) === 1 }]);
  }
}

async function mend(shop: Shop, kind: Kind): Promise<void> {
  if (kind === 'dead_port') await moveSupplier(shop, shop.supplier.baseUrl);
  await shop.vendors.clearFaults();
}

async function moveSupplier({ app, supplier }: Shop, baseUrl: string): Promise<void> {
  const { core } = app;
  const now = await core.uow.read.providers.get(supplier.id);
  if (!now) throw new Error('no supplier');
  await core.uow.run('test.move', (s) => s.providers.update({ ...now, baseUrl, updatedAt: core.clock.now() }));
}

async function buy(shop: Shop, kind: Kind, count: number, random: Random): Promise<Placed[]> {
  const product = await productId(shop, 'TSEL10');
  const orders: Placed[] = [];
  for (let number = 0; number < count; number += 1) {
    const destination = isPending(kind) ? PENDING[kind] : `0812${random.between(10_000_000, 99_999_999)}`;
    const placed = await placeOne(shop, { kind: 'product', productId: product, qty: 1, destination });
    if (placed) orders.push(placed);
  }
  await until(() => payable(shop, orders), 30_000);
  await payEach(shop, orders);
  return orders;
}

const unitOf = async ({ app }: Shop, order: Placed) => (await app.core.uow.read.fulfilments.ofOrder(order.id))[0];

/** Each has been tried, or waits because the supplier is known to be away. */
async function untilSent(shop: Shop, orders: readonly Placed[]): Promise<void> {
  await until(async () => {
    const units = await Promise.all(orders.map((order) => unitOf(shop, order)));
    return units.every((unit) => unit && unit.state !== 'queued' && unit.state !== 'submitting');
  }, 120_000);
}

const ENDED = ['succeeded', 'failed', 'late_success', 'reversed'];

async function allEnded(shop: Shop, orders: readonly Placed[]): Promise<boolean> {
  const units = await Promise.all(orders.map((order) => unitOf(shop, order)));
  return units.every((unit) => unit && ENDED.includes(unit.state));
}

/** By the vendor's own memory, however little we know of it. */
async function oneStanding(shop: Shop, orders: readonly Placed[], kind: Kind, tally: Tally): Promise<void> {
  const { purchases } = (await shop.vendors.state()).supplier;
  for (const { code } of orders) {
    const standing = purchases.filter((row) => row.refId.startsWith(code) && row.status !== 'Gagal');
    const refs = new Set(standing.map(({ refId }) => refId));
    tally.check(`${kind}: never two purchases of ${code}`, refs.size <= 1, [...refs].join());
  }
}

async function listed(shop: Shop, orders: readonly Placed[], kind: Kind, tally: Tally): Promise<void> {
  const { reviews } = shop.app.core.uow.read;
  for (const order of orders) {
    const unit = await unitOf(shop, order);
    if (!unit || ENDED.includes(unit.state)) continue;
    const open = (await reviews.ofOrder(order.id)).filter((row) => row.state === 'open');
    tally.check(`${kind}: on the owner's list after half an hour`, open.length > 0, `${order.code} is ${unit.state}`);
  }
}

async function outcome(shop: Shop, orders: readonly Placed[], kind: Kind, tally: Tally): Promise<void> {
  const { read } = shop.app.core.uow;
  await oneStanding(shop, orders, kind, tally);
  const { purchases } = (await shop.vendors.state()).supplier;
  for (const order of orders) {
    const unit = await unitOf(shop, order);
    const delivered = purchases.filter((row) => row.refId.startsWith(order.code) && row.status === 'Sukses').length;
    const refunds = await read.payments.refundsOf(order.id);
    const state = (await read.orders.get(order.id))?.state;
    const told = `${order.code}: order ${state}, unit ${unit?.state}, ${delivered} delivered, ${refunds.length} refunds`;
    tally.check(`${kind}: it came to an end`, state === 'completed' || state === 'failed', told);
    tally.check(`${kind}: goods or the money back`, (state === 'completed') === (delivered === 1), told);
    tally.check(`${kind}: never both`, refunds.length === (state === 'failed' ? 1 : 0), told);
    const cases = (await read.reviews.ofOrder(order.id)).filter(({ kind: what }) => what === 'late_success');
    tally.check(`${kind}: nothing came late`, cases.length === 0, told);
  }
  const wanted = kind === 'pending_failure' ? 'failed' : 'completed';
  const states = await Promise.all(orders.map(async ({ id }) => (await read.orders.get(id))?.state));
  tally.check(
    `${kind}: all ${wanted}`,
    states.every((state) => state === wanted),
    states.join(),
  );
  const { ok, differences } = await shop.app.commerce.verifyLedger();
  tally.check(`${kind}: the ledger agrees`, ok, differences.join('; '));
  const dead = await read.jobs.list({ state: 'dead', limit: 10 });
  tally.check(
    `${kind}: no job gave up`,
    dead.length === 0,
    dead.map((job) => `${job.name} ${job.lastError}`).join('; '),
  );
}

async function summary(shop: Shop, orders: readonly Placed[]): Promise<string> {
  const { read } = shop.app.core.uow;
  const counts = new Map<string, number>();
  let attempts = 0;
  for (const order of orders) {
    const state = (await read.orders.get(order.id))?.state ?? 'gone';
    counts.set(state, (counts.get(state) ?? 0) + 1);
    const unit = await unitOf(shop, order);
    attempts += unit ? (await read.fulfilments.attemptsOf(unit.id)).length : 0;
  }
  return `${[...counts].map(([state, count]) => `${count} ${state}`).join(', ')} of ${orders.length} in ${attempts} attempts`;
}

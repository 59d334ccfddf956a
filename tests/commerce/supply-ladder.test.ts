/** The same denomination at two suppliers: the next after a sure no, never beside an unclear one, never above the ceiling. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { applyReading } from '../../commerce/fulfilment/apply-reading.ts';
import { openSecondSupplier, type SecondSupplier } from '../support/second-supplier.ts';
import { NUMBERS, openSupply, reading } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const supply = openSupply();
const { till, paid, read, unit, unitState, attempts, bought, spoil, dawdle, apiKey } = supply;
let second: SecondSupplier;
let productId = '';

beforeAll(async () => {
  second = await openSecondSupplier(till.shop);
});
afterAll(() => second.close());

/** Every order of this file is for the same product, which the first supplier sells at its price. */
beforeEach(async () => {
  productId = await supply.productId();
  const own = (await read().catalogue.offersOf(productId)).find((row) => row.providerId !== second.providerId)!;
  await second.sells(productId, own.sku, own.costIdr + 50);
  await second.vendors.clearFaults();
  await setPrice(own.sku, own.costIdr);
});

const setPrice = (sku: string, price: number) =>
  till.shop.vendors.call('POST', '/setup', { supplier: { products: [{ buyer_sku_code: sku, price }] } });
const away = (isThere: boolean) => supply.product({ seller_product_status: isThere });
const succeeded = (rows: { status: string }[]) => rows.filter((row) => row.status === 'Sukses').length;
const goods = async () => (await till.said()).filter((key) => key.startsWith('goods-')).length;

test('out of stock between quote and purchase: the next supplier delivers, the buyer hears only of the goods', async () => {
  const order = await paid();
  await away(false);
  await till.shop.settle();
  await away(true);
  expect(await till.state(order)).toBe('completed');
  expect(await second.bought(order.code)).toHaveLength(1);
  const rows = await attempts(order);
  expect(rows.map((row) => row.outcome)).toEqual(['failed', 'success']);
  expect(new Set(rows.map((row) => row.refId)).size).toBe(2);
  expect(rows.every((row) => row.maxPriceIdr <= (rows[0]?.maxPriceIdr ?? 0))).toBe(true);
  expect(await till.said()).not.toContain('supply-failed');
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test('both say no: one message and the money back', async () => {
  const order = await paid(NUMBERS.fails);
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await attempts(order)).toHaveLength(2);
  expect((await till.said()).filter((key) => key === 'supply-failed')).toHaveLength(1);
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test.each(['http_500', 'reset', 'broken_json'])(
  'while the first is unclear (%s) the second is not asked',
  async (kind) => {
    const order = await paid();
    await spoil(kind);
    await till.shop.settle();
    expect(await unitState(order)).toBe('pending');
    expect(await second.bought(order.code)).toEqual([]);
    await till.shop.pass(3 * MINUTE);
    expect(await till.state(order)).toBe('completed');
    expect(await attempts(order)).toHaveLength(1);
    expect(await second.bought(order.code)).toEqual([]);
    await till.expectSound(order);
  },
);

test('pending, then failed for sure: only then the second buys', async () => {
  await dawdle(MINUTE);
  await second.vendors.call('POST', '/setup', { supplier: { pendingMs: 0 } });
  const order = await paid(NUMBERS.slowThenFails);
  await till.shop.settle();
  expect(await second.bought(order.code)).toEqual([]);
  await till.shop.pass(2 * MINUTE);
  expect(await attempts(order)).toHaveLength(2);
  expect((await till.said()).filter((key) => key === 'supply-pending')).toHaveLength(1);
  await till.shop.pass(10 * MINUTE);
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('a supplier that refuses our key is passed by; nothing waits, the owner is told once for all orders', async () => {
  await apiKey('changed-by-the-vendor');
  const orders = [await paid(), await paid(), await paid()];
  await till.shop.settle();
  for (const order of orders) {
    expect(await till.state(order)).toBe('completed');
    expect(await second.bought(order.code)).toHaveLength(1);
  }
  expect((await till.shop.alerts()).filter((key) => key === 'alert-supplier-paused-credentials')).toHaveLength(1);
  // Paused after the first no: the others never went there.
  const tried = await Promise.all(orders.map(attempts));
  expect(tried.flat().filter((row) => row.outcome === 'rejected')).toHaveLength(1);
  await apiKey('practice-supplier-key');
  await till.shop.pass(5 * MINUTE);
  expect(await read().supply.pauses()).toEqual([]);
  expect(await till.shop.alerts()).toContain('alert-supplier-resumed');
});

test('refused for the price: the next offer within the ceiling', async () => {
  const order = await paid();
  const [own] = await read().catalogue.offersOf(productId);
  await setPrice(own!.sku, 50_000);
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).map((row) => row.reason)).toEqual(['price', 'ok']);
  await till.expectSound(order);
});

test('the first succeeds after all when the second has delivered: an incident, no second goods, the cost a loss', async () => {
  const order = await paid();
  await away(false);
  await till.shop.settle();
  await away(true);
  const [first] = await attempts(order);
  await applyReading(
    till.shop.core,
    first!,
    reading({ outcome: 'success', serial: 'X-1', priceIdr: 5_000 }),
    'webhook',
  );
  expect(await till.openCase(order, 'late_success')).toBeDefined();
  expect(await goods()).toBe(1);
  const lost = await read().ledger.account('practice:loss_late_delivery');
  expect(Math.abs(lost?.postedIdr ?? 0)).toBeGreaterThanOrEqual(5_000);
  expect(await till.resolve(order, 'late_success', 'write_off')).toMatchObject({ ok: true });
  await till.expectSound(order);
});

test('the first succeeds after all while the second is asked, which then fails: what was bought first is delivered', async () => {
  await second.vendors.call('POST', '/setup', { supplier: { pendingMs: 10 * MINUTE } });
  const order = await paid(NUMBERS.slowThenFails);
  await away(false);
  await till.shop.settle();
  await away(true);
  expect(await unitState(order)).toBe('pending');
  const [first] = await attempts(order);
  await applyReading(
    till.shop.core,
    first!,
    reading({ outcome: 'success', serial: 'X-2', priceIdr: 5_000 }),
    'webhook',
  );
  expect(await goods()).toBe(0);
  const [, other] = await attempts(order);
  await applyReading(till.shop.core, other!, reading({ outcome: 'failed', reason: 'failed' }), 'webhook');
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await goods()).toBe(1);
  expect(await till.openCase(order, 'late_success')).toBeUndefined();
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

const TROUBLE = ['none', 'http_500', 'reset', 'broken_json', 'html_502', 'html_200', 'duplicate'] as const;

test('whatever goes wrong at both: one delivery or the money back, never two suppliers that may have delivered', async () => {
  const seed = Number(process.env['SUPPLY_SEED'] ?? Date.now() % 1_000_000_000);
  process.stdout.write(`supply-ladder: seed ${seed}\n`);
  const trouble = fc.constantFrom(...TROUBLE);
  const run = fc.record({
    first: fc.array(trouble, { minLength: 1, maxLength: 4 }),
    second: fc.array(trouble, { minLength: 1, maxLength: 4 }),
    there: fc.boolean(),
    number: fc.constantFrom(undefined, NUMBERS.fails, NUMBERS.slow, NUMBERS.slowThenFails),
    abandon: fc.constantFrom('never' as const, 'before' as const, 'after' as const),
  });
  await fc.assert(
    fc.asyncProperty(run, async (plan) => {
      await till.nextBuyer();
      await dawdle(3 * MINUTE);
      const order = await paid(plan.number);
      await away(plan.there);
      for (const kind of plan.first) if (kind !== 'none') await spoil(kind);
      for (const kind of plan.second)
        if (kind !== 'none')
          await second.vendors.faults([{ kind, vendor: 'supplier', endpoint: 'transaction', calls: 1 }]);
      if (plan.abandon !== 'never') await till.shop.abandon(plan.abandon);
      await till.shop.pass(30 * MINUTE);
      await till.shop.vendors.clearFaults();
      await second.vendors.clearFaults();
      await away(true);
      await till.shop.pass(5 * 60 * MINUTE);
      await expectOneEnd(order);
    }),
    { numRuns: 12, seed, endOnFailure: true },
  );
}, 180_000);

async function expectOneEnd(order: OrderView): Promise<void> {
  const rows = await attempts(order);
  const mayStand = rows.filter((row) => !['failed', 'rejected'].includes(row.outcome));
  expect(mayStand.length).toBeLessThanOrEqual(1);
  expect(new Set(rows.map((row) => row.providerId)).size).toBe(rows.length);
  const delivered = succeeded(await bought(order)) + succeeded(await second.bought(order.code));
  const state = (await unit(order)).state;
  expect(['succeeded', 'failed', 'pending', 'review']).toContain(state);
  expect(delivered).toBeLessThanOrEqual(1);
  if (state === 'failed') expect(delivered).toBe(0);
  if (state === 'succeeded') expect(delivered).toBe(1);
  expect(await till.refunds(order)).toHaveLength(state === 'failed' ? 1 : 0);
  await till.expectSound(order);
}

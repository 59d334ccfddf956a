/** Goods bought from a supplier that fails, dawdles, contradicts itself or loses its answers. */
import { expect, test } from 'vitest';
import { runFulfilment } from '../../commerce/fulfilment/run-fulfilment.ts';
import { NUMBERS, openSupply } from '../support/supply.ts';
import { MINUTE, POLL } from '../support/till.ts';

const { till, paid, read, unit, unitState, attempts, bought, spoil, dawdle, apiKey, told } = openSupply();

test('success at once: the serial, the money captured, the cost booked', async () => {
  const order = await paid(NUMBERS.ok);
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await till.said()).toContain('goods-serial');
  const kinds = (await read().ledger.journals({ orderId: order.id, limit: 10 })).map((row) => row.kind);
  expect(kinds.sort()).toEqual(['capture', 'receipt', 'supplier_cost']);
  await till.expectSound(order);
});

test('a sure failure: the whole price is owed back, nothing captured', async () => {
  const order = await paid(NUMBERS.fails);
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await till.refunds(order)).toMatchObject([
    { reason: 'fulfilment_failed', amountIdr: order.totalIdr + (await till.payment(order)).feeIdr },
  ]);
  expect(await till.said()).toContain('supply-failed');
  await till.expectSound(order);
});

test.each([
  ['success', NUMBERS.slow, 'completed'],
  ['failure', NUMBERS.slowThenFails, 'failed'],
] as const)('pending, then %s, found by asking', async (_what, number, end) => {
  await dawdle(MINUTE);
  const order = await paid(number);
  await till.shop.settle();
  expect(await unitState(order)).toBe('pending');
  expect(await till.said()).toContain('supply-pending');
  await till.shop.pass(2 * MINUTE);
  expect(await till.state(order)).toBe(end);
  expect(await bought(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('pending for an hour: in review after ten minutes with the money held, delivered when it comes', async () => {
  await dawdle(70 * MINUTE);
  const order = await paid(NUMBERS.slow);
  await till.shop.pass(9 * MINUTE);
  expect(await unitState(order)).toBe('pending');
  await till.shop.pass(2 * MINUTE);
  expect(await unitState(order)).toBe('review');
  expect(await till.openCase(order, 'purchase_unclear')).toBeDefined();
  expect(await till.state(order)).toBe('paid');
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
  await till.shop.pass(150 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await bought(order)).toHaveLength(1);
  await till.expectSound(order);
});

test.each(['reset', 'http_500', 'html_502', 'html_200', 'broken_json', 'huge'])(
  'after %s the same reference is asked about, and bought once',
  async (kind) => {
    const order = await paid();
    await spoil(kind);
    await till.shop.settle();
    expect(await unitState(order)).toBe('pending');
    expect(await till.refunds(order)).toEqual([]);
    await till.shop.pass(3 * MINUTE);
    expect(await till.state(order)).toBe('completed');
    expect(await bought(order)).toHaveLength(1);
    expect(await attempts(order)).toHaveLength(1);
    await till.expectSound(order);
  },
);

test('refused for our credentials: the paid order waits, the owner is told, and it goes out when they are right', async () => {
  const order = await paid();
  await apiKey('changed-by-the-vendor');
  await till.shop.settle();
  expect(await unitState(order)).toBe('scheduled');
  expect(await till.state(order)).toBe('paid');
  expect(await till.shop.alerts()).toContain('alert-supplier-paused-credentials');
  await apiKey('practice-supplier-key');
  await till.shop.pass(10 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await bought(order)).filter((row) => row.status === 'Sukses')).toHaveLength(1);
  await till.expectSound(order);
});

test('a connection that is never made is tried again under a new reference', async () => {
  const order = await paid();
  await till.shop.vendors.call('POST', '/refuse', { ms: 300 });
  await till.shop.settle();
  expect(['scheduled', 'succeeded']).toContain(await unitState(order));
  await expect
    .poll(() =>
      till.shop.vendors.state().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await bought(order)).filter((row) => row.status === 'Sukses')).toHaveLength(1);
});

test.each(['pending', 'unknown'] as const)(
  '"%s" that comes late takes nothing from what was final',
  async (outcome) => {
    const order = await paid();
    await till.shop.settle();
    expect(await unitState(order)).toBe('succeeded');
    const [before] = await attempts(order);
    await told(order, { outcome, message: 'stale' }, 'submit');
    expect(await attempts(order)).toEqual([before]);
    expect(await till.state(order)).toBe('completed');
  },
);

test('success after failure is an incident: no money moves, the owner decides', async () => {
  const order = await paid(NUMBERS.fails);
  await till.shop.settle();
  await told(order, { outcome: 'success', serial: 'LATE-1', priceIdr: 5_000 }, 'webhook');
  expect(await unitState(order)).toBe('late_success');
  expect(await till.state(order)).toBe('failed');
  expect(await till.openCase(order, 'late_success')).toBeDefined();
  expect(await till.said()).not.toContain('goods-serial');
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('failure after success is an incident: nothing is owed back by itself', async () => {
  const order = await paid(NUMBERS.ok);
  await till.shop.settle();
  await told(order, { outcome: 'failed', reason: 'reversed' }, 'webhook');
  expect(await unitState(order)).toBe('reversed');
  expect(await till.state(order)).toBe('completed');
  expect(await till.openCase(order, 'reversed')).toBeDefined();
  expect(await till.refunds(order)).toEqual([]);
});

test('every webhook fifty times, also in the wrong order: one delivery', async () => {
  await dawdle(MINUTE);
  const order = await paid(NUMBERS.slow);
  await till.shop.settle();
  const news = [{ outcome: 'success', serial: 'S-1' }, { outcome: 'pending' }, { outcome: 'unknown' }] as const;
  await Promise.all(Array.from({ length: 48 }, (_, index) => told(order, news[index % 3] ?? {}, 'webhook')));
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await till.said()).filter((key) => key === 'goods-serial')).toHaveLength(1);
  await till.expectSound(order);
});

test('two workers buy at once: one purchase, one delivery', async () => {
  const order = await paid();
  const { id } = await unit(order);
  await Promise.all([1, 2, 3].map(() => runFulfilment(till.shop.core, { fulfilmentId: id })));
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await bought(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('not sold inside the cut-off, and what is already paid waits for its end', async () => {
  const order = await paid();
  const { id } = await unit(order);
  const line = (await read().orders.lines(order.id))[0];
  const [offer] = await read().catalogue.offersOf(line?.productId ?? '');
  const clock = (ms: number) => new Date(till.shop.now() + 7 * 3_600_000 + ms).toISOString().slice(11, 16);
  const window = { cutOffStart: clock(-MINUTE), cutOffEnd: clock(20 * MINUTE) };
  await till.shop.core.uow.run('test', (stores) => stores.catalogue.upsertOffer({ ...offer!, ...window }));
  expect(await runFulfilment(till.shop.core, { fulfilmentId: id })).toMatchObject({ againAt: expect.any(Number) });
  await till.shop.settle();
  expect(await unitState(order)).toBe('scheduled');
  expect(await till.said()).toContain('supply-scheduled');
  expect(await bought(order)).toEqual([]);
  await till.shop.pass(21 * MINUTE);
  await till.shop.core.uow.run('test', (stores) => stores.catalogue.upsertOffer(offer!));
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

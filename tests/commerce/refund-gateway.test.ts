/**
 * Refunds through a gateway that can, over HTTP, with every way it may answer. Whatever it says, the payer has their
 * money back exactly once: the gateway's own memory of refunds is compared with ours.
 */
import { beforeAll, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { payRefund } from '../../commerce/refund/pay-refund.ts';
import { letGatewayRefund } from '../support/refunding.ts';
import { MINUTE, openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();
const HOUR = 60 * MINUTE;
beforeAll(() => letGatewayRefund(till.shop.core));

/** Paid twice, and the owner gives the second payment back. */
async function owed(): Promise<OrderView> {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'twice');
  await till.shop.pass(POLL);
  expect(await till.resolve(order, 'paid_twice', 'refund')).toMatchObject({ ok: true });
  return order;
}

interface GivenBack {
  key: string;
  amountIdr: number;
  asks: number;
  doneAt: number | null;
}

async function givenBack(order: OrderView): Promise<GivenBack[]> {
  const { json } = await till.shop.vendors.call('GET', `/payments/${order.code}-1`);
  return (json as { payment: { refunds: GivenBack[] } }).payment.refunds;
}

test('done at once: booked, told, and no case for the owner', async () => {
  const order = await owed();
  await till.shop.settle();
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out', way: 'gateway', amountIdr: PRICE }]);
  expect(await givenBack(order)).toMatchObject([{ key: `${order.code}-R1`, amountIdr: PRICE, asks: 1 }]);
  expect(await till.said()).toContain('refund-paid');
  expect(await till.openCase(order, 'refund_due')).toBeUndefined();
  await till.expectSound(order);
});

test('a lost answer is asked about under the same key: one refund', async () => {
  const order = await owed();
  await till.shop.vendors.faults([{ vendor: 'gateway', endpoint: 'refund', kind: 'reset', calls: 2 }]);
  await till.shop.pass(10 * MINUTE);
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  expect(await givenBack(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('pending is not done: asked until it is', async () => {
  await till.shop.vendors.call('POST', '/setup', { gateway: { refundMs: 3 * HOUR } });
  const order = await owed();
  await till.shop.settle();
  await till.shop.vendors.call('POST', '/setup', { gateway: { refundMs: 0 } });
  expect(await till.refunds(order)).toMatchObject([{ state: 'pending' }]);
  expect(await till.said()).toContain('refund-pending');
  expect(await till.said()).not.toContain('refund-paid');
  await till.expectSound(order);
  await till.shop.pass(8 * HOUR);
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  expect(await givenBack(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('refused: the payer is asked for an account and the owner transfers', async () => {
  await till.shop.vendors.faults([{ vendor: 'gateway', endpoint: 'refund', kind: 'refund_refused', calls: 1 }]);
  const order = await owed();
  await till.shop.settle();
  expect(await till.refunds(order)).toMatchObject([{ state: 'due', way: 'manual' }]);
  expect(await till.said()).toContain('refund-where');
  expect(await till.openCase(order, 'refund_due')).toBeDefined();
  await till.expectSound(order);
});

test('failed after it was pending: by hand, not a second time there', async () => {
  await till.shop.vendors.call('POST', '/setup', { gateway: { refusesRefunds: true } });
  const order = await owed();
  await till.shop.settle();
  await till.shop.vendors.call('POST', '/setup', { gateway: { refusesRefunds: false } });
  expect(await till.refunds(order)).toMatchObject([{ state: 'due', way: 'manual' }]);
  await till.shop.pass(2 * HOUR);
  expect(await givenBack(order)).toMatchObject([{ asks: 1, doneAt: null }]);
  await till.expectSound(order);
});

test('unclear for good: the owner looks; asked again it is done, once', async () => {
  const order = await owed();
  await till.shop.vendors.faults([{ vendor: 'gateway', endpoint: 'refund', kind: 'reset', handled: false }]);
  await till.shop.pass(3 * HOUR);
  expect(await till.refunds(order)).toMatchObject([{ state: 'unclear' }]);
  expect(await till.shop.alerts()).toContain('alert-refund-unclear');
  await till.shop.pass(24 * HOUR);
  expect(await givenBack(order)).toEqual([]);
  await till.shop.vendors.clearFaults();
  expect(await till.resolve(order, 'refund_unclear', 'retry')).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  expect(await givenBack(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('unclear, and the gateway itself tells that it went back: nothing is asked again', async () => {
  const order = await owed();
  await till.shop.vendors.faults([{ vendor: 'gateway', endpoint: 'refund', kind: 'reset' }]);
  await till.shop.pass(3 * HOUR);
  await till.shop.vendors.clearFaults();
  await till.shop.webhook(`${order.code}-1`, PRICE);
  await till.shop.settle();
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  expect(await till.openCase(order, 'refund_unclear')).toBeUndefined();
  await till.expectSound(order);
});

test('the job twice at once, and after its process died: one refund', async () => {
  const order = await owed();
  const [refund] = await till.refunds(order);
  const refundId = refund?.id ?? '';
  await Promise.all([1, 2, 3].map(() => payRefund(till.shop.core, { refundId })));
  await till.shop.settle();
  expect(await givenBack(order)).toHaveLength(1);
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  await till.expectSound(order);
});

test('given back in the dashboard, whole and in part: booked to the rupiah, told, and the owner sees it', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  for (const amountIdr of [3_000, 7_000]) {
    await till.shop.vendors.call('POST', '/refund', { order_id: `${order.code}-1`, amountIdr });
    await till.shop.webhook(`${order.code}-1`, PRICE, { nonce: amountIdr });
    await till.shop.pass(MINUTE);
    await till.expectSound(order);
  }
  expect(await till.payments(order)).toMatchObject([{ refundedIdr: PRICE }]);
  expect((await till.cases(order)).map(([kind, , amount]) => [kind, amount])).toEqual([
    ['gateway_refund', 3_000],
    ['gateway_refund', 7_000],
  ]);
  expect((await till.said()).filter((key) => key === 'gateway-refund')).toHaveLength(2);
  const taken = await till.shop.core.uow.read.ledger.account('practice:taken_back');
  expect(taken?.postedIdr).toBe(-PRICE);
  expect(await till.state(order)).toBe('completed');
});

test('a parked payment given back in the dashboard ends its case', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  await till.shop.vendors.call('POST', '/refund', { order_id: `${order.code}-1` });
  await till.shop.webhook(`${order.code}-1`, PRICE);
  await till.shop.pass(MINUTE);
  expect(await till.openCase(order, 'underpaid')).toBeUndefined();
  await till.expectSound(order);
});

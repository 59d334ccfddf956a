/** Orders that expire, are renewed or cancelled, and money that comes for them all the same. */
import { expect, test } from 'vitest';
import { expireOrder } from '../../commerce/order/expire-order.ts';
import { showPayment } from '../../commerce/payment/create-outcome.ts';
import { FEE, MINUTE, openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();

test('late, stock still free: delivered', async () => {
  const order = await till.placed();
  await till.shop.vendors.pay(`${order.code}-1`, { mode: 'late', webhook: false });
  await till.shop.pass(29 * MINUTE);
  await till.shop.skip(4 * MINUTE);
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('late, stock gone: a refund is due, buyer and owner are told, nothing is delivered', async () => {
  const item = await till.rare(1);
  const order = await till.placed(item);
  await till.shop.pass(33 * MINUTE);
  await till.soldToAnother(item);
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(6 * MINUTE);
  expect(await till.state(order)).toBe('expired');
  expect(await till.refunds(order)).toMatchObject([
    { reason: 'late_unavailable', amountIdr: PRICE + FEE, feeIdr: FEE, state: 'due' },
  ]);
  expect(await till.said()).toContain('late-refund');
  // Nobody chose: it goes back, and this gateway cannot do it.
  expect(await till.cases(order)).toEqual([]);
  await till.shop.pass(2 * 60 * MINUTE);
  expect(await till.cases(order)).toEqual([['refund_due', 'open', PRICE + FEE]]);
  expect(await till.said()).toContain('refund-where');
  expect(await till.said()).not.toContain('goods-code');
  expect(await till.shop.alerts()).toContain('alert-refund-by-hand');
  await till.expectSound(order);
});

test('cancelled, then paid all the same: delivered while there is stock', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  expect(await till.shop.commerce.cancelOrder(till.buyer, 'cancel', order.code)).toMatchObject({
    outcome: 'cancelled',
  });
  expect(await till.state(order)).toBe('cancelled');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('a renewed order that nobody pays expires again', async () => {
  const order = await till.placed();
  await till.expired(order);
  await till.renewed(order);
  await till.shop.pass(33 * MINUTE);
  expect(await till.state(order)).toBe('expired');
  await till.expectSound(order);
});

test('late twice, stock gone: both payments are owed back', async () => {
  const item = await till.rare(1);
  const order = await till.placed(item);
  await till.shop.pass(33 * MINUTE);
  await till.soldToAnother(item);
  await till.pay(`${order.code}-1`, 'late');
  await till.pay(`${order.code}-1`, 'again');
  await till.shop.pass(6 * MINUTE);
  const owed = await till.refunds(order);
  expect(owed.map((row) => row.amountIdr)).toEqual([PRICE + FEE, PRICE + FEE]);
  await till.expectSound(order);
});

test('too little, then expired and the stock gone: the owner cannot accept, and owes back only what came', async () => {
  const item = await till.rare(1);
  const order = await till.placed(item);
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(33 * MINUTE);
  await till.soldToAnother(item);
  expect(await till.resolve(order, 'underpaid', 'accept')).toMatchObject({ ok: false, reason: 'sold_out' });
  expect(await till.refunds(order)).toEqual([]);
  expect(await till.resolve(order, 'underpaid', 'refund')).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: 9_000 }]);
  await till.expectSound(order);
});

test('renewed, then the old QR is paid: delivered once, and the new QR is withdrawn', async () => {
  const order = await till.placed();
  await till.expired(order);
  await till.renewed(order);
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(6 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await till.payments(order)).toMatchObject([{ state: 'paid' }, { state: 'cancelled' }]);
  const second = (await till.shop.vendors.payments()).find((row) => row.orderId === `${order.code}-2`);
  expect(second?.status).toBe('canceled');
  const screens = (await till.shop.core.uow.read.outgoing.after(till.buyer.chatId ?? '', 0, 100)).map((row) =>
    till.shop.core.uow.read.outgoing.screen(row),
  );
  const shownAt = screens.findLastIndex((screen) => screen.slot !== undefined);
  expect(screens.slice(shownAt + 1).some((screen) => screen.replaces === screens[shownAt]?.slot)).toBe(true);
  await till.expectSound(order);
});

test('two QRs paid: one code, the second money is parked', async () => {
  const order = await till.placed();
  await till.expired(order);
  await till.renewed(order);
  await till.pay(`${order.code}-1`, 'late');
  await till.pay(`${order.code}-2`);
  await till.shop.pass(6 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await till.payments(order)).toMatchObject([{ state: 'paid' }, { state: 'paid' }]);
  expect(await till.cases(order)).toEqual([['paid_twice', 'open', PRICE]]);
  await till.expectSound(order);
});

test('paid in the last second and told by nobody: asked once more before the stock is given back', async () => {
  const order = await till.placed(await till.rare(1));
  await till.shop.pass(30 * MINUTE + 1_000);
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.skip(3 * MINUTE);
  await expireOrder(till.shop.core, { orderId: order.id });
  expect(await till.state(order)).toBe('paid');
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await till.said()).toContain('paid');
  await till.expectSound(order);
});

test('a provider that cannot be asked does not keep the reservation for ever', async () => {
  const item = await till.rare(1);
  const order = await till.placed(item);
  const { payment } = till.shop.core.registry;
  till.shop.core.registry.payment = () => {
    throw new Error('its credentials do not open');
  };
  await till.shop.skip(33 * MINUTE);
  await expireOrder(till.shop.core, { orderId: order.id });
  till.shop.core.registry.payment = payment;
  expect(await till.state(order)).toBe('expired');
  expect(await till.shop.core.uow.read.stock.available(item.kind === 'product' ? item.productId : '')).toBe(1);
});

test('an order renewed while its expiry is still being worked off expires all the same', async () => {
  const order = await till.placed(await till.rare(1));
  await till.shop.pass(31 * MINUTE);
  await till.shop.skip(2 * MINUTE);
  // The expiry is done, but its job is not marked as done yet when the buyer asks for a new QR.
  const unended = await till.shop.takeAndWork();
  expect(await till.state(order)).toBe('expired');
  await till.renewed(order);
  await unended.end();
  await till.shop.pass(35 * MINUTE);
  expect(await till.state(order)).toBe('expired');
  await till.expectSound(order);
});

test('a gateway whose QR lives shorter than our window ends the order with it', async () => {
  await till.shop.vendors.call('POST', '/setup', { gateway: { validityMs: 10 * MINUTE } });
  const order = await till.placed();
  await till.shop.pass(13 * MINUTE);
  await till.shop.vendors.call('POST', '/setup', { gateway: { validityMs: 30 * MINUTE } });
  expect(await till.state(order)).toBe('expired');
});

test('cancelled while the QR is being made: it is not sent any more, and the gateway is told', async () => {
  const order = await till.shop.order(till.buyer, await till.voucher());
  const payment = await till.payment(order);
  expect(await till.shop.commerce.cancelOrder(till.buyer, 'early', order.code)).toMatchObject({ ok: true });
  const created = { gatewayTransactionId: null, paymentNumber: null, payUrl: 'http://127.0.0.1/pay', feeIdr: 0 };
  await showPayment(till.shop.core, payment, { ...created, payableIdr: PRICE, expiresAt: null }, null, 'bank');
  await till.shop.settle();
  expect(await till.said()).not.toContain('pay-title');
  expect(await till.payments(order)).toMatchObject([{ state: 'cancelled' }]);
  const jobs = await till.shop.core.uow.read.jobs.mentioning(payment.id, 10);
  expect(jobs.filter((job) => job.name === 'payment.cancel')).toHaveLength(1);
  await till.expectSound(order);
});

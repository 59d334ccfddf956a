/** What a gateway may say about a payment, in any order and as often as it likes. */
import { expect, test } from 'vitest';
import { observePayment } from '../../commerce/payment/observe.ts';
import type { Payment } from '../../commerce/payment/model.ts';
import type { ObservedPayment } from '../../commerce/ports/payment-gateway.ts';
import { MINUTE, openTill, PRICE } from '../support/till.ts';

const till = openTill();

const paidNews = (payment: Payment, more: Partial<ObservedPayment> = {}): ObservedPayment => ({
  status: 'paid',
  reference: payment.reference,
  gatewayTransactionId: null,
  amountIdr: payment.amountIdr,
  currency: 'IDR',
  paidAt: 1_000,
  testMoney: true,
  ...more,
});

test('fifty observers at once: one receipt, one hold, one code', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await till.pay(`${order.code}-1`);
  const status = await till.shop.core.registry
    .payment((await till.shop.core.uow.read.providers.get(payment?.providerId ?? ''))!)
    .status(payment);
  const observed = (status as { value: ObservedPayment }).value;
  await Promise.all(Array.from({ length: 50 }, () => observePayment(till.shop.core, payment.id, observed)));
  await till.shop.settle();
  expect(await till.shop.core.uow.read.payments.receiptsOf(order.id)).toHaveLength(1);
  expect((await till.said()).filter((key) => key === 'goods-code')).toHaveLength(1);
  await till.expectSound(order);
});

test.each([
  ['another reference', { reference: 'SOMEONE-1' }],
  ['another currency', { currency: 'USD' }],
  ['no amount', { amountIdr: null }],
  ['a negative amount', { amountIdr: -5 }],
] satisfies [string, Partial<ObservedPayment>][])('%s books nothing and is told once', async (_what, more) => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, paidNews(payment, more));
  await observePayment(till.shop.core, payment.id, paidNews(payment, more));
  expect(await till.state(order)).toBe('awaiting_payment');
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['wrong_money']);
  await till.expectSound(order);
});

test('a webhook about a reference nobody made is neither kept as work nor acted on', async () => {
  expect(await till.shop.webhook('NOBODY-1', PRICE)).toBe('unknown');
  await till.shop.settle();
  expect(till.shop.failures).toEqual([]);
});

test('a gateway that says paid at two times for one reference without ids: a person looks, nothing is invented', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, paidNews(payment));
  await observePayment(till.shop.core, payment.id, paidNews(payment, { paidAt: 9_000 }));
  expect(await till.shop.core.uow.read.payments.receiptsOf(order.id)).toHaveLength(1);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['maybe_paid_twice']);
});

test('paid, then pending, expired, failed: a paid payment never goes back', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, paidNews(payment));
  for (const status of ['pending', 'expired', 'not_found', 'unrecognised'] as const)
    await observePayment(till.shop.core, payment.id, { ...paidNews(payment), status });
  expect(await till.cases(order)).toEqual([]);
  await observePayment(till.shop.core, payment.id, { ...paidNews(payment), status: 'failed' });
  await till.shop.settle();
  expect(await till.payments(order)).toMatchObject([{ state: 'paid' }]);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['payment_reversed']);
  expect(await till.state(order)).toBe('completed');
});

test('expired, then paid at once with all four words together', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  const words = ['expired', 'paid', 'pending', 'failed'] as const;
  await Promise.all(
    Array.from({ length: 48 }, (_, index) =>
      observePayment(till.shop.core, payment.id, {
        ...paidNews(payment, { gatewayTransactionId: 'one' }),
        status: words[index % 4] ?? 'paid',
      }),
    ),
  );
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect((await till.said()).filter((key) => key === 'goods-code')).toHaveLength(1);
});

test('the last of many webhooks is looked at, also while an earlier question is still out', async () => {
  const order = await till.placed();
  const reference = `${order.code}-1`;
  const { webhook, settle, skip, pass, takeAndWork } = till.shop;
  await till.pay(reference);
  await webhook(reference, PRICE);
  await settle();
  await webhook(reference, PRICE, { completed_at: '2026-01-01T00:00:00Z' });
  await settle();
  await skip(11_000);
  // The question put off is out when the buyer pays once more and the last webhook comes.
  const unended = await takeAndWork();
  await till.pay(reference, 'again');
  await webhook(reference, PRICE, { completed_at: '2026-01-01T00:00:09Z' });
  await settle();
  await unended.end();
  await pass(30_000);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['paid_twice']);
  await till.expectSound(order);
});

test.each([
  ['first without', [null, 'tx-1']],
  ['first with', ['tx-2', null]],
] as const)('the same money told with and without its transaction id, %s, is booked once', async (_what, ids) => {
  const order = await till.placed();
  const payment = await till.payment(order);
  for (const id of ids)
    await observePayment(till.shop.core, payment.id, paidNews(payment, { gatewayTransactionId: id }));
  expect(await till.shop.core.uow.read.payments.receiptsOf(order.id)).toHaveLength(1);
  expect(await till.cases(order)).toEqual([]);
});

test('other money under an id after money without one: not booked, a person looks', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, paidNews(payment));
  const more = { gatewayTransactionId: 'tx-3', paidAt: 7_000 };
  await observePayment(till.shop.core, payment.id, paidNews(payment, more));
  expect(await till.shop.core.uow.read.payments.receiptsOf(order.id)).toHaveLength(1);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['maybe_paid_twice']);
});

test('a gateway that cancels by itself: the buyer learns that the QR is dead', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, { ...paidNews(payment), status: 'cancelled' });
  expect(await till.said()).toContain('pay-gateway-failed');
});

test('a payment the gateway is looking at is not renewed beside', async () => {
  const order = await till.placed();
  const payment = await till.payment(order);
  await observePayment(till.shop.core, payment.id, { ...paidNews(payment), status: 'challenge' });
  const renewed = await till.shop.commerce.renewPayment(till.buyer, 'beside', order.code);
  expect(renewed).toMatchObject({ ok: false, reason: 'already_done' });
});

test('a webhook the gateway never bears out is asked about ever more seldom, not every ten seconds', async () => {
  const order = await till.placed();
  await till.shop.vendors.faults([{ kind: 'http_500', vendor: 'gateway', endpoint: 'detail', calls: 1_000_000 }]);
  await till.shop.webhook(`${order.code}-1`, order.totalIdr);
  const asked = async () =>
    (await till.shop.core.uow.read.integrationLogs.latest({ limit: 1_000 })).filter((row) => row.action === 'status')
      .length;
  await till.shop.pass(60 * MINUTE);
  const inFirstHour = await asked();
  expect(inFirstHour).toBeLessThan(120);
  await till.shop.vendors.clearFaults();
  await till.shop.pass(30 * MINUTE);
  expect(await till.state(order)).not.toBe('paid');
  expect(await till.cases(order)).toEqual([]);
});

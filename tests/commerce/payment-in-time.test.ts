/** Money that comes in time: exactly, too little, too much, more than once. */
import { expect, test } from 'vitest';
import { openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();

test('paid exactly: one code, told once, money captured', async () => {
  const order = await till.placed();
  expect(await till.pay(`${order.code}-1`)).toBe(true);
  expect(await till.shop.webhook(`${order.code}-1`, PRICE)).toBe('accepted');
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await till.said()).toEqual(['order-placed-shop', 'pay-title', 'paid', 'goods-code']);
  expect(await till.cases(order)).toEqual([]);
  await till.expectSound(order);
});

test('a webhook that never comes costs one poll', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('too little is parked, and delivered when the owner takes it', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('awaiting_payment');
  expect(await till.cases(order)).toEqual([['underpaid', 'open', 9_000]]);
  expect(await till.said()).toContain('parked-underpaid');
  await till.expectSound(order);
  expect(await till.resolve(order, 'underpaid', 'accept')).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test('too much is parked; taken, the rest is owed back', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'over');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('awaiting_payment');
  expect(await till.resolve(order, 'overpaid', 'accept')).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  const [refund] = await till.refunds(order);
  expect(refund).toMatchObject({ reason: 'owner_refund', state: 'due', amountIdr: 1_000 });
  await till.expectSound(order);
});

test('too little and given back: one refund, and the next resolution finds nothing to do', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  const row = await till.openCase(order, 'underpaid');
  expect(await till.resolve(order, 'underpaid', 'refund')).toMatchObject({ ok: true });
  const again = { caseId: row?.id ?? '', decision: 'accept', reason: 'twice' } as const;
  expect(await till.shop.commerce.resolveCase(till.shop.owner, 'another', again)).toMatchObject({
    reason: 'already_done',
  });
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: 9_000 }]);
  expect(await till.resolve(order, 'refund_due', 'accept')).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ state: 'paid_out' }]);
  await till.expectSound(order);
});

test('one QR paid twice: one code, the second money is parked', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'twice');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await till.cases(order)).toEqual([['paid_twice', 'open', PRICE]]);
  expect(await till.resolve(order, 'paid_twice', 'refund')).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: PRICE, reason: 'owner_refund' }]);
  await till.expectSound(order);
});

test('too little, then the whole price: the order goes out, the first money waits for the owner', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  await till.pay(`${order.code}-1`, 'again');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await till.payments(order)).toMatchObject([{ state: 'paid' }]);
  expect(await till.resolve(order, 'underpaid', 'accept')).toMatchObject({ ok: false, reason: 'wrong_state' });
  expect(await till.resolve(order, 'underpaid', 'refund')).toMatchObject({ ok: true });
  await till.expectSound(order);
});

test('a QR paid once more while no webhook tells: found when its time is over', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, order.code);
  await till.shop.settle();
  await till.pay(`${order.code}-1`, 'again');
  await till.shop.pass(40 * 60_000);
  expect(await till.cases(order)).toEqual([['paid_twice', 'open', PRICE]]);
});

test('paid three times: each surplus payment is owed back and said', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'twice');
  await till.pay(`${order.code}-1`, 'again');
  await till.shop.pass(POLL);
  await till.resolve(order, 'paid_twice', 'refund');
  await till.resolve(order, 'paid_twice', 'refund');
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: PRICE }, { amountIdr: PRICE }]);
  await till.shop.settle();
  expect((await till.cases(order)).filter(([kind]) => kind === 'refund_due')).toHaveLength(2);
  expect((await till.said()).filter((key) => key === 'money-returned')).toHaveLength(2);
  await till.resolve(order, 'refund_due', 'accept');
  expect((await till.refunds(order)).map((row) => row.state).sort()).toEqual(['due', 'paid_out']);
  await till.resolve(order, 'refund_due', 'accept');
  expect((await till.refunds(order)).map((row) => row.state)).toEqual(['paid_out', 'paid_out']);
  await till.expectSound(order);
});

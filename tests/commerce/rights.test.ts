/** Who may act on whose order, and under whose key. */
import { expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import { openTill, POLL } from '../support/till.ts';

const till = openTill();

test("somebody else's order does not exist", async () => {
  const order = await till.placed();
  const bob = await till.shop.buyer();
  expect(await till.shop.commerce.order(bob, order.code)).toBeNull();
  for (const act of [
    till.shop.commerce.cancelOrder(bob, 'b1', order.code),
    till.shop.commerce.renewPayment(bob, 'b2', order.code),
    till.shop.commerce.resendGoods(bob, 'b3', order.code),
    till.shop.commerce.checkPayment(bob, order.code),
  ])
    expect(await act).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await till.state(order)).toBe('awaiting_payment');
});

test('an idempotency key belongs to its asker and its use case', async () => {
  const { commerce } = till.shop;
  const order = await till.placed();
  const bob = await till.shop.buyer();
  const input = { chatId: null, items: [await till.voucher()] };
  const first = await commerce.placeOrder(bob, 'shared', input);
  expect(await commerce.placeOrder(bob, 'shared', input)).toEqual(first);
  expect(await commerce.placeOrder(till.buyer, 'shared', input)).toMatchObject({ ok: false, reason: 'conflict' });
  expect(await commerce.cancelOrder(till.buyer, 'one', order.code)).toMatchObject({ ok: true });
  expect(await commerce.resendGoods(till.buyer, 'one', order.code)).toMatchObject({ ok: false, reason: 'conflict' });
});

test('a refusal is not remembered, the deed is', async () => {
  const { commerce } = till.shop;
  const order = await till.placed();
  expect(await commerce.resendGoods(till.buyer, 'again', order.code)).toMatchObject({ reason: 'wrong_state' });
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await commerce.resendGoods(till.buyer, 'again', order.code)).toEqual({ ok: true, sent: 1 });
  expect(await commerce.resendGoods(till.buyer, 'again', order.code)).toEqual({ ok: true, sent: 1 });
  expect((await till.said()).filter((key) => key === 'goods-code')).toHaveLength(2);
});

test('a persona of the practice shop decides nothing about other money, a guest nothing at all', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  const input = {
    caseId: (await till.openCase(order, 'underpaid'))?.id ?? '',
    decision: 'accept',
    reason: '',
  } as const;
  const elsewhere: Actor = { ...till.buyer, roles: ['owner'], environment: 'live' };
  const resolve = till.shop.commerce.resolveCase;
  expect(await resolve(elsewhere, 'p', input)).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await resolve(till.buyer, 'g', input)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await till.openCase(order, 'underpaid')).toBeDefined();
});

test('who plays the owner of a practice shop cannot add an account at a real vendor or look at its row', async () => {
  const { commerce } = till.shop;
  const persona: Actor = { ...till.buyer, roles: ['owner'] };
  const values = { project: 'toko', api_key: 'a-practice-key' };
  const input = { presetId: 'pakasir', environment: 'live', values } as const;
  expect(await commerce.addProvider(persona, 'live', input)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await commerce.providers(persona)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect((await commerce.mode()).practice).toBe(true);
});

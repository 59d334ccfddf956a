/** Who may act on whose order, and under whose key. */
import { expect, test } from 'vitest';
import { openTill } from '../support/till.ts';

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

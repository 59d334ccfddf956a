/** Topping up a balance and buying from it: what came counts, what is held is spent once, what fails is back at once. */
import { expect, test } from 'vitest';
import { openReseller } from '../support/reseller.ts';
import { NUMBERS, openSupply } from '../support/supply.ts';
import { MINUTE, POLL, PRICE } from '../support/till.ts';

const { till, pulsa } = openSupply();

const RESELLER_PRICE = 8_000;
const voucher = () => till.voucher();

async function asked(amountIdr: number, state = 'completed') {
  const reseller = await openReseller(till.shop, 0);
  const order = await till.shop.order(reseller.actor, { kind: 'topup', amountIdr });
  await till.shop.settle();
  return { reseller, order, reference: `${order.code}-1`, state };
}

test('a top-up is on the balance as soon as its payment is seen, with the payer told what there is', async () => {
  const { reseller, order, reference } = await asked(50_000);
  await till.pay(reference);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await reseller.balance()).toMatchObject({ availableIdr: 50_000, heldIdr: 0 });
  expect(await till.shop.said(reseller.actor)).toEqual(['order-placed-topup', 'pay-title', 'balance-topped-up']);
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test.each([
  ['too little', 'under'],
  ['too much', 'over'],
])('%s is simply that much balance, and nobody has to decide', async (_what, mode) => {
  const { reseller, order, reference } = await asked(50_000);
  await till.pay(reference, mode);
  await till.shop.pass(POLL);
  const [receipt] = await till.shop.core.uow.read.payments.receiptsOf(order.id);
  expect(receipt?.amountIdr).not.toBe(50_000);
  expect(await reseller.balance()).toMatchObject({ availableIdr: receipt?.amountIdr });
  expect(await till.state(order)).toBe('completed');
  expect(await till.cases(order)).toEqual([]);
  expect((await till.shop.said(reseller.actor)).at(-1)).toBe('balance-topped-up-other');
  await till.expectSound(order);
});

test('paid twice, and paid after it expired: both are balance', async () => {
  const { reseller, order, reference } = await asked(20_000);
  await till.shop.pass(33 * MINUTE);
  expect(await till.state(order)).toBe('expired');
  await till.pay(reference, 'late');
  await till.shop.pass(10 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  await till.pay(reference, 'again');
  await till.shop.webhook(reference, 20_000);
  await till.shop.settle();
  await till.shop.pass(MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await reseller.balance()).toMatchObject({ availableIdr: 40_000 });
  expect(await till.cases(order)).toEqual([]);
  await till.expectSound(order);
});

test('renewed, then the old QR is paid: the new one is withdrawn at the gateway and in the chat', async () => {
  const { reseller, order } = await asked(20_000);
  await till.shop.pass(33 * MINUTE);
  const renewed = await till.shop.commerce.renewPayment(reseller.actor, till.shop.core.ids.uuid(), order.code);
  expect(renewed).toMatchObject({ ok: true });
  await till.shop.settle();
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(6 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await till.payments(order)).toMatchObject([{ state: 'paid' }, { state: 'cancelled' }]);
  const second = (await till.shop.vendors.payments()).find((row) => row.orderId === `${order.code}-2`);
  expect(second?.status).toBe('canceled');
  const { outgoing } = till.shop.core.uow.read;
  const screens = (await outgoing.after(reseller.actor.chatId ?? '', 0, 100)).map((row) => outgoing.screen(row));
  expect(screens.at(-1)?.replaces).toBe(screens.findLast((screen) => screen.slot !== undefined)?.slot);
  await till.expectSound(order);
});

test('only a reseller may top up, within the limits, and with nothing else in the order', async () => {
  const topUp = (amountIdr: number) => ({ kind: 'topup' as const, amountIdr });
  const reseller = await openReseller(till.shop, 0);
  const place = (actor: typeof till.buyer, ...items: Parameters<typeof reseller.buy>) =>
    till.shop.commerce.placeOrder(actor, till.shop.core.ids.uuid(), { chatId: actor.chatId, items });
  expect(await place(till.buyer, topUp(50_000))).toMatchObject({ ok: false, reason: 'not_allowed' });
  for (const amountIdr of [9_999, 0, -1, 1.5, Number.NaN, 20_000_001]) {
    expect(await place(reseller.actor, topUp(amountIdr))).toMatchObject({ ok: false, reason: 'bad_amount' });
  }
  expect(await place(reseller.actor, topUp(50_000), await voucher())).toMatchObject({ reason: 'bad_input' });
  expect(await reseller.buy(topUp(50_000))).toMatchObject({ ok: false, reason: 'bad_input' });
});

test('an order from the balance is delivered without any payment, at the price of the tier', async () => {
  const reseller = await openReseller(till.shop, 20_000);
  const placed = await reseller.buy(await voucher());
  if (!placed.ok) throw new Error(placed.reason);
  expect(await reseller.balance()).toMatchObject({ availableIdr: 20_000 - RESELLER_PRICE, heldIdr: RESELLER_PRICE });
  await till.shop.settle();
  const order = await till.shop.commerce.order(reseller.actor, placed.order.code);
  expect(order).toMatchObject({ state: 'completed', payWith: 'balance', payment: null, totalIdr: RESELLER_PRICE });
  expect(await reseller.balance()).toMatchObject({ availableIdr: 20_000 - RESELLER_PRICE, heldIdr: 0 });
  expect((await till.shop.said(reseller.actor)).slice(-2)).toEqual(['balance-paid', 'goods-code']);
  await till.expectSound(order!);
});

test('what cannot be delivered is back on the balance at once, owed by nobody', async () => {
  const reseller = await openReseller(till.shop, 50_000);
  const placed = await reseller.buy(await pulsa(NUMBERS.fails));
  if (!placed.ok) throw new Error(placed.reason);
  await till.shop.settle();
  const order = await till.shop.commerce.order(reseller.actor, placed.order.code);
  expect(order).toMatchObject({ state: 'failed', refundDueIdr: 0 });
  expect(await reseller.balance()).toMatchObject({ availableIdr: 50_000, heldIdr: 0 });
  expect(await till.cases(order!)).toEqual([]);
  expect(await till.shop.alerts()).toContain('alert-purchase-failed-balance');
  await till.expectSound(order!);
});

test('a hundred orders at once on a balance for ten are ten, and one at once for a balance for none is refused', async () => {
  const reseller = await openReseller(till.shop, 10 * RESELLER_PRICE);
  const item = await till.rare(100);
  await till.shop.commerce.setPrice(till.shop.owner, {
    tier: 'reseller',
    scope: 'product',
    value: (await till.shop.commerce.product(reseller.actor, (item as { productId: string }).productId))?.code ?? '',
    kind: 'fixed',
    amountIdr: RESELLER_PRICE,
  });
  const answers = await Promise.all(Array.from({ length: 100 }, () => reseller.buy(item)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'balance_short')).toHaveLength(90);
  expect(await reseller.balance()).toMatchObject({ availableIdr: 0, spendableIdr: 0 });
  await till.shop.settle();
  expect(await reseller.balance()).toMatchObject({ availableIdr: 0, heldIdr: 0 });
});

test('a credit limit is spent like money, and a day has its limit', async () => {
  const reseller = await openReseller(till.shop, 10_000);
  expect(await reseller.buy(await voucher(), await voucher())).toMatchObject({ reason: 'balance_short' });
  const accountId = `practice:customer:${reseller.actor.personId}`;
  await till.shop.core.uow.run('test.credit', (stores) => stores.ledger.setMinAvailable(accountId, -6_000));
  await reseller.terms({ dailyLimitIdr: 20_000 });
  expect(await reseller.buy(await voucher(), await voucher())).toMatchObject({ ok: true });
  expect(await reseller.balance()).toMatchObject({ availableIdr: -6_000, spendableIdr: 0 });
  await till.shop.core.uow.run('test.credit', (stores) => stores.ledger.setMinAvailable(accountId, -60_000));
  expect(await reseller.buy(await voucher())).toMatchObject({
    reason: 'daily_limit',
    detail: { limitIdr: 20_000, leftIdr: 4_000 },
  });
  await till.shop.pass(25 * 60 * MINUTE);
  expect(await reseller.buy(await voucher())).toMatchObject({ ok: true });
});

test('the same order under the same key is one order; suspended, nobody orders', async () => {
  const reseller = await openReseller(till.shop, 20_000);
  const input = { chatId: reseller.actor.chatId, items: [await voucher()], payWith: 'balance' } as const;
  const key = till.shop.core.ids.uuid();
  const twice = await Promise.all(
    [1, 2].map(() => till.shop.commerce.placeOrder(reseller.actor, key, { ...input, items: [...input.items] })),
  );
  expect(twice[0]).toEqual(twice[1]);
  expect(await reseller.balance()).toMatchObject({ heldIdr: RESELLER_PRICE });
  await reseller.terms({ state: 'suspended' });
  expect(await reseller.buy(await voucher())).toMatchObject({ ok: false, reason: 'not_allowed' });
});

test('a buyer without a balance cannot pay from one', async () => {
  const input = { chatId: till.buyer.chatId, items: [await voucher()], payWith: 'balance' } as const;
  const answer = await till.shop.commerce.placeOrder(till.buyer, till.shop.core.ids.uuid(), {
    ...input,
    items: [...input.items],
  });
  expect(answer).toEqual({ ok: false, reason: 'balance_short', detail: { totalIdr: PRICE, availableIdr: 0 } });
});

/** A price above the ceiling: asked, never charged; paid, declined, unanswered, paid too late, paid and failing anyway. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { NUMBERS, openSupply, paidFor } from '../support/supply.ts';
import { MINUTE, POLL } from '../support/till.ts';

const supply = openSupply();
const { till, paid, read, unit, unitState, attempts, bought } = supply;
let usualIdr = 0;

beforeEach(async () => {
  const [offer] = await read().catalogue.offersOf(await supply.productId());
  usualIdr ||= offer!.costIdr;
});
afterEach(() => priceIs(usualIdr));

/** At the supplier, and where it says so in its list as well. */
async function priceIs(costIdr: number, listed = true): Promise<void> {
  await supply.product({ price: costIdr });
  const [offer] = await read().catalogue.offersOf(await supply.productId());
  const seenAt = till.shop.now();
  if (listed)
    await till.shop.core.uow.run('test.list', (stores) => stores.catalogue.upsertOffer({ ...offer!, costIdr, seenAt }));
}

const charge = async (order: OrderView) => (await read().supply.chargesOf((await unit(order)).id)).at(-1)!;

async function answer(order: OrderView, accept: boolean) {
  const { id } = await charge(order);
  return till.shop.commerce.answerCharge(till.buyer, till.shop.core.ids.uuid(), { chargeId: id, accept });
}

/** Paid, refused for its price, and asked. */
async function asked(number?: string): Promise<OrderView> {
  const order = await paid(number);
  await priceIs(usualIdr + 2_000);
  await till.shop.settle();
  expect(await unitState(order)).toBe('requoted');
  expect(await till.state(order)).toBe('paid');
  expect(await till.said()).toContain('supply-price-rose');
  return order;
}

async function supplement(order: OrderView): Promise<OrderView> {
  const accepted = await answer(order, true);
  if (!accepted.ok) throw new Error(accepted.reason);
  await till.shop.settle();
  const view = await till.shop.commerce.order(till.buyer, accepted.code ?? '');
  if (!view) throw new Error('no order for the difference');
  return view;
}

test('asked and paid: bought once at the new price, both orders complete', async () => {
  const order = await asked();
  const extra = await supplement(order);
  expect(extra.totalIdr).toBe((await charge(order)).amountIdr);
  expect(extra.totalIdr).toBeLessThanOrEqual(2_100);
  await till.pay(`${extra.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await till.state(extra)).toBe('completed');
  expect(await bought(order)).toHaveLength(1);
  expect((await attempts(order)).at(-1)?.maxPriceIdr).toBe(usualIdr + 2_000);
  expect(await till.refunds(order)).toEqual([]);
  expect(await till.refunds(extra)).toEqual([]);
  await till.expectSound(order);
  await till.expectSound(extra);
});

test('a second press of the same button is the same answer; a later one changes nothing', async () => {
  const order = await asked();
  const { id } = await charge(order);
  const key = till.shop.core.ids.uuid();
  const press = () => till.shop.commerce.answerCharge(till.buyer, key, { chargeId: id, accept: true });
  const [first, again] = [await press(), await press()];
  expect(again).toEqual(first);
  expect(await answer(order, false)).toMatchObject({ ok: false, reason: 'already_done' });
  const stranger = await till.shop.buyer();
  const other = till.shop.core.ids.uuid();
  expect(await till.shop.commerce.answerCharge(stranger, other, { chargeId: id, accept: false })).toMatchObject({
    ok: false,
    reason: 'not_found',
  });
});

test('declined: the money back at once, nothing bought', async () => {
  const order = await asked();
  expect(await answer(order, false)).toMatchObject({ ok: true, code: null });
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: paidFor(order) }]);
  expect(await bought(order)).toEqual([]);
  await till.expectSound(order);
});

test('no answer: the money back when the time is up', async () => {
  const order = await asked();
  await till.shop.pass(29 * MINUTE);
  expect(await till.state(order)).toBe('paid');
  await till.shop.pass(2 * MINUTE);
  expect(await till.state(order)).toBe('failed');
  expect(await answer(order, true)).toMatchObject({ ok: false });
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('accepted and never paid: the money back; paid after that, the difference goes back too', async () => {
  const order = await asked();
  const extra = await supplement(order);
  await till.shop.pass(40 * MINUTE);
  expect(await till.state(extra)).toBe('expired');
  expect(await till.state(order)).toBe('failed');
  await till.pay(`${extra.code}-1`, 'late');
  await till.shop.pass(10 * MINUTE);
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: paidFor(order) }]);
  expect(await till.refunds(extra)).toMatchObject([{ amountIdr: paidFor(extra) }]);
  expect(await bought(order)).toEqual([]);
  await till.expectSound(order);
  await till.expectSound(extra);
});

test('paid on top, and then it fails all the same: both go back, each once', async () => {
  const order = await asked(NUMBERS.fails);
  const extra = await supplement(order);
  await till.pay(`${extra.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('failed');
  expect(await till.state(extra)).toBe('failed');
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: paidFor(order) }]);
  expect(await till.refunds(extra)).toMatchObject([{ amountIdr: paidFor(extra) }]);
  await till.expectSound(order);
  await till.expectSound(extra);
});

test('a supplier that refuses without a price: its list is asked, then the buyer', async () => {
  const order = await paid();
  await priceIs(usualIdr + 2_000, false);
  await till.shop.settle();
  expect(['scheduled', 'requoted']).toContain(await unitState(order));
  expect((await attempts(order))[0]?.reason).toBe('price');
  await till.shop.pass(6 * MINUTE);
  expect(await unitState(order)).toBe('requoted');
  expect((await charge(order)).ceilingIdr).toBe(usualIdr + 2_000);
  await answer(order, false);
  await till.expectSound(order);
});

test('a price that doubles is a fault of a list, not a question: the money back', async () => {
  const order = await paid();
  await priceIs(usualIdr * 10);
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await till.said()).toContain('supply-failed-price');
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('yes and no at the same moment: one of them, and the money in one place', async () => {
  const order = await asked();
  const answers = await Promise.all([answer(order, true), answer(order, false), answer(order, true)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await till.shop.settle();
  const { state, orderId } = await charge(order);
  expect(['accepted', 'declined']).toContain(state);
  expect(orderId === null).toBe(state === 'declined');
  expect(await till.refunds(order)).toHaveLength(state === 'declined' ? 1 : 0);
  await till.expectSound(order);
});

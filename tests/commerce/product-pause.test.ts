/** A product that keeps failing is not sold for a while; it comes back by itself, or by the owner's word, which wins. */
import { beforeEach, expect, test } from 'vitest';
import type { OrderView, ProductView } from '../../commerce/app.ts';
import { NUMBERS, openSupply } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const { till, read, dawdle, unitState } = openSupply();

const CODES = ['TSEL5', 'TSEL10', 'TSEL25', 'ISAT10', 'TRI10', 'XLD10', 'TDATA3', 'TDATA12'];
let used = 0;
let code = '';
beforeEach(() => {
  code = CODES[(used += 1) - 1] ?? '';
});

let numbers = 812_0000_000;
const card = async (): Promise<ProductView> => (await till.shop.commerce.product(till.buyer, code))!;
const health = async () => {
  const { id } = await card();
  return (await till.shop.commerce.productHealth(till.buyer, [id]))[id]!;
};

/** Paid, and worked off as far as it goes without the clock. */
async function buys(destination = `0${(numbers += 1)}`): Promise<OrderView> {
  const { id } = await card();
  const order = await till.placed({ kind: 'product', productId: id, qty: 1, destination });
  await till.pay(`${order.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, order.code);
  await till.shop.settle();
  return order;
}

const fails = () => buys(NUMBERS.fails);
async function failsOften(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await till.nextBuyer();
    await fails();
  }
}

const quote = async () => {
  const { id } = await card();
  const item = { kind: 'product', productId: id, qty: 1, destination: '081234567890' } as const;
  return till.shop.commerce.quote(till.buyer, [item]);
};

/** Alerts about products left while `work` went on. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const about = async () => (await till.shop.alerts()).filter((key) => key.startsWith('upkeep-product'));
  const before = (await about()).length;
  await work();
  return (await about()).slice(before);
}

test('four failures of four pause it: not for sale, told once, and what was paid is still delivered', async () => {
  const { id } = await card();
  const early = await till.placed({ kind: 'product', productId: id, qty: 1, destination: '081234567890' });
  expect(await heard(() => failsOften(3))).toEqual([]);
  expect(await health()).toMatchObject({ status: 'disturbed', successPct: 0, recent: 3, pause: null });
  expect(await heard(() => failsOften(1))).toEqual(['upkeep-product-paused']);
  expect(await card()).toMatchObject({ sellable: false, pausedUntil: expect.any(Number) as number });
  expect(await quote()).toMatchObject({ ok: false, reason: 'not_sellable' });
  const listed = await till.shop.commerce.products(till.buyer, { search: code, limit: 5, offset: 0 });
  expect(listed.items[0]).toMatchObject({ code, sellable: false });
  await till.pay(`${early.code}-1`);
  await till.shop.pass(MINUTE);
  expect(await till.state(early)).toBe('completed');
  expect(await card()).toMatchObject({ sellable: false });
});

test('after half an hour it is tried: one failure and it pauses twice as long, one success and it is back', async () => {
  await failsOften(4);
  await till.shop.pass(31 * MINUTE);
  expect(await card()).toMatchObject({ sellable: true, pausedUntil: null });
  expect(await health()).toMatchObject({ status: 'disturbed' });
  expect(await heard(() => failsOften(1))).toEqual(['upkeep-product-paused-again']);
  await till.shop.pass(58 * MINUTE);
  expect((await card()).sellable).toBe(false);
  await till.shop.pass(3 * MINUTE);
  await till.nextBuyer();
  expect(await heard(() => buys(NUMBERS.ok))).toEqual(['upkeep-product-back']);
  expect(await health()).toMatchObject({ status: 'normal', pause: { mode: 'back' } });
  expect(await heard(() => failsOften(1))).toEqual([]);
});

test("a buyer's wrong number and our own short deposit are not the product's fault", async () => {
  const { id } = await card();
  const deposit = (depositIdr: number) => till.shop.vendors.call('POST', '/setup', { supplier: { depositIdr } });
  await deposit(1);
  for (let time = 0; time < 5; time += 1) {
    await till.nextBuyer();
    expect(await unitState(await buys())).toBe('scheduled');
  }
  expect(await read().upkeep.health.latest(id, 10)).toEqual([]);
  await deposit(50_000_000);
  await till.shop.pass(30 * MINUTE);
  expect(await health()).toMatchObject({ status: 'normal', recent: 5, successPct: 100 });
});

test("the owner's word wins over failures and over successes", async () => {
  const { commerce, owner } = till.shop;
  await failsOften(4);
  expect(await commerce.setProductPause(owner, code, 'on')).toMatchObject({ ok: true });
  expect((await card()).sellable).toBe(true);
  expect(await heard(() => failsOften(4))).toEqual([]);
  expect((await card()).sellable).toBe(true);
  const { id } = await card();
  await till.nextBuyer();
  const waiting = await till.placed({ kind: 'product', productId: id, qty: 1, destination: NUMBERS.ok });
  expect(await commerce.setProductPause(owner, code.toLowerCase(), 'off')).toMatchObject({ ok: true });
  await till.pay(`${waiting.code}-1`);
  await till.shop.pass(MINUTE);
  expect(await till.state(waiting)).toBe('completed');
  await till.shop.pass(48 * 60 * MINUTE);
  expect(await card()).toMatchObject({ sellable: false, pausedUntil: null });
  await commerce.setProductPause(owner, code, 'on');
  await till.shop.pass(7 * 60 * MINUTE);
  expect(await heard(() => failsOften(4))).toEqual(['upkeep-product-paused']);
});

test('only supplier products can be paused, by their code', async () => {
  const { commerce, owner } = till.shop;
  expect(await commerce.setProductPause(owner, 'WIFI1', 'off')).toMatchObject({ ok: false, reason: 'wrong_state' });
  expect(await commerce.setProductPause(owner, 'NOSUCH', 'off')).toMatchObject({ ok: false, reason: 'not_found' });
});

test('how long it takes, told by the slow ones as well: a purchase nobody answers is slow before it is over', async () => {
  await dawdle(40 * MINUTE);
  for (let time = 0; time < 3; time += 1) {
    await till.nextBuyer();
    await buys(NUMBERS.slow);
  }
  await till.shop.pass(12 * MINUTE);
  expect(await health()).toMatchObject({ status: 'slow', medianMs: null, successPct: null, recent: 3 });
  await till.shop.pass(90 * MINUTE);
  const after = await health();
  expect(after).toMatchObject({ status: 'slow', successPct: 100 });
  expect(after.medianMs).toBeGreaterThanOrEqual(40 * MINUTE);
  expect(after.p95Ms).toBeGreaterThanOrEqual(after.medianMs ?? Infinity);
  await till.shop.pass(3 * 60 * MINUTE);
  expect(await health()).toMatchObject({ status: 'normal', recent: 0 });
});

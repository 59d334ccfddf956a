/** Looking back over one's own orders: by day, by part, by number; and what counts as having just been ordered. */
import { expect, test } from 'vitest';
import { openReseller } from '../support/reseller.ts';
import { NUMBERS, openSupply } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const { till, pulsa } = openSupply();
const HOUR = 60 * MINUTE;

async function bought(reseller: Awaited<ReturnType<typeof openReseller>>, ...items: Parameters<typeof reseller.buy>) {
  const placed = await reseller.buy(...items);
  if (!placed.ok) throw new Error(placed.reason);
  return placed.order.code;
}

test('a day in numbers and lines, its parts, and no other day or person', async () => {
  const reseller = await openReseller(till.shop, 100_000);
  const yesterday = await bought(reseller, await till.voucher());
  await till.shop.pass(24 * HOUR);
  const done = await bought(reseller, await till.voucher());
  const failed = await bought(reseller, await pulsa(NUMBERS.fails));
  await till.shop.settle();
  const report = async (over: object = {}) => {
    const answer = await till.shop.commerce.dayReport(reseller.actor, { limit: 20, offset: 0, ...over });
    if (!answer.ok) throw new Error(answer.reason);
    return answer.report;
  };
  const today = await report();
  expect(today.orders.map(({ code }) => code)).toEqual([failed, done]);
  expect(today.totals).toEqual([
    { state: 'completed', count: 1, totalIdr: 8_000 },
    { state: 'failed', count: 1, totalIdr: today.orders[0]?.totalIdr },
  ]);
  expect((await report({ states: ['failed'] })).orders.map(({ code }) => code)).toEqual([failed]);
  expect((await report({ limit: 1, offset: 1 })).orders.map(({ code }) => code)).toEqual([done]);
  const before = new Date(Date.parse(`${today.day}T00:00:00Z`) - 24 * HOUR).toISOString().slice(0, 10);
  expect((await report({ day: before })).orders.map(({ code }) => code)).toContain(yesterday);
  expect(await till.shop.commerce.dayReport(till.buyer, { limit: 20, offset: 0 })).toMatchObject({
    report: { totals: [], orders: [] },
  });
  expect(await till.shop.commerce.dayReport(reseller.actor, { day: '2026-13-01', limit: 1, offset: 0 })).toMatchObject({
    ok: false,
    reason: 'bad_dates',
  });
});

test("orders to a number, however it is typed, and only the person's own", async () => {
  const [reseller, other] = [await openReseller(till.shop, 50_000), await openReseller(till.shop, 50_000)];
  const code = await bought(reseller, await pulsa('081299990001'));
  const find = async (actor: typeof reseller.actor, typed: string) =>
    (await till.shop.commerce.ordersTo(actor, typed, 5)).map((order) => order.code);
  for (const typed of ['081299990001', '+62 812-9999-0001', '62812 9999 0001', '0812 9999 0001']) {
    expect(await find(reseller.actor, typed)).toEqual([code]);
  }
  expect(await find(other.actor, '081299990001')).toEqual([]);
  expect(await find(reseller.actor, '081299990002')).toEqual([]);
  for (const typed of ['', ' ', '081', '%', '0'.repeat(5_000)]) expect(await find(reseller.actor, typed)).toEqual([]);
});

test('the same to the same number is known for some minutes; what failed does not count', async () => {
  const reseller = await openReseller(till.shop, 50_000);
  const item = await pulsa('081299990003');
  const productId = item.kind === 'product' ? item.productId : '';
  const same = (destination: string) => till.shop.commerce.recentSame(reseller.actor, productId, destination);
  expect(await same('081299990003')).toBeNull();
  const code = await bought(reseller, item);
  await till.shop.settle();
  expect(await same('081299990003')).toMatchObject({ code, state: 'completed' });
  expect(await same('081299990004')).toBeNull();
  await till.shop.pass(11 * MINUTE);
  expect(await same('081299990003')).toBeNull();
  await bought(reseller, await pulsa(NUMBERS.fails));
  await till.shop.settle();
  expect(await same(NUMBERS.fails)).toBeNull();
});

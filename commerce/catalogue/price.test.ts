/** What a product costs whom: the most specific rule of the tier, on the cheapest active offer. */
import { expect, test } from 'vitest';
import type { Offer, PriceRule, Product } from './model.ts';
import { bestOffer, priceOf } from './price.ts';

const product = { id: 'p', businessId: 'b', kind: 'h2h', brand: 'Telko', category: 'Pulsa' } as Product;
const code = { ...product, kind: 'stock_code' } as Product;
const offer = (costIdr: number, over: Partial<Offer> = {}) => ({ costIdr, active: true, seenAt: 1, ...over }) as Offer;
const noShare = { basisPoints: 0, roundingIdr: 1 };
const rule = (scope: PriceRule['scope'], scopeValue: string, amountIdr: number, over: Partial<PriceRule> = {}) =>
  ({ businessId: 'b', tier: 'retail', kind: 'markup', scope, scopeValue, amountIdr, ...noShare, ...over }) as PriceRule;
const all = rule('all', '', 3_000);

test('the most specific rule decides, in whatever order they come', () => {
  const rules = [all, rule('category', 'Pulsa', 2_000), rule('brand', 'Telko', 1_000), rule('product', 'p', 500)];
  const prices = [4, 3, 2, 1].map(
    (count) => priceOf(product, [offer(10_000)], rules.slice(0, count), 'retail')?.priceIdr,
  );
  expect(prices).toEqual([10_500, 11_000, 12_000, 13_000]);
  expect(priceOf(product, [offer(10_000)], rules.toReversed(), 'retail')?.priceIdr).toBe(10_500);
});

test('a tier has its own rules, and pays as retail where it has none', () => {
  const reseller = rule('all', '', 1_500, { tier: 'reseller' });
  expect(priceOf(product, [offer(10_000)], [all, reseller], 'reseller')?.priceIdr).toBe(11_500);
  expect(priceOf(product, [offer(10_000)], [all], 'reseller')?.priceIdr).toBe(13_000);
});

test('no rule of ours, no supplier, or no money: not for sale', () => {
  expect(priceOf(product, [offer(10_000)], [], 'retail')).toBeNull();
  expect(priceOf(product, [offer(10_000)], [rule('all', '', 3_000, { businessId: 'other' })], 'retail')).toBeNull();
  expect(priceOf(product, [], [all], 'retail')).toBeNull();
  expect(priceOf(product, [offer(10_000, { active: false })], [all], 'retail')).toBeNull();
  expect(priceOf(product, [offer(10_000)], [rule('product', 'p', 0, { kind: 'fixed' })], 'retail')).toBeNull();
});

test('the markup for all is for supplied goods only; a code needs a price of its own', () => {
  expect(priceOf(code, [], [all], 'retail')).toBeNull();
  const own = rule('product', 'p', 10_000, { kind: 'fixed' });
  expect(priceOf(code, [], [all, own], 'retail')).toEqual({ priceIdr: 10_000, offer: null });
});

test.each([
  ['a markup is rounded up to the step', { amountIdr: 1_230, roundingIdr: 500 }, 10_017, 11_500],
  ['what is whole already stays', { amountIdr: 483, roundingIdr: 500 }, 10_017, 10_500],
  ['a percentage, its share of a rupiah for the shop', { kind: 'percent', basisPoints: 150 }, 10_017, 10_168],
  ['a percentage, rounded', { kind: 'percent', basisPoints: 150, roundingIdr: 100 }, 10_017, 10_200],
  ['a fixed price is what it says', { kind: 'fixed', amountIdr: 12_345, roundingIdr: 500 }, 10_017, 12_345],
] as const)('%s', (_, over, costIdr, priceIdr) => {
  expect(priceOf(product, [offer(costIdr)], [rule('all', '', 0, over)], 'retail')?.priceIdr).toBe(priceIdr);
});

test('the cheapest active offer, the one seen last among equals', () => {
  const seen = offer(5, { seenAt: 9 });
  expect(bestOffer([offer(7), offer(5), seen, offer(1, { active: false })])).toBe(seen);
  expect(bestOffer([])).toBeNull();
});

test('the price stands on the cost of before while another is held, and not below what the supplier asks now', () => {
  const held = (costIdr: number) => offer(10_000, { held: { costIdr, since: 1, kept: false } });
  expect(priceOf(product, [held(12_999)], [all], 'retail')?.priceIdr).toBe(13_000);
  expect(priceOf(product, [held(13_001)], [all], 'retail')).toBeNull();
  expect(priceOf(product, [held(12_000), offer(11_000)], [all], 'retail')?.priceIdr).toBe(14_000);
});

test('a fixed price below the cost is not sold: the supplier would refuse it after the buyer paid', () => {
  const fixed = rule('product', 'p', 9_999, { kind: 'fixed' });
  expect(priceOf(product, [offer(10_000)], [all, fixed], 'retail')).toBeNull();
  expect(priceOf(product, [offer(9_999)], [all, fixed], 'retail')?.priceIdr).toBe(9_999);
});

test('the owner’s order counts before the cost, and the next carries what the first asks too much for', () => {
  const first = offer(11_000, { rank: 1 });
  const dear = offer(10_000, { rank: 1, held: { costIdr: 14_000, since: 1, kept: false } });
  expect(bestOffer([offer(5), offer(10_000, { rank: 2 }), first])).toBe(first);
  expect(priceOf(product, [offer(10_000, { rank: 2 }), first], [all], 'retail')?.priceIdr).toBe(14_000);
  expect(priceOf(product, [offer(10_500, { rank: 2 }), dear], [all], 'retail')?.priceIdr).toBe(13_500);
  const fixed = rule('product', 'p', 10_500, { kind: 'fixed' });
  const cheap = offer(10_000, { rank: 2 });
  expect(priceOf(product, [first, cheap], [all, fixed], 'retail')).toEqual({ priceIdr: 10_500, offer: cheap });
});

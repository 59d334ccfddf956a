/** What holds for every price worked out from a cost, whatever the rule: never below it, whole steps, never falling. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Offer, PriceRule, Product } from './model.ts';
import { priceOf } from './price.ts';

const product: Product = {
  id: 'p',
  businessId: 'b',
  environment: 'practice',
  kind: 'h2h',
  code: 'P',
  name: 'P',
  category: 'Pulsa',
  brand: 'X',
  description: '',
  destination: null,
  active: true,
  createdAt: 0,
};
const offer = (costIdr: number): Offer => ({
  id: 'o',
  productId: 'p',
  providerId: 'v',
  sku: 's',
  costIdr,
  active: true,
  multi: true,
  cutOffStart: null,
  cutOffEnd: null,
  seenAt: 0,
});

const cost = fc.integer({ min: 1, max: 50_000_000 });
const rule = fc
  .record({
    kind: fc.constantFrom('markup' as const, 'percent' as const),
    amount: fc.integer({ min: 0, max: 5_000_000 }),
    share: fc.integer({ min: 0, max: 100_000 }),
    roundingIdr: fc.constantFrom(1, 50, 100, 500, 1000, 100_000),
  })
  .map(({ kind, amount, share, roundingIdr }): PriceRule => ({
    id: 'r',
    businessId: 'b',
    tier: 'agen',
    scope: 'all',
    scopeValue: '',
    kind,
    amountIdr: kind === 'markup' ? amount : 0,
    basisPoints: kind === 'percent' ? share : 0,
    roundingIdr,
  }));

const priceAt = (costIdr: number, by: PriceRule) => priceOf(product, [offer(costIdr)], [by], 'agen')?.priceIdr ?? 0;
/** What the rule asks before rounding, in ten-thousandths of a rupiah so that nothing is lost on the way. */
const asked = (costIdr: number, by: PriceRule) =>
  BigInt(costIdr) * 10_000n + BigInt(by.amountIdr) * 10_000n + BigInt(costIdr) * BigInt(by.basisPoints);

test('is at least cost and rule, in whole steps, and no step too many', () => {
  fc.assert(
    fc.property(cost, rule, (costIdr, by) => {
      const priceIdr = priceAt(costIdr, by);
      expect(Number.isSafeInteger(priceIdr)).toBe(true);
      expect(priceIdr % by.roundingIdr).toBe(0);
      expect(BigInt(priceIdr) * 10_000n >= asked(costIdr, by)).toBe(true);
      expect(BigInt(priceIdr - by.roundingIdr) * 10_000n < asked(costIdr, by)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('never falls when the cost rises', () => {
  fc.assert(
    fc.property(cost, cost, rule, (one, other, by) => {
      const [low, high] = one < other ? [one, other] : [other, one];
      expect(priceAt(low, by)).toBeLessThanOrEqual(priceAt(high, by));
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { PLAIN_TERMS, type PriceRule } from '../catalogue/model.ts';
import { billPrice, endOfBillDay, isPayable } from './terms.ts';

const rule = (over: Partial<PriceRule>): PriceRule => ({
  id: 'r',
  businessId: 'b',
  tier: 'retail',
  scope: 'category',
  scopeValue: 'Tagihan',
  kind: 'markup',
  amountIdr: 0,
  ...PLAIN_TERMS,
  ...over,
});
const BILL = { costIdr: 101_200, feeIdr: 2_500, sellingIdr: 102_500 };

describe('the day of a bill', () => {
  it.each([
    ['2026-11-27T16:59:59.999Z', '2026-11-27T17:00:00.000Z'],
    ['2026-11-27T17:00:00.000Z', '2026-11-28T17:00:00.000Z'],
    ['2026-11-27T00:00:00.000Z', '2026-11-27T17:00:00.000Z'],
  ])('of %s ends at %s, midnight in Jakarta', (now, end) => {
    expect(new Date(endOfBillDay(Date.parse(now))).toISOString()).toBe(end);
    expect(isPayable({ expiresAt: endOfBillDay(Date.parse(now)) }, Date.parse(now))).toBe(true);
    expect(isPayable({ expiresAt: Date.parse(end) }, Date.parse(end))).toBe(false);
  });
});

describe('the price of a bill', () => {
  it('is what the supplier recommends where no rule says otherwise', () => {
    expect(billPrice(BILL, null)).toEqual({ sellingIdr: 102_500, feeIdr: 2_500 });
    expect(billPrice(BILL, rule({ kind: 'fixed', amountIdr: 5_000 }))).toEqual({ sellingIdr: 102_500, feeIdr: 2_500 });
  });

  it('is the cost and what a rule adds', () => {
    expect(billPrice(BILL, rule({ amountIdr: 2_000 }))).toEqual({ sellingIdr: 103_200, feeIdr: 3_200 });
  });

  it('is never below the cost, nor below the bill', () => {
    expect(billPrice({ ...BILL, sellingIdr: 100_000 }, null).sellingIdr).toBe(101_200);
    expect(billPrice({ costIdr: 90_000, feeIdr: 2_500, sellingIdr: 102_500 }, rule({}))).toEqual({
      sellingIdr: 100_000,
      feeIdr: 0,
    });
  });
});

/** What a price list would do: the brakes, and which costs wait for the owner. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PriceListItem } from '../../ports/supplier.ts';
import type { Offer } from '../model.ts';
import { movedBy, offerAfter, planSync } from './plan.ts';

const settings = { vanishBrakePct: 30, jumpBrakePct: 30, jumpPct: 20 };

const offer = (sku: string, costIdr: number, over: Partial<Offer> = {}): Offer => ({
  id: sku,
  productId: sku,
  providerId: 's',
  sku,
  costIdr,
  active: true,
  multi: true,
  cutOffStart: null,
  cutOffEnd: null,
  seenAt: 1,
  ...over,
});
const item = (sku: string, costIdr: number, over: Partial<PriceListItem> = {}): PriceListItem => ({
  sku,
  name: sku,
  category: 'Pulsa',
  brand: 'X',
  type: 'Umum',
  costIdr,
  sellable: true,
  multi: true,
  cutOffStart: null,
  cutOffEnd: null,
  description: '',
  destination: { kind: 'phone' },
  ...over,
});
const skus = (count: number) => Array.from({ length: count }, (_, n) => `sku${n}`);
const known = (offers: Offer[]) => new Map(offers.map((one) => [one.sku, one]));
const braked = (before: Offer[], list: PriceListItem[]) => planSync(known(before), list, settings).totals.braked;

test('a handful may vanish or jump, however small the catalogue; a third of many may not', () => {
  const nine = skus(9).map((sku) => offer(sku, 1000));
  expect(braked(nine, [item('new', 1000)])).toBeNull();
  expect(
    braked(
      nine,
      nine.map(({ sku }) => item(sku, 9000)),
    ),
  ).toBeNull();
  const hundred = skus(100).map((sku) => offer(sku, 1000));
  const without = (gone: number) => hundred.slice(gone).map(({ sku }) => item(sku, 1000));
  expect([braked(hundred, without(30)), braked(hundred, without(31))]).toEqual([null, 'vanished']);
  const jumped = (count: number, costIdr: number) => hundred.map(({ sku }, n) => item(sku, n < count ? costIdr : 1000));
  expect([braked(hundred, jumped(30, 1201)), braked(hundred, jumped(31, 1201))]).toEqual([null, 'prices']);
  expect(braked(hundred, jumped(100, 1200))).toBeNull();
  expect(braked(hundred, jumped(31, 799))).toBe('prices');
});

test('what is switched off already neither vanishes nor jumps', () => {
  const off = skus(100).map((sku) => offer(sku, 1000, { active: false }));
  const plan = planSync(
    known(off),
    skus(50).map((sku) => item(sku, 5000)),
    settings,
  );
  expect(plan).toMatchObject({ gone: [], totals: { braked: null, vanished: 0, jumped: 0, before: 0 } });
});

test('the very same offer comes back when the list says nothing new', () => {
  const before = offer('a', 1000);
  expect(offerAfter(before, item('a', 1000), 5, 9)).toBe(before);
  expect(offerAfter(before, item('a', 1000, { sellable: false }), 5, 9)).toMatchObject({ active: false, seenAt: 9 });
});

test('a cost beyond the limit is held beside the old one, and let through once it is within again', () => {
  const before = offer('a', 1000);
  const held = offerAfter(before, item('a', 1051), 5, 9);
  expect(held).toMatchObject({ costIdr: 1000, held: { costIdr: 1051, since: 9, kept: false } });
  expect(offerAfter(before, item('a', 1050), 5, 9)).toEqual({ ...before, costIdr: 1050, seenAt: 9 });
  expect(offerAfter(before, item('a', 940), 5, 9)).toMatchObject({ costIdr: 1000, held: { costIdr: 940 } });
  expect(offerAfter(held, item('a', 1051), 5, 99)).toBe(held);
  expect(offerAfter(held, item('a', 1000), 5, 99)).toEqual({ ...before, seenAt: 99 });
  expect(offerAfter(held, item('a', 1051), null, 99)).toEqual({ ...before, costIdr: 1051, seenAt: 99 });
});

test('a decision stays while the cost does, and another cost asks again', () => {
  const kept = offer('a', 1000, { held: { costIdr: 1100, since: 1, kept: true } });
  expect(offerAfter(kept, item('a', 1100), 5, 9)).toBe(kept);
  expect(offerAfter(kept, item('a', 1200), 5, 9).held).toEqual({ costIdr: 1200, since: 9, kept: false });
});

test('whatever the list says: applying it twice is applying it once, and no held cost is within the limit', () => {
  const cost = fc.integer({ min: 1, max: 200_000 });
  const pct = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
  fc.assert(
    fc.property(cost, cost, cost, pct, fc.boolean(), (base, first, second, holdPct, sellable) => {
      const list = item('a', second, { sellable });
      const before = offerAfter(offer('a', base), item('a', first), holdPct, 5);
      const after = offerAfter(before, list, holdPct, 9);
      expect(offerAfter(after, list, holdPct, 99)).toBe(after);
      expect(after.held?.costIdr ?? after.costIdr).toBe(second);
      if (after.held) expect(movedBy(after.costIdr, second, holdPct ?? 0)).toBe(true);
      if (holdPct === null) expect(after.held).toBeUndefined();
      expect(after.active).toBe(sellable);
    }),
  );
});

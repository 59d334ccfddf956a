/** The ladder on single histories, and on random ones: whatever suppliers answer, the rules that cost money hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Offer } from '../catalogue/model.ts';
import type { PurchaseReason } from '../ports/supplier.ts';
import { nextRung, type LadderInput } from './ladder.ts';
import type { FulfilmentAttempt } from './model.ts';
import { isAboutUs } from './reading-event.ts';

/** Noon in Jakarta. */
const NOON = Date.UTC(2026, 10, 20, 5);
const MINUTE = 60_000;

const offer = (providerId: string, costIdr: number, over: Partial<Offer> = {}): Offer => ({
  id: `offer-${providerId}`,
  productId: 'p',
  providerId,
  sku: `sku-${providerId}`,
  costIdr,
  active: true,
  multi: true,
  cutOffStart: null,
  cutOffEnd: null,
  seenAt: NOON - 60 * MINUTE,
  ...over,
});

const attempt = (providerId: string, over: Partial<FulfilmentAttempt> = {}): FulfilmentAttempt => ({
  id: `a-${providerId}`,
  fulfilmentId: 'f',
  attempt: 1,
  providerId,
  refId: 'r',
  sku: `sku-${providerId}`,
  customerNo: '0812',
  maxPriceIdr: 10_500,
  outcome: 'failed',
  reason: 'failed',
  priceIdr: null,
  message: '',
  serialSealed: null,
  submittedAt: NOON - 2 * MINUTE,
  answeredAt: NOON - 2 * MINUTE,
  supplierRef: null,
  ...over,
});

const rung = (over: Partial<LadderInput>) =>
  nextRung({ offers: [], attempts: [], paused: new Map(), ceilingIdr: 10_500, maxAttempts: 12, now: NOON, ...over });

const two = [offer('a', 10_000), offer('b', 10_400)];

describe('the ladder', () => {
  test('begins with the cheapest and goes to the next after a sure no', () => {
    expect(rung({ offers: two })).toMatchObject({ kind: 'buy', offer: { providerId: 'a' } });
    expect(rung({ offers: two, attempts: [attempt('a')] })).toMatchObject({ kind: 'buy', offer: { providerId: 'b' } });
    const both = [attempt('a'), attempt('b', { reason: 'product' })];
    expect(rung({ offers: two, attempts: both })).toEqual({ kind: 'used_up', reason: 'product' });
  });

  test('asks in the order the owner gave, and passes by what is dearer than the ceiling', () => {
    const ranked = [offer('a', 10_000, { rank: 2 }), offer('b', 10_400, { rank: 1 }), offer('c', 9_000)];
    expect(rung({ offers: ranked })).toMatchObject({ kind: 'buy', offer: { providerId: 'b' } });
    expect(rung({ offers: ranked, ceilingIdr: 10_300 })).toMatchObject({ kind: 'buy', offer: { providerId: 'a' } });
    const tried = [attempt('b'), attempt('a')];
    expect(rung({ offers: ranked, attempts: tried })).toMatchObject({ kind: 'buy', offer: { providerId: 'c' } });
  });

  test.each(['submitting', 'pending', 'unknown', 'success'] as const)(
    'buys nothing beside one that is %s',
    (outcome) => {
      const attempts = [attempt('a', { outcome, reason: null })];
      expect(rung({ offers: two, attempts })).toEqual({ kind: 'unclear' });
    },
  );

  test('another supplier cannot reach a number that does not exist', () => {
    const attempts = [attempt('a', { reason: 'destination' })];
    expect(rung({ offers: two, attempts })).toEqual({ kind: 'used_up', reason: 'destination' });
  });

  test('a no about us is tried again at the same supplier, later', () => {
    const refused = attempt('a', { outcome: 'rejected', reason: 'rate_limit', answeredAt: NOON });
    expect(rung({ offers: [offer('a', 10_000)], attempts: [refused] })).toEqual({
      kind: 'wait',
      until: NOON + 2 * MINUTE,
      why: 'refused',
    });
    expect(rung({ offers: [offer('a', 10_000)], attempts: [refused], now: NOON + 3 * MINUTE })).toMatchObject({
      kind: 'buy',
    });
  });

  test('a paused supplier is passed by, and waited for where it is the only one', () => {
    const paused = new Map([['a', NOON + 5 * MINUTE]]);
    expect(rung({ offers: two, paused })).toMatchObject({ kind: 'buy', offer: { providerId: 'b' } });
    expect(rung({ offers: [offer('a', 10_000)], paused })).toEqual({
      kind: 'wait',
      until: NOON + 5 * MINUTE,
      why: 'paused',
    });
  });

  test.each([
    ['23:44', 16 * 60 + 44, 'buy', null],
    ['23:45', 16 * 60 + 45, 'wait', 17 * 60 + 15],
    ['00:00', 17 * 60, 'wait', 17 * 60 + 15],
    ['00:14', 17 * 60 + 14, 'wait', 17 * 60 + 15],
    ['00:15', 17 * 60 + 15, 'buy', null],
  ])('a window over midnight in Jakarta, at %s', (_clock, utcMinute, kind, until) => {
    const day = Date.UTC(2026, 10, 20);
    const only = [offer('a', 10_000, { cutOffStart: '23:45', cutOffEnd: '0:15' })];
    expect(rung({ offers: only, now: day + utcMinute * MINUTE })).toEqual(
      until === null ? { kind, offer: only[0] } : { kind, until: day + until * MINUTE, why: 'cut_off' },
    );
  });

  test('above the ceiling it asks, with the cheapest price it knows', () => {
    expect(rung({ offers: [offer('a', 12_000), offer('b', 11_000)] })).toEqual({ kind: 'too_dear', costIdr: 11_000 });
    const told = [attempt('a', { outcome: 'rejected', reason: 'price', priceIdr: 11_500 })];
    expect(rung({ offers: [offer('a', 10_000)], attempts: told })).toEqual({ kind: 'too_dear', costIdr: 11_500 });
    const silent = [attempt('a', { outcome: 'rejected', reason: 'price' })];
    expect(rung({ offers: [offer('a', 10_000)], attempts: silent })).toEqual({ kind: 'too_dear', costIdr: null });
  });

  test('a price refusal ends with a higher ceiling or with news of a lower price', () => {
    const refused = [attempt('a', { outcome: 'rejected', reason: 'price' })];
    const offers = [offer('a', 10_000)];
    expect(rung({ offers, attempts: refused, ceilingIdr: 11_000 })).toMatchObject({ kind: 'buy' });
    expect(rung({ offers: [offer('a', 10_000, { seenAt: NOON })], attempts: refused })).toMatchObject({ kind: 'buy' });
  });

  test('the number of purchases is bounded', () => {
    const attempts = [1, 2, 3].map((n) => attempt('a', { attempt: n, outcome: 'rejected', reason: 'request' }));
    expect(rung({ offers: two, attempts, maxAttempts: 3 })).toEqual({ kind: 'used_up', reason: 'request' });
  });
});

const PROVIDERS = ['a', 'b', 'c'] as const;
const REASONS = ['failed', 'product', 'price', 'cut_off', 'credentials', 'rate_limit', 'transport', 'repeat'] as const;

/** What a supplier may answer at its turn. */
const answer = fc.oneof(
  fc.record({ outcome: fc.constant('rejected' as const), reason: fc.constantFrom<PurchaseReason>(...REASONS) }),
  fc.record({ outcome: fc.constant('failed' as const), reason: fc.constantFrom<PurchaseReason>('failed', 'cut_off') }),
  fc.record({
    outcome: fc.constantFrom('success' as const, 'unknown' as const, 'pending' as const),
    reason: fc.constant<PurchaseReason>('ok'),
  }),
);

test('whatever suppliers answer: never above the ceiling, never beside one that is unclear, each once unless it was about us', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          cost: fc.integer({ min: 9_000, max: 12_000 }),
          paused: fc.boolean(),
          arranged: fc.constantFrom({}, { rank: 1 }, { rank: 2 }),
        }),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
      fc.array(answer, { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      (sellers, answers, maxAttempts) => {
        const offers = PROVIDERS.map((id, n) => offer(id, sellers[n]?.cost ?? 0, sellers[n]?.arranged));
        const paused = new Map<string, number>(
          PROVIDERS.filter((_, n) => sellers[n]?.paused).map((id) => [id, NOON + MINUTE] as const),
        );
        const attempts: FulfilmentAttempt[] = [];
        let now = NOON;
        for (const said of answers) {
          const next = nextRung({ offers, attempts, paused, ceilingIdr: 10_500, maxAttempts, now });
          if (next.kind === 'wait') {
            expect(next.until).toBeGreaterThan(now);
            now = next.until;
            paused.clear();
            continue;
          }
          if (next.kind !== 'buy') break;
          expect(next.offer.costIdr).toBeLessThanOrEqual(10_500);
          expect(paused.has(next.offer.providerId)).toBe(false);
          for (const before of attempts) {
            expect(['rejected', 'failed']).toContain(before.outcome);
            const mayAgain = before.reason === 'cut_off' || (before.reason !== null && isAboutUs(before.reason));
            if (before.providerId === next.offer.providerId) expect(mayAgain).toBe(true);
          }
          const { providerId } = next.offer;
          attempts.push(
            attempt(providerId, { attempt: attempts.length + 1, ...said, submittedAt: now, answeredAt: now }),
          );
        }
        expect(attempts.length).toBeLessThanOrEqual(maxAttempts);
        const standing = attempts.filter(({ outcome }) => outcome !== 'rejected' && outcome !== 'failed');
        expect(standing.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 2_000 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../settings.ts';
import { healthOf, healthOfRungs, isCarriedBy, isPaused, pauseStep, percentile, type PauseStep } from './health.ts';
import type { OutcomeKind, ProductOutcome, ProductPause } from './model.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOW = 1_760_000_000_000;
const settings = DEFAULT_SETTINGS;

let count = 0;
const outcome = (kind: OutcomeKind, ago = MINUTE, tookMs = 12 * SECOND): ProductOutcome => ({
  attemptId: `a${(count += 1)}`,
  kind,
  productId: 'p',
  providerId: 's',
  tookMs,
  at: NOW - ago,
});
const many = (kind: OutcomeKind, times: number, ago = MINUTE, tookMs?: number) =>
  Array.from({ length: times }, () => outcome(kind, ago, tookMs));
const health = (outcomes: ProductOutcome[], pause: ProductPause | null = null) =>
  healthOf(outcomes, pause, NOW, settings);

test('without a single delivery nothing is said', () => {
  expect(health([])).toEqual({
    status: 'normal',
    medianMs: null,
    p95Ms: null,
    recentMedianMs: null,
    recent: 0,
    successPct: null,
    lastFailureAt: null,
    pause: null,
  });
});

test('median and P95 of what was delivered, success rate of the recent window, the last failure', () => {
  const took = Array.from({ length: 20 }, (_, n) => outcome('success', 3 * 60 * MINUTE, (n + 1) * SECOND));
  const got = health([...took, outcome('failed', 5 * MINUTE), ...many('success', 3)]);
  expect(got).toMatchObject({ status: 'normal', medianMs: 12 * SECOND, p95Ms: 19 * SECOND, recent: 4, successPct: 75 });
  expect(got.lastFailureAt).toBe(NOW - 5 * MINUTE);
});

test('slow is what the last hours were like, not what it used to be; purchases nobody answers count', () => {
  const usual = many('success', 30, 5 * 60 * MINUTE);
  expect(health([...usual, ...many('success', 3, MINUTE, 4 * MINUTE)])).toMatchObject({ status: 'slow' });
  expect(health([...usual, ...many('late', 2, MINUTE, 10 * MINUTE)])).toMatchObject({
    status: 'slow',
    medianMs: 12_000,
  });
  expect(health([...usual, ...many('success', 3, 5 * 60 * MINUTE, 4 * MINUTE)])).toMatchObject({ status: 'normal' });
});

test('one failure disturbs nothing, two of four do', () => {
  expect(health([outcome('failed')]).status).toBe('normal');
  expect(health([...many('failed', 2), ...many('success', 2)]).status).toBe('disturbed');
  expect(health([...many('failed', 2), ...many('success', 4)]).status).toBe('normal');
});

const step = (kind: OutcomeKind, before: ProductOutcome[], pause: ProductPause | null = null, ago = 0): PauseStep => {
  const latest = outcome(kind, ago, SECOND);
  return pauseStep(latest, [latest, ...before], pause, NOW, settings);
};
const auto = (until: number, times = 1): ProductPause => ({ productId: 'p', mode: 'auto', since: 0, until, times });
const by = (mode: 'on' | 'off', since: number, until: number | null): ProductPause => ({
  productId: 'p',
  mode,
  since,
  until,
  times: 0,
});

test('the fourth failure pauses when most of the window failed, and not when half of it went well', () => {
  const first = { kind: 'pause', pause: { mode: 'auto', since: NOW, until: NOW + 30 * MINUTE, times: 1 } };
  expect(step('failed', many('failed', 2))).toEqual({ kind: 'none' });
  expect(step('failed', many('failed', 3))).toMatchObject(first);
  expect(step('failed', [...many('failed', 3), ...many('success', 2)])).toMatchObject(first);
  expect(step('failed', [...many('failed', 3), ...many('success', 3)])).toEqual({ kind: 'none' });
  expect(step('failed', many('failed', 9, 3 * 60 * MINUTE))).toEqual({ kind: 'none' });
  expect(step('success', many('failed', 9))).toEqual({ kind: 'none' });
});

test('after the pause one success ends it and one failure doubles it, up to a day', () => {
  const over = NOW - MINUTE;
  const back = step('success', many('failed', 9), auto(over));
  expect(back).toMatchObject({ kind: 'back', pause: { mode: 'back', since: NOW - SECOND } });
  if (back.kind === 'back') expect(step('failed', many('failed', 9), back.pause)).toEqual({ kind: 'none' });
  expect(step('failed', [], auto(over, 1))).toMatchObject({ pause: { until: NOW + 60 * MINUTE, times: 2 } });
  expect(step('failed', [], auto(over, 30))).toMatchObject({ pause: { until: NOW + 24 * 60 * MINUTE, times: 31 } });
});

test('what was sent before the pause ran out neither ends nor lengthens it', () => {
  for (const kind of ['success', 'failed'] as const) {
    expect(step(kind, [], auto(NOW + MINUTE))).toEqual({ kind: 'none' });
    expect(step(kind, [], auto(NOW - 500))).toEqual({ kind: 'none' });
  }
});

test("the owner's word wins: off stays off, on is not paused, and later failures from before do not count", () => {
  expect(step('success', [], by('off', 0, null))).toEqual({ kind: 'none' });
  expect(step('failed', many('failed', 20), by('on', NOW - MINUTE, NOW + MINUTE))).toEqual({ kind: 'none' });
  const ended = by('on', NOW - 10 * MINUTE, NOW - MINUTE);
  expect(step('failed', many('failed', 20, 30 * MINUTE), ended)).toEqual({ kind: 'none' });
  expect(step('failed', many('failed', 3), ended)).toMatchObject({ kind: 'pause' });
  expect(step('success', [], ended)).toEqual({ kind: 'none' });
  expect(step('success', [], { ...ended, since: NOW - 3 * 60 * MINUTE })).toEqual({ kind: 'forget' });
});

test('0 percent never pauses', () => {
  const latest = outcome('failed');
  const never = pauseStep(latest, [latest, ...many('failed', 20)], null, NOW, { ...settings, healthPausePct: 0 });
  expect(never).toEqual({ kind: 'none' });
});

test('whatever happens, a pause ends within a day, only failures make one, and it is never the owner who is overruled', () => {
  const kinds = fc.constantFrom<OutcomeKind>('success', 'failed', 'late');
  const event = fc.record({
    kind: kinds,
    minutes: fc.integer({ min: 0, max: 300 }),
    took: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      let now = NOW;
      let pause: ProductPause | null = null;
      const seen: ProductOutcome[] = [];
      for (const { kind, minutes, took } of events) {
        now += minutes * MINUTE;
        const latest = { ...outcome(kind), tookMs: took * MINUTE, at: now };
        seen.unshift(latest);
        const next: PauseStep = pauseStep(latest, seen.slice(0, 50), pause, now, settings);
        if (next.kind === 'pause') {
          expect(kind).toBe('failed');
          expect(isPaused(pause, now)).toBe(false);
          expect(next.pause.until! - now).toBeLessThanOrEqual(settings.healthPauseMaxMs);
          expect(isPaused(next.pause, now + settings.healthPauseMaxMs)).toBe(false);
          pause = next.pause;
        }
        if (next.kind === 'back') pause = next.pause;
        if (next.kind === 'forget') pause = null;
        if (next.kind === 'back' || next.kind === 'forget') expect(kind).toBe('success');
      }
    }),
  );
});

test('a percentile is one of the values, between the least and the greatest', () => {
  expect(percentile([], 50)).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 0, max: 100 }), (values, pct) => {
      const found = percentile(values, pct)!;
      expect(values).toContain(found);
      expect(values.filter((value) => value <= found).length * 100).toBeGreaterThanOrEqual(values.length * pct);
    }),
  );
});

test('of several suppliers the best one that was asked says how the product is; alone it is what it was', () => {
  const by = (providerId: string, outcomes: ProductOutcome[]) => outcomes.map((one) => ({ ...one, providerId }));
  const bad = by('a', many('failed', 4));
  const good = by('b', many('success', 4));
  const status = (outcomes: ProductOutcome[], providers: string[], pause: ProductPause | null = null) =>
    healthOfRungs(outcomes, providers, pause, NOW, settings).status;
  expect(status([...bad, ...good], ['a', 'b'])).toBe('normal');
  expect(status(bad, ['a', 'b'])).toBe('disturbed');
  expect(status([...bad, ...by('b', many('failed', 4))], ['a', 'b'])).toBe('disturbed');
  expect(status([...bad, ...good], ['a'])).toBe('disturbed');
  expect(status([...bad, ...good], ['a', 'b'], auto(NOW + MINUTE))).toBe('disturbed');
  const failed = bad[0]!;
  expect(isCarriedBy(failed, [...bad, ...good], ['a', 'b'], settings)).toBe(true);
  expect(isCarriedBy(failed, bad, ['a', 'b'], settings)).toBe(false);
  expect(isCarriedBy(failed, [...bad, ...by('b', many('failed', 2))], ['a', 'b'], settings)).toBe(false);
  expect(isCarriedBy(failed, [...bad, ...by('b', many('success', 4, 5 * 60 * MINUTE))], ['a', 'b'], settings)).toBe(
    false,
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankWatch, type BalanceWatch } from './balance-watch-model.ts';
import { watchStep, type BalanceNews } from './balance-watch.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const settings = { balanceLowIdr: 100_000, balanceBackPct: 20, balanceRemindMs: DAY, supplierSilentMs: 30 * MINUTE };

/** News of readings ten minutes apart; null = no answer. */
function news(readings: (number | null)[], watch: BalanceWatch = blankWatch('p')): BalanceNews[][] {
  let at = 0;
  let now = watch;
  return readings.map((reading) => {
    const step = watchStep(now, reading, (at += 10 * MINUTE), settings);
    now = step.watch;
    return step.news;
  });
}

test('low is told once per fall; a deposit near the limit is not a new fall', () => {
  expect(news([150_000, 99_999, 50_000, 100_000, 119_999, 90_000])).toEqual([[], ['low'], [], [], [], []]);
  expect(news([99_999, 120_000, 99_999])).toEqual([['low'], ['back'], ['low']]);
});

test("the limit itself is not low, and the owner's own limit goes before the setting", () => {
  expect(news([100_000])).toEqual([[]]);
  expect(news([100_000], { ...blankWatch('p'), lowBelowIdr: 500_000 })).toEqual([['low']]);
  expect(news([0], { ...blankWatch('p'), lowBelowIdr: 0 })).toEqual([[]]);
});

test('while it stays low the owner hears of it once a day', () => {
  const day = Array.from({ length: 145 }, () => 10);
  expect(news(day).flat()).toEqual(['low', 'still_low']);
});

test('a supplier that cannot be asked is told after half an hour, once a day, and when it answers again', () => {
  expect(news([null, null, null, null, null, 200_000])).toEqual([[], [], [], ['silent'], [], ['answers']]);
  expect(news([null, null, 200_000, null, null, null])).toEqual([[], [], [], [], [], []]);
  expect(news(Array.from({ length: 150 }, () => null)).flat()).toEqual(['silent', 'still_silent']);
  expect(news([50_000, null, null, null, null, 40_000]).flat()).toEqual(['low', 'silent', 'answers']);
});

test('whatever happens: falls and returns alternate, and nothing is told twice within a day', () => {
  const reading = fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(reading, fc.integer({ min: 1, max: 600 })), { maxLength: 200 }), (steps) => {
      let [watch, now] = [blankWatch('p'), 0];
      let isLow = false;
      let lastTold = -Infinity;
      for (const [balance, minutes] of steps) {
        now += minutes * MINUTE;
        const step = watchStep(watch, balance, now, settings);
        watch = step.watch;
        if (balance === null) expect(step.news.every((one) => one.endsWith('silent'))).toBe(true);
        for (const one of step.news.filter((word) => ['low', 'still_low', 'back'].includes(word))) {
          expect(isLow).toBe(one !== 'low');
          isLow = one !== 'back';
          if (one === 'still_low') expect(now - lastTold).toBeGreaterThanOrEqual(DAY);
          lastTold = now;
          if (one === 'back') expect(balance).toBeGreaterThanOrEqual(120_000);
          if (one === 'low') expect(balance).toBeLessThan(100_000);
        }
        expect(watch.lowSince !== null).toBe(isLow);
      }
    }),
  );
});

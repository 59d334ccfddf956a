/** When an unclear purchase is asked about again. */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { nextCheckAt } from './check-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const plan = (checkCount: number, now: number) => nextCheckAt({ checkCount, beganAt: 0 }, now, DEFAULT_SETTINGS);

test('five steps of two minutes, then a person looks', () => {
  for (const count of [0, 1, 2, 3, 4]) expect(plan(count, 5)).toEqual({ at: 5 + 2 * MINUTE, usedUp: false });
  expect(plan(5, 10 * MINUTE)).toEqual({ at: 25 * MINUTE, usedUp: true });
});

test.each([
  [2 * HOUR, HOUR],
  [10 * HOUR, 6 * HOUR],
  [4 * DAY, DAY],
])('at the age of %i ms the next gap is %i ms', (age, gap) => {
  expect(plan(9, age).at).toBe(age + gap);
});

test('never at or beyond the age at which the supplier would buy anew', () => {
  expect(plan(99, 85 * DAY - 1).at).toBe(85 * DAY);
  expect(plan(99, 85 * DAY)).toEqual({ at: null, usedUp: true });
  expect(plan(0, 90 * DAY)).toEqual({ at: null, usedUp: true });
});

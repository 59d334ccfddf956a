import { expect, test } from 'vitest';
import { createIds, systemClock } from './runtime.ts';

const ids = createIds();

test('uuids are version 7, differ, and sort as they were made', () => {
  const made = Array.from({ length: 1000 }, () => ids.uuid());
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(1000);
});

test('sayable codes have no look-alikes and use the whole alphabet', () => {
  const seen = new Set(Array.from({ length: 500 }, () => ids.sayable(8)).join(''));
  for (const letter of '0O1IL') expect(seen.has(letter)).toBe(false);
  expect(seen.size).toBe(31);
  expect(ids.sayable(6)).toHaveLength(6);
});

test('digits and tokens have the promised size', () => {
  expect(ids.digits(6)).toMatch(/^\d{6}$/);
  expect(ids.token()).toMatch(/^[\w-]{32}$/);
  expect(ids.token()).not.toBe(ids.token());
});

test('elapsed time never goes backwards', () => {
  const start = systemClock.elapsedMs();
  expect(systemClock.elapsedMs()).toBeGreaterThanOrEqual(start);
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});

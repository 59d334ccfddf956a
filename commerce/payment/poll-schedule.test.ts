/** When a payment is asked about: often while it may be paid, rarely later, never after a day. */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { isPollDue, nextPollAt } from './poll-schedule.ts';

const MINUTE = 60_000;
const payment = { state: 'pending', createdAt: 0, expiresAt: 30 * MINUTE } as const;
const at = (now: number) => nextPollAt(payment, now, DEFAULT_SETTINGS);

test('every 45 seconds until half an hour after the expiry', () => {
  expect(at(0)).toBe(45_000);
  expect(at(60 * MINUTE - 1)).toBe(60 * MINUTE - 1 + 45_000);
});

test('then 5, 10, 20, 40 minutes and hourly, for a day, never past it', () => {
  const gaps: number[] = [];
  let now = 60 * MINUTE;
  for (let next = at(now); next !== null; next = at(now)) {
    expect(next).toBeGreaterThan(now);
    gaps.push((next - now) / MINUTE);
    now = next;
  }
  expect(gaps.slice(0, 5)).toEqual([5, 10, 20, 40, 60]);
  expect(Math.max(...gaps)).toBe(60);
  expect(now).toBe(DEFAULT_SETTINGS.pollUntilMs);
});

test('not when refunded; when paid, once more after the QR ran out', () => {
  expect(nextPollAt({ ...payment, state: 'refunded' }, 0, DEFAULT_SETTINGS)).toBeNull();
  const paid = { ...payment, state: 'paid' } as const;
  const lastLook = 30 * MINUTE + 45_000;
  expect(nextPollAt(paid, 0, DEFAULT_SETTINGS)).toBe(lastLook);
  expect(isPollDue(paid, lastLook - 1, DEFAULT_SETTINGS)).toBe(false);
  expect(isPollDue(paid, lastLook, DEFAULT_SETTINGS)).toBe(true);
  expect(nextPollAt(paid, lastLook, DEFAULT_SETTINGS)).toBeNull();
});

test.each(['expired', 'failed', 'cancelled', 'parked', 'challenge'] as const)(
  'also when %s: money may be late',
  (state) => {
    expect(nextPollAt({ ...payment, state }, 0, DEFAULT_SETTINGS)).not.toBeNull();
  },
);

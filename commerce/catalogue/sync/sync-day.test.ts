import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSyncDue, nextSyncAt, syncDay } from './sync-day.ts';

/** WIB is UTC+7. */
const wib = (text: string): number => Date.parse(`${text}:00+07:00`);
const DAY_MS = 86_400_000;

test.each([
  ['2026-11-20T01:59', '2026-11-19', '2026-11-20T02:00'],
  ['2026-11-20T02:00', '2026-11-20', '2026-11-21T02:00'],
  ['2026-11-20T23:59', '2026-11-20', '2026-11-21T02:00'],
  ['2026-11-21T00:00', '2026-11-20', '2026-11-21T02:00'],
  ['2026-12-31T23:30', '2026-12-31', '2027-01-01T02:00'],
  ['2027-01-01T00:30', '2026-12-31', '2027-01-01T02:00'],
])('at %s WIB it is the sync day %s and the next sync is at %s', (now, day, next) => {
  expect(syncDay(wib(now))).toBe(day);
  expect(nextSyncAt(wib(now))).toBe(wib(next));
});

test('whatever the hour, the next sync is within a day, begins another sync day, and only then is one due again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 * DAY_MS }), (now) => {
      const next = nextSyncAt(now);
      expect(next - now).toBeGreaterThan(0);
      expect(next - now).toBeLessThanOrEqual(DAY_MS);
      const done = syncDay(now);
      expect(isSyncDue(now, null)).toBe(true);
      expect(isSyncDue(now, done)).toBe(false);
      expect(isSyncDue(next - 1, done)).toBe(false);
      expect(isSyncDue(next, done)).toBe(true);
    }),
  );
});

/** A property's dates and clock, in all three zones and over a leap day. */
import { expect, test } from 'vitest';
import { addDays, instantOf, isDate, localDate, localTime, nightsBetween } from './local-time.ts';

test.each([
  ['Asia/Jakarta', '07:00'],
  ['Asia/Makassar', '08:00'],
  ['Asia/Jayapura', '09:00'],
])('%s: the date changes at its own midnight', (zone, atUtcMidnight) => {
  const utcMidnight = Date.UTC(2027, 0, 1);
  expect(localTime(utcMidnight, zone)).toBe(atUtcMidnight);
  const midnight = instantOf('2027-01-01', '00:00', zone);
  expect(localDate(midnight, zone)).toBe('2027-01-01');
  expect(localDate(midnight - 1, zone)).toBe('2026-12-31');
  expect(localTime(midnight, zone)).toBe('00:00');
  expect(midnight).toBe(utcMidnight - Number(atUtcMidnight.slice(0, 2)) * 3_600_000);
});

test('29 February exists in leap years only', () => {
  expect(isDate('2028-02-29')).toBe(true);
  expect(isDate('2027-02-29')).toBe(false);
  expect(isDate('2100-02-29')).toBe(false);
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2028-02-29', 1)).toBe('2028-03-01');
  expect(nightsBetween('2028-02-28', '2028-03-01', 30)).toEqual(['2028-02-28', '2028-02-29']);
});

test.each(['2027-02-31', '2027-13-01', '2027-00-10', '27-01-01', '2027-1-1', '', '2027-01-01T00:00', 'besok'])(
  '%j is no date',
  (text) => {
    expect(isDate(text)).toBe(false);
  },
);

test('the departure date is no night, and a reversed stay has none', () => {
  expect(nightsBetween('2027-01-31', '2027-02-01', 30)).toEqual(['2027-01-31']);
  expect(nightsBetween('2027-02-02', '2027-02-01', 30)).toEqual([]);
  expect(nightsBetween('2027-01-01', '2030-01-01', 5)).toHaveLength(6);
});

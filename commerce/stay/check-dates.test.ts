/** Dates as anybody may send them. */
import { expect, test } from 'vitest';
import type { Core } from '../core.ts';
import { Refused } from '../refusal.ts';
import { checkDates } from './check-dates.ts';

const ZONE = 'Asia/Jayapura';
/** 23:30 of 28 February 2028 in UTC is already the leap day in Jayapura. */
const core = {
  clock: { now: () => Date.UTC(2028, 1, 28, 23, 30), elapsedMs: () => 0 },
  settings: { maxNights: 30 },
} as unknown as Core;

function refusal(checkIn: string, checkOut: string) {
  try {
    return checkDates(core, ZONE, checkIn, checkOut);
  } catch (error) {
    if (error instanceof Refused) return { reason: error.refusal.reason, ...error.refusal.detail };
    throw error;
  }
}

test("today is the property's today", () => {
  expect(refusal('2028-02-29', '2028-03-01')).toEqual(['2028-02-29']);
  expect(refusal('2028-02-28', '2028-03-01')).toEqual({ reason: 'bad_dates', why: 'past' });
});

test.each([
  ['2028-02-31', '2028-03-02', { reason: 'bad_dates', why: 'no_such_date' }],
  ['2028-03-05', 'x', { reason: 'bad_dates', why: 'no_such_date' }],
  ['2028-03-05', '2028-03-05', { reason: 'bad_dates', why: 'order' }],
  ['2028-03-05', '2028-03-04', { reason: 'bad_dates', why: 'order' }],
  ['2029-12-01', '2029-12-02', { reason: 'bad_dates', why: 'too_far' }],
  ['2028-03-01', '2028-04-01', { reason: 'too_many_nights', max: 30 }],
  ['2028-03-01', '2029-04-05', { reason: 'too_many_nights', max: 30 }],
])('%s to %s', (checkIn, checkOut, expected) => {
  expect(refusal(checkIn, checkOut)).toEqual(expected);
});

test('thirty nights are the most', () => {
  expect(refusal('2028-03-01', '2028-03-31')).toHaveLength(30);
});

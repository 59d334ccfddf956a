import { describe, expect, test } from 'vitest';
import { clockTime, cutOffAt } from './cut-off.ts';

/** A moment of 21/22 November 2026 in Jakarta. */
const at = (time: string, day = 22) => Date.parse(`2026-11-${day}T${time}:00+07:00`);

describe('a window over midnight', () => {
  test.each([
    ['23:44', 21, false],
    ['23:45', 21, true],
    ['23:59', 21, true],
    ['00:00', 22, true],
    ['00:14', 22, true],
    ['00:15', 22, false],
    ['12:00', 22, false],
  ])('at %s on the %d it is closed: %s', (time, day, closed) => {
    expect(cutOffAt('23:45', '0:15', at(time, day)).closed).toBe(closed);
  });

  test('names the moment it opens again, on either side of midnight and inside a minute', () => {
    expect(cutOffAt('23:45', '0:15', at('23:59', 21)).reopensAt).toBe(at('00:15'));
    expect(cutOffAt('23:45', '0:15', at('00:14') + 59_999).reopensAt).toBe(at('00:15'));
    expect(cutOffAt('23:45', '0:15', at('00:15')).reopensAt).toBeNull();
  });
});

test('a window within one day closes from its start to before its end', () => {
  const closed = ['00:59', '01:00', '04:29', '04:30'].map((time) => cutOffAt('1:0', '4:30', at(time)).closed);
  expect(closed).toEqual([false, true, true, false]);
});

test.each([
  ['0:0', '0:0'],
  ['23:0', '23:00'],
  ['00:00', '24:00'],
  ['', ''],
  ['23:45', ''],
  [null, null],
])('%s to %s is no window', (start, end) => {
  for (const time of ['00:00', '12:00', '23:59']) {
    expect(cutOffAt(start, end, at(time))).toEqual({ closed: false, reopensAt: null, badData: false });
  }
});

test.each([
  ['00:00', '23:59'],
  ['04:00', '00:00'],
  ['25:00', '26:00'],
  ['malam', '00:15'],
])('%s to %s is bad data and never blocks', (start, end) => {
  for (const time of ['00:00', '12:00', '23:59']) {
    expect(cutOffAt(start, end, at(time))).toEqual({ closed: false, reopensAt: null, badData: true });
  }
});

test('a window just under twenty hours still counts', () => {
  expect(cutOffAt('04:00', '23:59', at('12:00'))).toMatchObject({ closed: true, badData: false });
});

test('times of day are padded, and nonsense is null', () => {
  expect(['0:15', '23:0', '7:5', '24:00', ' 00:30:00 '].map(clockTime)).toEqual([
    '00:15',
    '23:00',
    '07:05',
    '00:00',
    '00:30',
  ]);
  expect(['', '24:01', '12:60', '-1:00', '12', '１２:００'].map(clockTime)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

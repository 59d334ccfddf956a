/** Which PINs are refused, and how long wrong ones lock. */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { lockMsAfter, pinTrouble, triesLeft } from './pin-rule.ts';

test.each(['', '123', '1234567', '12a4', ' 1357', '１２３４'])('"%s" is no PIN', (pin) =>
  expect(pinTrouble(pin)).toBe('format'),
);
test.each([
  '0000',
  '1111',
  '999999',
  '1234',
  '123456',
  '4321',
  '7890',
  '3210',
  '1212',
  '123123',
  '1987',
  '2004',
  '2580',
])('%s is guessed at once', (pin) => expect(pinTrouble(pin)).toBe('weak'));
test.each(['4829', '1357', '90417', '739182', '1899'])('%s will do', (pin) => expect(pinTrouble(pin)).toBeNull());

const MINUTE = 60_000;
test('every round of five locks, twice as long each time, for a day at the most', () => {
  const locks = Array.from({ length: 51 }, (_, failures) => lockMsAfter(failures, DEFAULT_SETTINGS));
  const rounds = locks.flatMap((ms, failures) => (ms === null ? [] : [[failures, ms / MINUTE]]));
  expect(rounds.slice(0, 4)).toEqual([
    [5, 15],
    [10, 30],
    [15, 60],
    [20, 120],
  ]);
  expect(rounds.at(-1)).toEqual([50, 24 * 60]);
  expect([0, 1, 4, 6].map((failures) => triesLeft(failures, DEFAULT_SETTINGS))).toEqual([5, 4, 1, 4]);
});

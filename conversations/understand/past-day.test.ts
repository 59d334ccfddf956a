/** Days asked back about are never days to come. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isDate } from '../../commerce/stay/local-time.ts';
import { readPastDay } from './past-day.ts';

test.each([
  ['hari ini', '2026-03-02'],
  ['Kemarin', '2026-03-01'],
  ['2 hari lalu', '2026-02-28'],
  ['tgl 1', '2026-03-01'],
  ['tgl 2', '2026-03-02'],
  ['3', '2026-02-03'],
  ['tanggal 31', '2026-01-31'],
  ['24/12', '2025-12-24'],
  ['29/2', '2024-02-29'],
  ['2026-02-14', '2026-02-14'],
  ['2026-03-03', null],
  ['31/2', null],
  ['0', null],
  ['besok', null],
  ['', null],
])('%s', (words, day) => {
  expect(readPastDay(words, '2026-03-02')).toBe(day);
});

test('whatever is typed, a day that is read is a day and not one to come', () => {
  const words = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(40), fc.nat(14)).map(([day, month]) => `tgl ${day}/${month}`),
  );
  fc.assert(
    fc.property(words, fc.nat(2_000), (typed, days) => {
      const today = addDays('2024-01-01', days);
      const read = readPastDay(typed, today);
      expect(read === null || (isDate(read) && read <= today)).toBe(true);
    }),
  );
});

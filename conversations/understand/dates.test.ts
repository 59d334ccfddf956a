/** Dates as people type them. Today is Saturday, 21 November 2026, unless a row says otherwise. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStay, type DateProblem } from './dates.ts';
import { guestsIn, roomsIn, withoutParty } from './people.ts';

const TODAY = '2026-11-21';
const read = (words: string, today = TODAY) => readStay(withoutParty(words), today);

type Row = [words: string, checkIn: string, checkOut: string | null];

/** Month and day of 2026, or a whole date. */
const full = (date: string | null) => (date === null || date.length > 5 ? date : `2026-${date}`);

const INDONESIAN: Row[] = [
  ['tgl 24', '11-24', null],
  ['tanggal 24', '11-24', null],
  ['24', '11-24', null],
  ['24nov', '11-24', null],
  ['24 nov', '11-24', null],
  ['24 nopember', '11-24', null],
  ['24 November 2026', '11-24', null],
  ['24-26 nov', '11-24', '11-26'],
  ['24 - 26 nov', '11-24', '11-26'],
  ['24–26 nov', '11-24', '11-26'],
  ['24 s/d 26 nov', '11-24', '11-26'],
  ['24 sd 26 nov', '11-24', '11-26'],
  ['25 s.d. 27 desember', '12-25', '12-27'],
  ['24 des s/d 26 des', '12-24', '12-26'],
  ['24 sampai 26', '11-24', '11-26'],
  ['24 sampe 26 nov', '11-24', '11-26'],
  ['24 sampai dengan 26 november', '11-24', '11-26'],
  ['dari tgl 24 sampai tgl 26', '11-24', '11-26'],
  ['tgl 24 ke 26', '11-24', '11-26'],
  ['tgl 24 hingga 26 nov ya kak', '11-24', '11-26'],
  ['24/11', '11-24', null],
  ['24/11/2026', '11-24', null],
  ['24/11/26', '11-24', null],
  ['24.11.2026', '11-24', null],
  ['24-11-2026', '11-24', null],
  ['2026-11-24', '11-24', null],
  ['24/11 - 26/11', '11-24', '11-26'],
  ['30-2 des', '11-30', '12-02'],
  ['28 des - 2 jan', '12-28', '2027-01-02'],
  ['24 desember 2026 sampai 2 januari 2027', '12-24', '2027-01-02'],
  ['5 jan', '2027-01-05', null],
  ['tgl 5', '12-05', null],
  ['tgl 20', '12-20', null],
  ['tgl 31', '12-31', null],
  ['tgl 5 bulan depan', '12-05', null],
  ['tgl 5-7 bulan depan', '12-05', '12-07'],
  ['tgl 28 bulan ini', '11-28', null],
  ['hari ini', '11-21', null],
  ['malam ini', '11-21', null],
  ['nanti malam', '11-21', null],
  ['sekarang', '11-21', null],
  ['besok', '11-22', null],
  ['bsk', '11-22', null],
  ['besok malam', '11-22', null],
  ['besok 2 malam', '11-22', '11-24'],
  ['besok dua malam', '11-22', '11-24'],
  ['besok 2mlm', '11-22', '11-24'],
  ['besok semalam', '11-22', '11-23'],
  ['2 malam mulai besok', '11-22', '11-24'],
  ['seminggu mulai besok', '11-22', '11-29'],
  ['lusa', '11-23', null],
  ['lusa 1 malam', '11-23', '11-24'],
  ['besok sampai lusa', '11-22', '11-23'],
  ['3 hari lagi', '11-24', null],
  ['senin', '11-23', null],
  ['sabtu', '11-21', null],
  ['minggu', '11-22', null],
  ['jumat', '11-27', null],
  ["jum'at", '11-27', null],
  ['jumat ini', '11-27', null],
  ['rabu depan 2 malam', '11-25', '11-27'],
  ['jumat minggu depan', '11-27', null],
  ['jumat sampai minggu', '11-27', '11-29'],
  ['senin-rabu', '11-23', '11-25'],
  ['malam minggu', '11-21', null],
  ['akhir pekan', '11-21', null],
  ['natal 2 malam', '12-25', '12-27'],
  ['malam tahun baru', '12-31', null],
  ['tgl 24 malam', '11-24', null],
  ['check in 24 nov check out 26 nov', '11-24', '11-26'],
  ['cekin tgl 24 cekout tgl 26', '11-24', '11-26'],
  ['24-26 nov 2 malam', '11-24', '11-26'],
  ['mau pesan kamar buat besok 2 malam ya min', '11-22', '11-24'],
  ['besok 2 malam 2 org', '11-22', '11-24'],
  ['24 nov 2 malam, 2 dewasa 1 anak, 1 kamar', '11-24', '11-26'],
  ['besok jam 3 sore', '11-22', null],
  ['  BESOK   2   MALAM!! ', '11-22', '11-24'],
];

const ENGLISH: Row[] = [
  ['today', '11-21', null],
  ['tonight', '11-21', null],
  ['tonight, 1 night', '11-21', '11-22'],
  ['this evening', '11-21', null],
  ['tomorrow', '11-22', null],
  ['tmr', '11-22', null],
  ['tmrw 2 nights', '11-22', '11-24'],
  ['tomorrow night', '11-22', null],
  ['tomorrow 2 nights', '11-22', '11-24'],
  ['2 nights from tomorrow', '11-22', '11-24'],
  ['two nights from tomorrow', '11-22', '11-24'],
  ['tomorrow for a week', '11-22', '11-29'],
  ['tomorrow until monday', '11-22', '11-23'],
  ['the day after tomorrow', '11-23', null],
  ['day after tomorrow 3 nights', '11-23', '11-26'],
  ['in 3 days', '11-24', null],
  ['friday', '11-27', null],
  ['this friday', '11-27', null],
  ['next friday', '11-27', null],
  ['friday next week', '11-27', null],
  ['next tuesday for 2 nights', '11-24', '11-26'],
  ['friday for 3 nights', '11-27', '11-30'],
  ['friday to sunday', '11-27', '11-29'],
  ['fri-sun', '11-27', '11-29'],
  ['mon to wed', '11-23', '11-25'],
  ['from thursday till saturday', '11-26', '11-28'],
  ['saturday', '11-21', null],
  ['weekend', '11-21', null],
  ['this weekend', '11-21', null],
  ['november 24', '11-24', null],
  ['Nov 24', '11-24', null],
  ['nov 24th', '11-24', null],
  ['24th november', '11-24', null],
  ['24th of november', '11-24', null],
  ['the 24th', '11-24', null],
  ['on the 24th please', '11-24', null],
  ['24th to 26th', '11-24', '11-26'],
  ['24th to 26th of nov', '11-24', '11-26'],
  ['nov 24 - 26', '11-24', '11-26'],
  ['nov 24 to nov 26', '11-24', '11-26'],
  ['november 24 through 26', '11-24', '11-26'],
  ['24 nov until 26 nov', '11-24', '11-26'],
  ['from 24 to 26 november', '11-24', '11-26'],
  ['between 24 and 26 nov', '11-24', '11-26'],
  ['december 24 2026', '12-24', null],
  ['Dec 24th, 2026', '12-24', null],
  ['dec 28 to jan 2', '12-28', '2027-01-02'],
  ['january 5', '2027-01-05', null],
  ['5th of next month', '12-05', null],
  ['christmas 2 nights', '12-25', '12-27'],
  ["new year's eve", '12-31', null],
  ['24/11', '11-24', null],
  ['24/11/2026 - 26/11/2026', '11-24', '11-26'],
  ['2026-11-24 to 2026-11-26', '11-24', '11-26'],
  ['check in 24 nov, check out 26 nov', '11-24', '11-26'],
  ['check-in 24 nov check-out 26 nov', '11-24', '11-26'],
  ['a room for tomorrow please', '11-22', null],
  ['I need a room for 2 people tomorrow 2 nights', '11-22', '11-24'],
  ['we would like to book 24-26 nov', '11-24', '11-26'],
  ['tomorrow at 3pm', '11-22', null],
  ['2 adults 1 child, 24 to 26 nov', '11-24', '11-26'],
  ['april 5', '2027-04-05', null],
];

describe.each([
  ['Indonesian', INDONESIAN],
  ['English', ENGLISH],
])('%s dates', (_, rows) => {
  test.each(rows)('%s', (words, checkIn, checkOut) => {
    expect(read(words)).toMatchObject({ ok: true, checkIn: full(checkIn), checkOut: full(checkOut) });
  });

  test('there are enough of them to mean something', () => expect(rows.length).toBeGreaterThanOrEqual(60));
});

describe('what cannot be a stay says why', () => {
  test.each<[string, DateProblem]>([
    ['31 feb', { why: 'no_such_date', typed: '31/2/2026' }],
    ['31 februari 2027', { why: 'no_such_date', typed: '31/2/2027' }],
    ['2027-02-31', { why: 'no_such_date', typed: '31/2/2027' }],
    ['30/2', { why: 'no_such_date', typed: '30/2/2026' }],
    ['tgl 32', { why: 'no_such_date', typed: '32' }],
    ['0 nov', { why: 'no_such_date', typed: '0/11' }],
    ['12/13', { why: 'no_such_date', typed: '12/13/2026' }],
    ['31-2 des', { why: 'no_such_date', typed: '31/11/2026' }],
    ['20 nov', { why: 'past', date: '2026-11-20' }],
    ['1/10', { why: 'past', date: '2026-10-01' }],
    ['24 nov 2019', { why: 'past', date: '2019-11-24' }],
    ['2025-12-24', { why: 'past', date: '2025-12-24' }],
    ['12/12/3026', { why: 'too_far', until: '2028-05-14' }],
    ['24 nov 2030', { why: 'too_far', until: '2028-05-14' }],
    ['24 nov - 20 nov', { why: 'order', checkIn: '2026-11-24', checkOut: '2026-11-20' }],
    ['26-24 nov', { why: 'order', checkIn: '2026-11-26', checkOut: '2026-11-24' }],
    ['24-24 nov', { why: 'order', checkIn: '2026-11-24', checkOut: '2026-11-24' }],
    ['2026-12-26 to 2026-12-24', { why: 'order', checkIn: '2026-12-26', checkOut: '2026-12-24' }],
    ['besok 0 malam', { why: 'zero_nights' }],
    ['besok -2 malam', { why: 'zero_nights' }],
    ['tomorrow 31 nights', { why: 'too_many_nights', nights: 31, max: 30 }],
    ['besok 400 malam', { why: 'too_many_nights', nights: 400, max: 30 }],
    ['besok 5 minggu', { why: 'too_many_nights', nights: 35, max: 30 }],
    ['24-26 nov 3 malam', { why: 'nights_conflict', said: 3, counted: 2 }],
    ['2 malam', { why: 'no_arrival', nights: 2 }],
    ['2 nights please', { why: 'no_arrival', nights: 2 }],
    ['minggu depan', { why: 'vague' }],
    ['next week', { why: 'vague' }],
    ['bulan depan', { why: 'vague' }],
    ['next month', { why: 'vague' }],
    ['', { why: 'not_understood' }],
    ['halo', { why: 'not_understood' }],
    ['pulsa 10rb', { why: 'not_understood' }],
    ['pulsa 10.000', { why: 'not_understood' }],
    ['10.000', { why: 'not_understood' }],
    ['ml 86', { why: 'not_understood' }],
    ['24 25 26 nov', { why: 'not_understood' }],
    ['sampai', { why: 'not_understood' }],
    ['🙈🙉🙊', { why: 'not_understood' }],
  ])('%s', (words, problem) => {
    expect(read(words)).toEqual({ ok: false, problem });
  });

  test.each(['F2THYK', 'v2stzg', 'U32NDJ', 'M45ND6', 'TG4REQ', '5U4SEP', '374396', 'batal F2THYK', 'cancel SEN6WR'])(
    "%s is somebody's order code, not a day",
    (code) => expect(read(code)).toEqual({ ok: false, problem: { why: 'not_understood' } }),
  );

  test('exactly the longest stay is allowed', () => {
    expect(read('24 nov - 24 des')).toMatchObject({ ok: true, checkOut: '2026-12-24' });
    expect(read('24 nov - 25 des')).toMatchObject({ ok: false, problem: { why: 'too_many_nights', nights: 31 } });
  });

  test('29 February is a date in a leap year only', () => {
    expect(read('29 feb', '2027-12-01')).toMatchObject({ ok: true, checkIn: '2028-02-29' });
    expect(read('29 feb', '2026-12-01')).toMatchObject({ ok: false, problem: { why: 'no_such_date' } });
  });

  test('a bare number is a date only where nothing else is said', () => {
    expect(read('24')).toMatchObject({ ok: true, sure: false });
    expect(read('tgl 24')).toMatchObject({ ok: true, sure: true });
    expect(read('24 ekor')).toMatchObject({ ok: false });
  });

  test('the end of the year and of the month carry over', () => {
    expect(read('besok', '2026-12-31')).toMatchObject({ checkIn: '2027-01-01' });
    expect(read('tgl 1', '2026-12-31')).toMatchObject({ checkIn: '2027-01-01' });
    expect(read('30-2 jan', '2026-12-15')).toMatchObject({ checkIn: '2026-12-30', checkOut: '2027-01-02' });
    expect(read('tgl 3 bulan depan', '2026-12-15')).toMatchObject({ checkIn: '2027-01-03' });
  });

  test('next friday said on a monday is the one after this', () => {
    expect(read('friday', '2026-11-23')).toMatchObject({ checkIn: '2026-11-27' });
    expect(read('next friday', '2026-11-23')).toMatchObject({ checkIn: '2026-12-04' });
    expect(read('jumat depan', '2026-11-23')).toMatchObject({ checkIn: '2026-12-04' });
  });

  test('whatever is typed, the answer is a possible stay or a reason', () => {
    const pieces = fc.constantFrom(
      '24',
      '-',
      'nov',
      'besok',
      's/d',
      '31/2',
      'malam',
      '2',
      'next',
      'friday',
      '/',
      '.',
      '9999',
      'tgl',
      '@1',
      '>',
      'minggu',
      'depan',
    );
    const sentences = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(pieces, { maxLength: 9 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(sentences, (words) => {
        const stay = read(words);
        return stay.ok
          ? stay.checkIn >= TODAY && (stay.checkOut === null || stay.checkOut > stay.checkIn)
          : stay.problem.why.length > 0;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('people in the same sentence', () => {
  test.each([
    ['besok 2 malam 2 org', 2, null],
    ['24-26 nov 2 dewasa 1 anak 2 kamar', 3, 2],
    ['2 rooms for 5 people tomorrow', 5, 2],
    ['berdua besok', 2, null],
    ['besok', null, null],
  ])('%s', (words, guests, rooms) => {
    expect([guestsIn(words), roomsIn(words)]).toEqual([guests, rooms]);
  });
});

/** Numbers, people, times, contacts and single words as people type them. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, searchVariants } from './amounts.ts';
import { readContact } from './contact.ts';
import { readParty } from './people.ts';
import { readTime } from './times.ts';
import {
  fold,
  isGreeting,
  isLater,
  isNo,
  isThanks,
  isYes,
  MAX_WORDS_CHARS,
  normalise,
  readCount,
  readOrderCode,
} from './words.ts';

describe('times of arrival', () => {
  test.each([
    ['jam 3 sore', '15:00'],
    ['jam 3', '15:00'],
    ['3', '15:00'],
    ['jam tiga sore', '15:00'],
    ['pukul 15', '15:00'],
    ['15.00', '15:00'],
    ['15:30', '15:30'],
    ['15.00 wib', '15:00'],
    ['1500', '15:00'],
    ['3pm', '15:00'],
    ['3 pm', '15:00'],
    ['3 p.m.', '15:00'],
    ['3:15 pm', '15:15'],
    ['at 3 in the afternoon', '15:00'],
    ['sekitar jam 3an', '15:00'],
    ['setengah 4 sore', '15:30'],
    ['jam setengah empat sore', '15:30'],
    ['half past 3 pm', '15:30'],
    ['jam 2 lewat 15', '14:15'],
    ['jam 4 kurang 10 sore', '15:50'],
    ['jam 8 malam', '20:00'],
    ['8 malam', '20:00'],
    ['8 in the evening', '20:00'],
    ['jam 8 pagi', '08:00'],
    ['10 am', '10:00'],
    ['jam 12', '12:00'],
    ['jam 12 siang', '12:00'],
    ['noon', '12:00'],
    ['12 malam', '00:00'],
    ['tengah malam', '00:00'],
    ['midnight', '00:00'],
    ['12 am', '00:00'],
    ['12 pm', '12:00'],
    ['jam 2 malam', '02:00'],
    ['jam 2 dini hari', '02:00'],
    ['jam 1 siang', '13:00'],
    ['07.30', '07:30'],
    ['22.00', '22:00'],
    ['24.00', '00:00'],
  ])('%s', (words, time) => expect(readTime(words)).toEqual({ ok: true, time }));

  test.each([
    ['jam 8', { ok: false, why: 'ambiguous', hour: 8 }],
    ['11', { ok: false, why: 'ambiguous', hour: 11 }],
    ['25.00', { ok: false, why: 'no_such_time' }],
    ['15.75', { ok: false, why: 'no_such_time' }],
    ['jam 99', { ok: false, why: 'no_such_time' }],
    ['1,5 jam lagi', { ok: false, why: 'relative' }],
    ['in 2 hours', { ok: false, why: 'relative' }],
    ['sore', { ok: false, why: 'not_understood' }],
    ['-3', { ok: false, why: 'not_understood' }],
    ['🙈', { ok: false, why: 'not_understood' }],
  ])('%s', (words, why) => expect(readTime(words)).toEqual(why));
});

describe('guests', () => {
  test.each([
    ['2', 2],
    ['dua', 2],
    ['two', 2],
    ['2 org', 2],
    ['2org', 2],
    ['2 orang', 2],
    ['dua orang', 2],
    ['2 dewasa 1 anak', 3],
    ['2 dewasa, 1 anak kecil', 3],
    ['2 orang dewasa dan 2 anak', 4],
    ['2 adults 1 child', 3],
    ['2 adults and 2 kids', 4],
    ['3 pax', 3],
    ['4 tamu', 4],
    ['1 person', 1],
    ['5 people', 5],
    ['berdua', 2],
    ['berdua aja kak', 2],
    ['sendiri', 1],
    ['just me', 1],
    ['bertiga', 3],
    ['couple', 2],
    ['me and my wife', 2],
  ])('%s', (words, guests) => expect(readParty(words)).toEqual({ ok: true, guests }));

  test.each([
    ['0', 'too_few'],
    ['-2', 'too_few'],
    ['-2 orang', 'too_few'],
    ['41', 'too_many'],
    ['400 tamu', 'too_many'],
    ['999999 orang', 'too_many'],
    ['banyak', 'not_understood'],
    ['', 'not_understood'],
    ['2 kamar', 'not_understood'],
  ])('%s', (words, why) => expect(readParty(words)).toEqual({ ok: false, why }));
});

describe('how to reach the booker', () => {
  test.each([
    ['081234567890', '+6281234567890'],
    ['0812-3456-7890', '+6281234567890'],
    ['0812 3456 7890', '+6281234567890'],
    ['(0812) 3456.7890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ['62 812 3456 7890', '+6281234567890'],
    ['81234567890', '+6281234567890'],
    ['wa saya 081234567890', '+6281234567890'],
    ['０８１２３４５６７８９０', '+6281234567890'],
    ['\u202a+62 812-3456-7890\u202c', '+6281234567890'],
    ['+65 9123 4567', '+6591234567'],
    ['0065 9123 4567', '+6591234567'],
    ['+61 412 345 678', '+61412345678'],
  ])('%s', (words, value) => expect(readContact(words)).toEqual({ ok: true, kind: 'phone', value }));

  test.each([
    ['sari@contoh.id', 'sari@contoh.id'],
    ['Email: Sari.W@Contoh.co.id', 'sari.w@contoh.co.id'],
    ['<sari+kamar@contoh.id>', 'sari+kamar@contoh.id'],
  ])('%s', (words, value) => expect(readContact(words)).toEqual({ ok: true, kind: 'mail', value }));

  test.each([
    ['sari@contoh', 'bad_mail'],
    ['sari@', 'bad_mail'],
    ['a@b..id', 'bad_mail'],
    ['0812345', 'bad_phone'],
    ['0812345678901234567890', 'bad_phone'],
    ['+1 000 000 0000', 'bad_phone'],
    ['12', 'not_understood'],
    ['tidak punya', 'not_understood'],
    ['', 'not_understood'],
  ])('%s', (words, why) => expect(readContact(words)).toMatchObject({ ok: false, why }));
});

describe('amounts', () => {
  test.each([
    ['50rb', 50_000],
    ['50 rb', 50_000],
    ['50 ribu', 50_000],
    ['50k', 50_000],
    ['50K', 50_000],
    ['50.000', 50_000],
    ['50,000', 50_000],
    ['Rp 50.000', 50_000],
    ['Rp50.000,-', 50_000],
    ['rp. 50.000', 50_000],
    ['50000', 50_000],
    ['50.000,00', 50_000],
    ['1,5jt', 1_500_000],
    ['1.5 juta', 1_500_000],
    ['2jt', 2_000_000],
    ['seratus ribu', 100_000],
    ['sejuta', 1_000_000],
    ['12,5rb', 12_500],
    ['100 thousand', 100_000],
  ])('%s', (words, amountIdr) => expect(readAmount(words)).toEqual({ ok: true, amountIdr }));

  test.each([
    ['0', 'too_low'],
    ['-50rb', 'too_low'],
    ['Rp -50.000', 'too_low'],
    ['99999jt', 'too_high'],
    ['9'.repeat(30), 'too_high'],
    ['lima puluh', 'not_understood'],
    ['', 'not_understood'],
    ['5.0.0', 'not_understood'],
  ])('%s', (words, why) => expect(readAmount(words)).toEqual({ ok: false, why }));

  test('a search is tried in every spelling of its amount, the typed one first', () => {
    expect(searchVariants('Pulsa 10rb')).toEqual(['pulsa 10rb', 'pulsa 10.000', 'pulsa 10000']);
    expect(searchVariants('token 1,5jt')).toEqual(['token 1,5jt', 'token 1.500.000', 'token 1500000']);
    expect(searchVariants('ml 86')).toEqual(['ml 86']);
  });
});

describe('single words', () => {
  test.each(['ya', 'Iya', 'yes', 'OK', 'oke kak', 'lanjut', 'jadi', 'sip', 'y', 'boleh', 'gas', 'siap!'])(
    'yes: %s',
    (words) => {
      expect([isYes(words), isNo(words)]).toEqual([true, false]);
    },
  );
  test.each(['tidak', 'ga', 'gak jadi', 'nggak', 'no', 'jangan', 'No thanks', 'belum', 'n'])('no: %s', (words) => {
    expect([isYes(words), isNo(words)]).toEqual([false, true]);
  });
  test.each(['nanti', 'nanti aja', 'skip', '-', 'belum tahu', 'later', "don't know", 'lewati'])(
    'later: %s',
    (words) => {
      expect(isLater(words)).toBe(true);
    },
  );
  test.each([
    'halo',
    'Haloo',
    'hai',
    'hi',
    'p',
    'P',
    'permisi',
    'selamat pagi',
    'pagi kak',
    'assalamualaikum',
    'good morning',
    'hello!',
    'tes',
  ])('greeting: %s', (words) => {
    expect(isGreeting(words)).toBe(true);
  });
  test.each(['makasih', 'terima kasih kak', 'ok thanks', 'thank you so much', 'tq', 'makasih banyak ya'])(
    'thanks: %s',
    (words) => {
      expect(isThanks(words)).toBe(true);
    },
  );
  test.each([
    ['3', 3],
    ['tiga', 3],
    ['3 buah', 3],
    ['3x', 3],
    ['2 kode', 2],
    ['-1', -1],
    ['0', 0],
    ['1.5', null],
    ['3 malam', null],
    ['', null],
    ['999999999', null],
  ])('count: %s', (words, count) => {
    expect(readCount(words)).toBe(count);
  });
  test.each([
    ['K7QF2M', 'K7QF2M'],
    ['#k7qf2m', 'K7QF2M'],
    ['pesanan K7QF2M', 'K7QF2M'],
    ['cek k7qf2m', 'K7QF2M'],
    ['status: K7QF2M', 'K7QF2M'],
    ['halo semua', null],
    ['abc', null],
  ])('order code: %s', (words, code) => {
    expect(readOrderCode(words)).toBe(code);
  });
});

describe('normalising', () => {
  test.each([
    ['  besok \n 2\tmalam ', 'besok 2 malam'],
    ['be\u200bsok\u0000', 'besok'],
    ['２４－２６ ｎｏｖ', '24-26 nov'],
    ['24 — 26', '24 - 26'],
    ['\ufeffhalo', 'halo'],
    ['\ud800x', 'x'],
    ['jum’at', "jum'at"],
  ])('%j', (raw, clean) => expect(normalise(raw)).toBe(clean));

  test('compares without case, accents and the punctuation around', () => {
    expect(fold('  BATAL!! ')).toBe('batal');
    expect(fold('Café…')).toBe('cafe');
  });

  test('long, emoji and control text stays short and clean, and normalising twice changes nothing', () => {
    expect(normalise('🏨'.repeat(5_000)).length).toBeLessThanOrEqual(2 * MAX_WORDS_CHARS);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (raw) => {
        const once = normalise(raw);
        return Array.from(once).length <= MAX_WORDS_CHARS && normalise(once) === once && !/[\p{Cc}\u200b]/u.test(once);
      }),
    );
  });

  test('no parser throws or hangs on anything typed', () => {
    const nasty = [
      '9'.repeat(100_000),
      'a '.repeat(50_000),
      '- '.repeat(50_000),
      '(((('.repeat(20_000),
      '1,'.repeat(50_000),
      'rp '.repeat(30_000),
    ];
    const started = performance.now();
    for (const words of nasty)
      for (const read of [
        readTime,
        readParty,
        readContact,
        readAmount,
        searchVariants,
        isYes,
        isGreeting,
        isThanks,
        readCount,
        readOrderCode,
      ])
        read(words);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

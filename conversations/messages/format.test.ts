import { describe, expect, test } from 'vitest';
import { cut, formatDate, formatDateTime, formatMoney, formatTime, formatWords } from './format.ts';

const at = Date.UTC(2026, 10, 21, 7, 5);

describe('values in sentences', () => {
  test.each([
    [1_250_000, 'Rp 1.250.000', 'Rp 1,250,000'],
    [999, 'Rp 999', 'Rp 999'],
    [0, 'Rp 0', 'Rp 0'],
    [-5000, '-Rp 5.000', '-Rp 5,000'],
    [10_000_000_000, 'Rp 10.000.000.000', 'Rp 10,000,000,000'],
  ])('money %d', (amount, id, en) => {
    expect(formatMoney(amount, 'id')).toBe(id);
    expect(formatMoney(amount, 'en')).toBe(en);
  });

  test('dates', () => {
    expect(formatDate('2026-11-21', 'id')).toBe('Sab, 21 Nov 2026');
    expect(formatDate('2026-11-21', 'en')).toBe('Sat 21 Nov 2026');
    expect(formatDate('2026-05-01', 'id')).toBe('Jum, 1 Mei 2026');
    expect(formatDate('soon', 'id')).toBe('soon');
  });

  test('times in the three zones and at the edges of the day', () => {
    expect(formatTime(at, 'Asia/Jakarta', 'id')).toBe('14.05 WIB');
    expect(formatTime(at, 'Asia/Makassar', 'id')).toBe('15.05 WITA');
    expect(formatTime(at, 'Asia/Jayapura', 'id')).toBe('16.05 WIT');
    expect(formatTime(at, 'Asia/Jakarta', 'en')).toBe('2:05 pm');
    expect(formatTime(Date.UTC(2026, 0, 1, 17, 0), 'Asia/Jakarta', 'en')).toBe('12:00 am');
    expect(formatTime(Date.UTC(2026, 0, 1, 17, 0), 'Asia/Jakarta', 'id')).toBe('00.00 WIB');
    expect(formatTime(Date.UTC(2026, 0, 1, 5, 0), 'Asia/Jakarta', 'en')).toBe('12:00 pm');
  });

  test('a moment has the date of its own zone', () => {
    expect(formatDateTime(Date.UTC(2026, 10, 21, 18, 0), 'Asia/Jakarta', 'id')).toBe('Min, 22 Nov 2026 01.00 WIB');
    expect(formatDateTime(at, 'Asia/Jakarta', 'en')).toBe('Sat 21 Nov 2026, 2:05 pm');
  });

  test('names cannot break lines, hide or turn text, or grow without end', () => {
    expect(formatWords('name', 'Budi\n\nPAID \u202Egnp\u200b\u0007')).toBe('Budi PAID gnp');
    expect(formatWords('name', 'x'.repeat(5000))).toHaveLength(200);
    expect(formatWords('words', 'baris 1\nbaris 2')).toBe('baris 1\nbaris 2');
  });

  test('cutting never leaves half a character', () => {
    expect(cut('ab😀cd', 4)).toBe('ab…');
    expect(cut('abc', 3)).toBe('abc');
  });
});

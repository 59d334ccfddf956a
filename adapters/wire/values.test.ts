import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, readFlag, readTime, wibText } from './values.ts';

describe('amounts', () => {
  test.each([
    [275000, 275000],
    ['275000', 275000],
    ['275000.00', 275000],
    ['275000.0', 275000],
    [0, 0],
    [1.5, null],
    ['275000.50', null],
    [-1, null],
    ['1e5', null],
    ['0x10', null],
    [' 1', null],
    ['١٢', null],
    ['', null],
    [null, null],
    [true, null],
    [[1000], null],
    [1e21, null],
    [Number.NaN, null],
    [10_000_000_001, null],
  ])('%j reads as %j', (given, expected) => expect(readAmount(given)).toBe(expected));

  test('cents have to be whole rupiah', () => {
    expect(readAmount(2_750_000, 'x100')).toBe(27_500);
    expect(readAmount(2_750_050, 'x100')).toBeNull();
  });

  test('every amount survives the way there and back', () => {
    fc.assert(fc.property(fc.nat(10_000_000_000), (amount) => readAmount(`${String(amount)}.00`) === amount));
  });
});

describe('times', () => {
  test.each([
    ['2025-09-19T01:18:49.678622564Z', '2025-09-19T01:18:49.678Z'],
    ['2025-09-10T08:07:02.819+07:00', '2025-09-10T01:07:02.819Z'],
    ['2025-09-10T08:07:02+0700', '2025-09-10T01:07:02.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2025-02-29T00:00:00Z', null],
    ['2025-09-10T08:07:02', null],
    ['2025-13-01T00:00:00Z', null],
    ['2025-09-10T24:00:00Z', null],
    ['yesterday', null],
    [1_757_466_422, null],
  ])('rfc3339 %j', (given, expected) => {
    const instant = readTime(given, 'rfc3339');
    expect(instant === null ? null : new Date(instant).toISOString()).toBe(expected);
  });

  test('Jakarta time without an offset, and unix seconds quoted or not', () => {
    const instant = Date.parse('2026-11-21T03:00:00Z');
    expect(readTime('2026-11-21 10:00:00', 'wib')).toBe(instant);
    expect(readTime(String(instant / 1000), 'unix')).toBe(instant);
    expect(readTime(instant, 'unix_ms')).toBe(instant);
    expect(readTime('1e9', 'unix')).toBeNull();
    expect(wibText(instant)).toBe('2026-11-21 10:00:00');
  });

  test('whatever is given reads as an instant or as null, without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const instant = readTime(value, 'rfc3339');
        return instant === null || Number.isSafeInteger(instant);
      }),
    );
  });
});

test('flags', () => {
  expect([true, 'true', 1, '1', false, 0, '0', 'no', null].map(readFlag)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    null,
    null,
  ]);
});

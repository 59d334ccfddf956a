/** Cutting typed orders: every way a line may be meant, and no other message taken for one. */
import { expect, test } from 'vitest';
import { readOrderLines, withoutPin } from './order-lines.ts';

const cuts = (line: string) => {
  const read = readOrderLines(line, 20);
  return Array.isArray(read)
    ? read.flatMap(({ cuts: ways }) => ways.map(({ code, rest }) => `${code} → ${rest}`))
    : read;
};

test.each([
  ['s5 081234567890', ['s5 → 081234567890']],
  ['ML86 12345678 1234', ['ML86 → 12345678 1234']],
  ['pln20.14012345678.123456', ['pln20.14012345678 → 123456', 'pln20 → 14012345678.123456']],
  ['x.y5.081234567890', ['x.y5 → 081234567890', 'x → y5.081234567890']],
  ['S10#0812-3456-7890#1234', ['S10#0812-3456-7890 → 1234', 'S10 → 0812-3456-7890#1234']],
  ['S5*081234567890', ['S5 → 081234567890']],
  ['s5   +62 812 3456 7890', ['s5 → +62 812 3456 7890']],
])('%s', (line, ways) => {
  expect(cuts(line)).toEqual(ways.filter((way) => /^[\w.+-]+ →/.test(way)));
});

test('several lines at once, blank ones left out; one that is no order makes the whole message none', () => {
  expect(cuts('s5 081234567890\n\n  ML86 12345678 (1234) \r\n')).toEqual([
    's5 → 081234567890',
    'ML86 → 12345678 (1234)',
  ]);
  expect(cuts('s5 081234567890\nterima kasih')).toBeNull();
});

test.each([
  '',
  'halo',
  'pulsa 10rb',
  'tgl 24',
  '081234567890',
  '12345678 1234',
  'kamar 24 des',
  'a'.repeat(5_000),
  `s5 ${'1'.repeat(500)}`,
  '🙂 081234567890',
])('%j is no order', (message) => {
  expect(readOrderLines(message, 20)).toBeNull();
});

test('more lines than are read at once are none of them', () => {
  const line = 's5 081234567890\n';
  expect(readOrderLines(line.repeat(20), 20)).toHaveLength(20);
  expect(readOrderLines(line.repeat(21), 20)).toBe('too_many');
});

test.each([
  ['14012345678.123456', { rest: '14012345678', pin: '123456' }],
  ['12345678 1234 5678', { rest: '12345678 1234', pin: '5678' }],
  ['081234567890#1234', { rest: '081234567890', pin: '1234' }],
  ['081234567890', null],
  ['081234567890 123', null],
  ['081234567890 1234567', null],
])('a last group of digits in %s may be a PIN', (rest, read) => {
  expect(withoutPin(rest)).toEqual(read);
});

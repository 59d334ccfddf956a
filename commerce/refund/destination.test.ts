/** What people type when asked for an account, and what of it may be shown. */
import { expect, test } from 'vitest';
import { maskDestination, readDestination } from './destination.ts';

test.each([
  ['BCA 1234567890 Budi Santoso', { bank: 'BCA', number: '1234567890', name: 'Budi Santoso' }],
  ['dana 0812-3456-7890 Siti', { bank: 'DANA', number: '081234567890', name: 'Siti' }],
  [
    'Bank Mandiri: 137 00 1234567 8, a.n. I Wayan D’Art',
    { bank: 'BANK MANDIRI', number: '1370012345678', name: 'I Wayan D’Art' },
  ],
  ['bri  0021 0100 1234 567  atas nama Ni Luh', { bank: 'BRI', number: '002101001234567', name: 'Ni Luh' }],
])('%s', (words, expected) => expect(readDestination(words)).toEqual(expected));

test.each([
  ['Budi Santoso', 'order'],
  ['1234567890 Budi', 'order'],
  ['BCA 1234', 'number'],
  ['BCA 123456789012345678901234 Budi', 'number'],
  ['BCA 1234567890', 'name'],
  ['BCA 1234567890 9', 'name'],
  ['<b>BCA</b> 1234567890 Budi', 'order'],
])('%s is missing its %s', (words, problem) => expect(readDestination(words)).toBe(problem));

test('masked, nobody can transfer to it', () => {
  const masked = maskDestination({ bank: 'BCA', number: '1234567890', name: 'Budi Santoso' });
  expect(masked).toBe('BCA ••••7890 a.n. B*** S***');
  expect(masked).not.toContain('123456');
});

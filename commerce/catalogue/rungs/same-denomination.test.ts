import { describe, expect, test } from 'vitest';
import { likeness } from './same-denomination.ts';

describe('the same goods', () => {
  test.each([
    ['Telkomsel 10.000', 'Pulsa Telkomsel 10rb', 'Telkomsel'],
    ['Telkomsel 10.000', 'TELKOMSEL 10K', 'TELKOMSEL'],
    ['MOBILE LEGENDS 86 Diamond', '86 Diamonds (78 + 8 Bonus)', 'Mobile Legends'],
    ['Mobile Legends 1.050 Diamonds', '1050 Diamonds', 'MOBILE LEGENDS'],
    ['Telkomsel Data 3GB 30 Hari', 'Data 3 GB / 30 days', 'Telkomsel'],
    ['Weekly Diamond Pass', 'weekly pass', 'Mobile Legends'],
  ])('%s = %s', (one, other, brand) => {
    expect(likeness(one, other, brand)).toBe('same');
  });
});

describe('a person has to look', () => {
  test.each([
    ['Telkomsel Data 3GB', 'Telkomsel Data Malam 3GB', 'Telkomsel'],
    ['86 Diamonds', '86 Starlight', 'Mobile Legends'],
    ['Weekly Diamond Pass', 'Weekly Elite Pass', 'Mobile Legends'],
  ])('%s ? %s', (one, other, brand) => {
    expect(likeness(one, other, brand)).toBe('unsure');
  });
});

describe('other goods', () => {
  test.each([
    ['Telkomsel 10.000', 'Telkomsel 100.000', 'Telkomsel'],
    ['Telkomsel 10.000', 'Telkomsel 10 GB', 'Telkomsel'],
    ['86 Diamonds', '172 Diamonds', 'Mobile Legends'],
    ['Data 3GB 30 Hari', 'Data 3GB 7 Hari', 'Telkomsel'],
    ['Data 1.5 GB', 'Data 15 GB', 'Telkomsel'],
    ['Weekly Diamond Pass', 'Twilight', 'Mobile Legends'],
    ['Weekly Diamond Pass', '86 Diamonds', 'Mobile Legends'],
  ])('%s / %s', (one, other, brand) => {
    expect(likeness(one, other, brand)).toBe('other');
    expect(likeness(other, one, brand)).toBe('other');
  });

  test('a hostile name costs nothing and matches nothing', () => {
    expect(likeness('9'.repeat(50_000), `${'('.repeat(50_000)} 10`, 'x')).toBe('other');
  });
});

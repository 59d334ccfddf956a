/** What is looked for in the log, in either language and any order. */
import { expect, test } from 'vitest';
import { readAuditSearch } from './audit-search.ts';

const TODAY = '2026-11-28';

test.each([
  ['', { rest: '' }],
  ['budi', { rest: 'budi' }],
  ['kemarin', { day: '2026-11-27', rest: '' }],
  ['refund kemarin budi', { day: '2026-11-27', acts: ['case.', 'refund.'], rest: 'budi' }],
  ['24/11 Siti Aminah', { day: '2026-11-24', rest: 'Siti Aminah' }],
  ['tanggal 24 staf', { day: '2026-11-24', acts: ['staff.', 'owner.'], rest: '' }],
  ['yesterday providers', { day: '2026-11-27', acts: ['provider.'], rest: '' }],
  ['hari ini', { day: TODAY, rest: '' }],
  ['harga penyedia', { acts: ['price.', 'prices.', 'list.', 'provider.'], rest: '' }],
  ['K7QF2M', { rest: 'K7QF2M' }],
  ['31/12/2099', { rest: '31/12/2099' }],
])('%s', (words, search) => {
  expect(readAuditSearch(words, TODAY)).toEqual(search);
});

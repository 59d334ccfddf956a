/** Every decision the table knows can be named, explained, asked about twice where money is given up, and reported. */
import { expect, test } from 'vitest';
import { decisionsFor } from '../../commerce/cases/table.ts';
import type { ReviewCase } from '../../commerce/payment/model.ts';
import { loadBundle } from '../messages/bundle.ts';
import { TOLD, wordOf } from './case-words.ts';

const KINDS: ReviewCase['kind'][] = [
  'purchase_unclear',
  'late_success',
  'reversed',
  'supplier_refused',
  'key_undeliverable',
  'goods_unread',
  'difference',
];

const order = { id: 'o', state: 'paid', personId: 'p', chatId: 'c' } as never;
const row = (kind: ReviewCase['kind']) => ({ kind, state: 'open', fulfilmentId: 'f', parkedIdr: 0 }) as never;

test.each(KINDS)('%s: all that can be decided has its sentences in both languages', (kind) => {
  const decisions = decisionsFor({ row: row(kind), order });
  expect(decisions.length).toBeGreaterThanOrEqual(2);
  expect(TOLD.has(kind)).toBe(true);
  const wanted = decisions.flatMap(({ name, isFinalForMoney }) => {
    const word = wordOf(kind, name);
    return [
      `case-do-${word}`,
      `case-does-${word}`,
      `case-done-${word}`,
      ...(isFinalForMoney ? [`case-sure-${word}`] : []),
    ];
  });
  for (const lang of ['id', 'en'] as const) {
    const { bundle } = loadBundle(lang);
    expect([`case-what-${kind}`, ...wanted].filter((key) => !bundle.hasMessage(key))).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import { fromRow, patchRow, toRow } from './rows.ts';

test('names convert both ways', () => {
  const model = { id: '1', tokenFingerprint: 'x', validFrom2: null, aB: 0 };
  const row = toRow(model);
  expect(row).toEqual({ id: '1', token_fingerprint: 'x', valid_from2: null, a_b: 0 });
  expect(fromRow<typeof model>(row)).toEqual(model);
});

test('a patch sets what is given and allowed, also to nothing', () => {
  const patch: { paidAt?: number | null; payBy?: number } = { paidAt: null, payBy: undefined };
  expect(patchRow({ ...patch, extra: 1 }, ['paidAt', 'payBy'])).toEqual({ paid_at: null });
});

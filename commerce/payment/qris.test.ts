import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qrisCrc, readQris } from './qris.ts';

const tlv = (tag: string, value: string): string => tag + String(value.length).padStart(2, '0') + value;

/** A right payload with some fields replaced, dropped (null) or added. */
function payload(changes: Record<string, string | null> = {}): string {
  const fields: Record<string, string | null> = {
    '00': '01',
    '01': '12',
    '51': tlv('00', 'ID.CO.QRIS.WWW') + tlv('02', 'ID1234567890123'),
    '52': '7011',
    '53': '360',
    '54': '100003',
    '58': 'ID',
    '59': 'Penginapan',
    '60': 'Malang',
    ...changes,
  };
  const tags = Object.keys(fields).sort();
  const body = tags.map((tag) => (fields[tag] == null ? '' : tlv(tag, fields[tag]))).join('');
  return `${body}6304${qrisCrc(`${body}6304`)}`;
}

test('reads what a payer is shown', () => {
  expect(readQris(payload(), 100_003)).toEqual({
    valid: true,
    crc: true,
    amount: 100_003,
    merchant: 'Penginapan',
    city: 'Malang',
    currency: '360',
    reason: 'ok',
  });
});

test('the checksum has its published check value', () => expect(qrisCrc('123456789')).toBe('29B1'));

describe('what may not be shown', () => {
  test.each([
    ['another currency', payload({ '53': '840' }), 'currency'],
    ['another country', payload({ '58': 'SG' }), 'country'],
    ['no merchant account', payload({ '51': null }), 'no_merchant_account'],
    ['no amount', payload({ '54': null }), 'amount_missing'],
    ['an amount one rupiah off', payload({ '54': '100004' }), 'amount_mismatch'],
    ['an amount with sen', payload({ '54': '100003.50' }), 'amount_mismatch'],
    ['a word as amount', payload({ '54': '1e5' }), 'amount_mismatch'],
    ['another version', payload({ '00': '02' }), 'malformed'],
    ['a broken template', payload({ '51': 'ID.CO.QRIS.WWW' }), 'malformed'],
    ['another checksum', `${payload().slice(0, -4)}0000`, 'crc'],
    ['no checksum', payload().slice(0, -8), 'crc'],
    ['text after the checksum', `${payload()}5802ID`, 'malformed'],
    ['a cut payload', payload().slice(0, -1), 'malformed'],
    ['nothing', '', 'malformed'],
    ['a page', '<html></html>', 'malformed'],
    ['a payload beyond the standard', payload({ '62': tlv('05', 'x'.repeat(90)) }) + '9'.repeat(600), 'malformed'],
  ])('%s', (_name, text, reason) => {
    expect(readQris(text, 100_003)).toMatchObject({ valid: false, reason });
  });
});

test('decimals and plain digits mean the same', () => {
  for (const text of ['100003', '100003.0', '100003.00', '0100003']) {
    expect(readQris(payload({ '54': text }), 100_003).valid, text).toBe(true);
  }
});

test('without an expected amount a static code passes', () => {
  expect(readQris(payload({ '01': '11', '54': null }))).toMatchObject({ valid: true, amount: null });
});

test('any right payload is read back; any changed character is noticed', () => {
  const amounts = fc.integer({ min: 1, max: 9_999_999_999 });
  const names = fc.stringMatching(/^[A-Za-z0-9 .]{1,25}$/);
  fc.assert(
    fc.property(amounts, names, fc.nat(), fc.stringMatching(/^[!-~]$/), (amount, name, where, other) => {
      const right = payload({ '54': String(amount), '59': name });
      expect(readQris(right, amount)).toMatchObject({ valid: true, merchant: name, amount });
      const at = where % right.length;
      const changed = right.slice(0, at) + other + right.slice(at + 1);
      expect(readQris(changed, amount).valid).toBe(changed === right);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => !readQris(text, 1).valid));
});

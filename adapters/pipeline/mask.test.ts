import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskSummary, maskValues } from './mask.ts';

test('known values go wherever they stand, encoded or escaped', () => {
  const values = ['k&y/1"x'];
  const text = `a=${encodeURIComponent('k&y/1"x')} {"b":"k&y/1\\"x"} k&y/1"x`;
  expect(maskValues(text, values)).toBe('a=*** {"b":"***"} ***');
  const word = "p@ss word!'";
  expect(maskValues(`GET /trx?kata=${new URLSearchParams({ v: word }).toString().slice(2)}&x=1`, [word])).toBe(
    'GET /trx?kata=***&x=1',
  );
});

test.each([
  ['{"api_key":"abc","order_id":"A-1"}', '{"api_key":"***","order_id":"A-1"}'],
  ['GET https://h/s?project=p&api_key=abc&order_id=A-1', 'GET https://h/s?project=p&api_key=***&order_id=A-1'],
  ['{"sign" : "d41d8", "sn":"1234/567", "note":"signed"}', '{"sign" : "***", "sn":"***", "note":"signed"}'],
  ['{"keyboardPwd":"482913","keyboardPwdId":77}', '{"keyboardPwd":"***","keyboardPwdId":77}'],
  ['{"access_token":"t","expires_in":60}', '{"access_token":"***","expires_in":60}'],
  ['{"pin":482913}', '{"pin":"***"}'],
  [
    'GET https://h/trx?product=T5&pin=4829&password=a+b&refID=R1',
    'GET https://h/trx?product=T5&pin=***&password=***&refID=R1',
  ],
  ['R#1 T5.12 SUKSES. SN: 1234-5678/BUDI S/R1/1300VA/31,0. Saldo 1.000', 'R#1 T5.12 SUKSES. SN: ***. Saldo 1.000'],
  ['{"message":"SN/Ref:R1.2 Kode Voucher : AB-12"}', '{"message":"SN/Ref:***"}'],
  ['status Sukses. SN: . Hrg 6.487', 'status Sukses. SN: . Hrg 6.487'],
  ['{"customer_no":"081234567890"}', '{"customer_no":"0812*****890"}'],
  ['call +6281234567890 now', 'call +628*******890 now'],
  ['{"secret":"cut off', '{"secret":"***"'],
  ['id 1234081234567890123', 'id 1234081234567890123'],
])('%s', (text, expected) => expect(maskSummary(text, [])).toBe(expected));

test('a secret is gone however long the text round it is', () => {
  const secret = 'c4n4ry-value';
  const filler = fc.string({ maxLength: 5_000 });
  fc.assert(
    fc.property(
      filler,
      filler,
      (before, after) => !maskSummary(before + secret + after, [secret]).includes('c4n4ry-v'),
    ),
  );
});

test('is short enough for a row', () => expect(maskSummary('x'.repeat(9_000), []).length).toBe(1_000));

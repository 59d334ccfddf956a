import { describe, expect, test } from 'vitest';
import { checkValue, tellsVendor } from './value-check.ts';

const field = { name: 'api_key', title: 'API key', pattern: '\\S{8,40}' };
const good = (value: string) => ({ ok: true, value });

describe('what copying adds is taken off', () => {
  test.each([
    ['  abcd1234efgh \n', 'abcd1234efgh'],
    ['"abcd1234efgh"', 'abcd1234efgh'],
    ['“abcd1234efgh”', 'abcd1234efgh'],
    ['\u200Babcd1234efgh\u00A0', 'abcd1234efgh'],
    ['abcd1234\r\n  efgh5678', 'abcd1234efgh5678'],
    ['API_KEY=abcd1234efgh', 'abcd1234efgh'],
    ['export GATEWAY_API_KEY="abcd1234efgh"', 'abcd1234efgh'],
    ['"api_key": "abcd1234efgh",', 'abcd1234efgh'],
    ['API key: abcd1234efgh', 'abcd1234efgh'],
  ])('%j', (pasted, value) => expect(checkValue(field, pasted)).toEqual(good(value)));
});

describe('what belongs to the value stays', () => {
  test.each(['abcd=1234==', 'abc:def:1234', 'https://pay.example/x', 'x"abcd1234', 'ABCD=12345678'])('%s', (value) =>
    expect(checkValue(field, value)).toEqual(good(value)),
  );
});

describe('what is none is refused', () => {
  test.each([
    ['ini kunci saya abcd1234', 'spaces'],
    ['kunci ini\nabcd1234', 'spaces'],
    ['pendek', 'unfit'],
    ['/penyedia', 'command'],
    ['', 'unfit'],
  ])('%j', (pasted, why) => expect(checkValue(field, pasted)).toEqual({ ok: false, why }));
});

test('a key that says by its beginning that it is of another vendor is named after it', () => {
  const others = [{ vendor: 'Contoh', title: 'Server key', pattern: 'SB-Contoh-\\w{8,}' }];
  const verdict = { ok: false, why: 'other', vendor: 'Contoh', title: 'Server key' };
  expect(checkValue(field, 'SB-Contoh-abcd1234', others)).toEqual(verdict);
  expect(checkValue(field, 'abcd1234efgh', others)).toEqual(good('abcd1234efgh'));
  // Two accounts of one vendor have keys alike.
  const own = { ...field, pattern: 'SB-Contoh-\\w{8,}' };
  expect(checkValue(own, 'SB-Contoh-abcd1234', others)).toEqual(good('SB-Contoh-abcd1234'));
});

test.each([
  ['SB-Contoh-\\w{8,}', true],
  ['sk_live_[A-Za-z0-9]+', true],
  ['\\S{8,128}', false],
  ['[A-Za-z0-9]{3,32}', false],
  ['ya', false],
  ['abc*', false],
  ['foo|.*', false],
])('%s tells the vendor: %s', (pattern, tells) => expect(tellsVendor(pattern)).toBe(tells));

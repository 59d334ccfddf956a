import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDestination } from './destination-check.ts';
import type { DestinationRule } from './destination.ts';

const ZONED: DestinationRule = {
  kind: 'game',
  fields: ['user', 'zone'],
  rules: { user: 'digits 6-12', zone: 'digits 4-5' },
  template: '{user}{zone}',
};
const SERVER: DestinationRule = {
  kind: 'game',
  fields: ['user', 'server'],
  rules: { user: 'digits 9-10', server: 'one of os_asia|os_usa' },
  template: '{user}|{server}',
};

const refusalOf = (rule: DestinationRule, input: string) => {
  const check = checkDestination(rule, input);
  return check.ok ? `accepted ${check.value.value}` : check.reason;
};

describe('user and zone', () => {
  test.each([
    '12345678 (1234)',
    '12345678(1234)',
    '12345678 1234',
    '12345678/1234',
    '12345678-1234',
    '12345678|1234',
    ' 12345678  [1234] ',
    '12345678 - 1234',
    '12345678, 1234',
    '12345678\n1234',
    '１２３４５６７８（１２３４）',
  ])('%j is read, joined by the template and shown back', (input) => {
    expect(checkDestination(ZONED, input)).toEqual({
      ok: true,
      value: { value: '123456781234', display: '12345678 (1234)', fields: { user: '12345678', zone: '1234' } },
    });
  });

  test('one run of digits is never cut in two: the missing part is named', () => {
    expect(checkDestination(ZONED, '123456781234')).toEqual({
      ok: false,
      reason: 'missing_field:zone',
      detail: { field: 'zone' },
    });
    expect(refusalOf(ZONED, '12345678 ()')).toBe('missing_field:zone');
    expect(refusalOf(ZONED, '/1234')).toBe('missing_field:user');
  });

  test('leading zeros belong to the number', () => {
    expect(checkDestination(ZONED, '00123456 0123')).toMatchObject({ value: { value: '001234560123' } });
  });

  test.each([
    ['12345 1234', 'rule:user'],
    ['12345678 123', 'rule:zone'],
    ['12345678 abcd', 'rule:zone'],
    ['-12345678 1234', 'too_many_parts'],
    ['12345678 1234 5', 'too_many_parts'],
    ['12345678--1234', 'too_many_parts'],
  ])('%j is refused: %s', (input, reason) => {
    expect(refusalOf(ZONED, input)).toBe(reason);
  });

  test('a refused part says how many digits it needs', () => {
    expect(checkDestination(ZONED, '12345678 123')).toMatchObject({
      detail: { field: 'zone', min: 4, max: 5, got: 3 },
    });
  });
});

describe('other parts and joins', () => {
  test.each(['812345678|os_asia', '812345678 OS_ASIA', '812345678 (os_asia)'])('%j', (input) => {
    expect(checkDestination(SERVER, input)).toMatchObject({ ok: true, value: { value: '812345678|os_asia' } });
  });

  test('a choice that does not exist lists the ones that do', () => {
    expect(checkDestination(SERVER, '812345678 mars')).toMatchObject({
      reason: 'rule:server',
      detail: { options: 'os_asia, os_usa' },
    });
  });

  test('a name may hold a space or a dash where clearer signs separate', () => {
    const rule: DestinationRule = {
      kind: 'game',
      fields: ['name', 'server'],
      rules: { name: 'text 3-20', server: 'digits 4' },
      template: '{name},{server}',
    };
    expect(checkDestination(rule, 'Si-Budi Hebat|1234')).toMatchObject({ value: { value: 'Si-Budi Hebat,1234' } });
    expect(checkDestination(rule, 'Budi 1234')).toMatchObject({ value: { value: 'Budi,1234' } });
  });

  test('a single part keeps its inner signs, and digits are not glued together', () => {
    expect(checkDestination({ kind: 'game', fields: ['user'], rules: { user: 'text 3-30' } }, 'Na Me#TAG')).toEqual({
      ok: true,
      value: { value: 'Na Me#TAG', display: 'Na Me#TAG', fields: { user: 'Na Me#TAG' } },
    });
    const user: DestinationRule = { kind: 'game', fields: ['user'], rules: { user: 'digits 6-12' } };
    expect(refusalOf(user, '12345678 1234')).toBe('rule:user');
    expect(refusalOf(user, '-12345678')).toBe('rule:user');
  });

  test('what is wrong with the rule itself sells nothing', () => {
    expect(refusalOf({ kind: 'game', fields: ['user', 'zone'] }, '1 2')).toBe('no_template');
    expect(refusalOf({ ...ZONED, template: '{user}{server}' }, '12345678 1234')).toBe('bad_template');
    expect(refusalOf({ ...ZONED, template: 'fixed' }, '12345678 1234')).toBe('bad_template');
    expect(refusalOf({ ...ZONED, rules: { user: 'numbers' } }, '12345678 1234')).toBe('bad_rule:user');
  });

  test('a part that looks like a template stays text', () => {
    const rule: DestinationRule = { kind: 'game', fields: ['a', 'b'], template: '{a}|{b}' };
    expect(checkDestination(rule, '{b}|x')).toMatchObject({ value: { value: '{b}|x' } });
  });
});

describe('meter numbers', () => {
  const rule: DestinationRule = { kind: 'pln' };

  test.each([
    ['12345678901', '12345678901'],
    ['01234567890', '01234567890'],
    ['081234567890', '081234567890'],
    ['530000000001', '530000000001'],
    ['1234 5678 901', '12345678901'],
  ])('%j is sent as %s', (input, value) => {
    expect(checkDestination(rule, input)).toEqual({
      ok: true,
      value: { value, display: value, fields: { meter: value } },
    });
  });

  test('a wrong count says how many came', () => {
    expect(checkDestination(rule, '1234567890')).toEqual({
      ok: false,
      reason: 'digits_count',
      detail: { min: 11, max: 12, got: 10 },
    });
    expect(refusalOf(rule, '1234567890123')).toBe('digits_count');
    expect(refusalOf(rule, '+6281234567890')).toBe('not_digits');
    expect(refusalOf(rule, '12345678901 A')).toBe('not_digits');
    expect(refusalOf(rule, '-12345678901')).toBe('not_digits');
  });
});

test('phone and e-wallet destinations are mobile numbers', () => {
  for (const kind of ['phone', 'ewallet'] as const) {
    expect(checkDestination({ kind }, '+62 812-3456-7890')).toEqual({
      ok: true,
      value: { value: '081234567890', display: '081234567890', fields: { phone: '081234567890' } },
    });
    expect(refusalOf({ kind }, '0812345')).toBe('digits_count');
  }
});

test('free text is kept as typed', () => {
  expect(checkDestination({ kind: 'text' }, ' budi@example.com ')).toMatchObject({
    value: { value: 'budi@example.com' },
  });
  expect(refusalOf({ kind: 'text' }, 'x'.repeat(65))).toBe('rule:text');
});

describe('bad input of every kind', () => {
  const rules: DestinationRule[] = [{ kind: 'phone' }, { kind: 'ewallet' }, { kind: 'pln' }, ZONED, { kind: 'text' }];

  test.each([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['0812345678\u00009', 'bad_characters'],
    ['08123\u001b[31m45678', 'bad_characters'],
    ['0812345678😀', 'bad_characters'],
    ['1️⃣2️⃣345678 1234', 'bad_characters'],
    ['🇮🇩', 'bad_characters'],
    ['081234\u200b56789', 'bad_characters'],
    ['\ud8003456', 'bad_characters'],
    ['9'.repeat(10_000), 'too_long'],
  ])('%#: %s', (input, reason) => {
    for (const rule of rules) expect(refusalOf(rule, input)).toBe(reason);
  });

  test('no input throws, and what passes holds no control character', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.string({ unit: 'binary', maxLength: 250 }), (rule, input) => {
        const check = checkDestination(rule, input);
        expect(check.ok && /\p{Cc}/u.test(check.value.value)).toBe(false);
      }),
    );
  });
});

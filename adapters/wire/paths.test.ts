import { expect, test } from 'vitest';
import { compilePath } from './paths.ts';

const body = {
  transaction: { id: 7, empty: '', none: null },
  actions: [
    { name: 'qr', url: 'Q' },
    { name: 'deeplink-redirect', url: 'D' },
  ],
  'x-y': 1,
};

test.each([
  ['transaction.id', 7],
  ['actions[name=deeplink-redirect].url', 'D'],
  ['actions[0].url', 'Q'],
  ['x-y', 1],
  ['transaction.none ?? transaction.empty ?? transaction.id', 7],
  ["transaction.currency ?? 'IDR'", 'IDR'],
  ['transaction.missing.deeper', undefined],
  ['actions[name=nobody].url', undefined],
  ['transaction[0]', undefined],
  ['constructor.name', undefined],
  ['__proto__.toString', undefined],
  ['$.transaction.id', 7],
  ['$[0]', undefined],
])('%s', (expression, expected) => {
  expect(compilePath(expression)(body)).toBe(expected);
});

test('a list as a whole', () => {
  expect(compilePath('$')(body)).toBe(body);
  const list = [
    { id: 1, status: 'EXPIRED' },
    { id: 2, status: 'PAID' },
  ];
  expect(compilePath('$[status=PAID].id ?? $[0].id')(list)).toBe(2);
  expect(compilePath('$[status=SETTLED].id ?? $[0].id')(list)).toBe(1);
});

test.each(['$$', '$x', 'a.$', '', '.a', 'a..b', 'a[', 'a[b]', 'a ?? ', 'a b', "'open"])('refuses %j', (expression) => {
  expect(() => compilePath(expression)).toThrow(SyntaxError);
});

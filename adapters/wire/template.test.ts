import { expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import { placeholders, renderBytes, renderTemplate, renderText, templateProblems } from './template.ts';

const scope = {
  order: { id: 'INV 1/2', amount: 99000, note: undefined },
  secret: { key: secret('s3cret'), blank: secret('') },
  cfg: { domain: 'https://pay.example' },
  base_url: 'https://api.example',
  now: Date.parse('2026-11-21T03:00:00.123Z'),
  raw: Buffer.from([0xff, 0x7b]),
};

test('keeps types, joins text, leaves out what has no value', () => {
  const template = {
    amount: '{order.amount}',
    text: 'Rp {order.amount|string2dec}',
    fixed: true,
    note: '{order.note}',
    nested: { list: ['{order.id}', '{order.note}'], key: '{secret.key}', blank: '{secret.blank}' },
  };
  expect(renderTemplate(template, scope)).toEqual({
    amount: 99000,
    text: 'Rp 99000.00',
    fixed: true,
    nested: { list: ['INV 1/2'], key: 's3cret' },
  });
});

test.each([
  ['{now|iso_utc}', '2026-11-21T03:00:00.123Z'],
  ['{now|iso_utc_s}', '2026-11-21T03:00:00Z'],
  ['{now|iso_wib}', '2026-11-21T10:00:00+07:00'],
  ['{now|wib_offset}', '2026-11-21 10:00:00 +0700'],
  ['{now|wib_compact}', '20261121100000'],
  ['{now|unix}', '1795230000'],
  ['{order.amount|x100}', '9900000'],
  ['{secret.key|basic_user}', 'czNjcmV0Og=='],
])('%s', (template, expected) => {
  expect(renderText(template, scope)).toBe(expected);
});

test('falls back and encodes placeholders only', () => {
  expect(renderText('{cfg.domain ?? base_url}/x', scope)).toBe('https://pay.example/x');
  expect(renderText('{cfg.none ?? base_url}/x', scope)).toBe('https://api.example/x');
  expect(renderText('/pay/{order.id}?a=/', scope, encodeURIComponent)).toBe('/pay/INV%201%2F2?a=/');
  expect(renderText('/pay/{order.note}', scope)).toBeNull();
});

test('bytes go in untouched', () => {
  expect(renderBytes('{order.amount}.{raw}', scope)).toEqual(Buffer.concat([Buffer.from('99000.'), scope.raw]));
});

test('minifying drops white space outside strings and nothing else', () => {
  const raw = Buffer.from('{ "a" : "x  \\" y",\n "n": 1.0 }');
  expect(renderBytes('{raw|minify}', { raw })?.toString()).toBe('{"a":"x  \\" y","n":1.0}');
});

test('reports what it cannot read', () => {
  expect(templateProblems({ a: '{x|nope}', b: ['{', '{order..id}'], c: 'fine' })).toHaveLength(3);
  expect(templateProblems('{x|constructor}')).toHaveLength(1);
  expect(placeholders({ a: '{x.y|int}', b: 'no' })).toEqual([{ expression: 'x.y', filters: ['int'] }]);
});

test('cannot reach what is not data', () => {
  expect(renderText('{secret.key.reveal}', scope)).toBeNull();
  expect(renderText('{order.constructor.name}', scope)).toBeNull();
});

import { expect, test } from 'vitest';
import categories from '../../presets/categories.json' with { type: 'json' };
import destinations from '../../presets/destinations.json' with { type: 'json' };
import { readCatalogueMap } from '../supplier/catalogue-map.ts';
import { inspectDestination } from './destination.ts';

const { brands } = readCatalogueMap(categories, destinations);
const inspect = (input: object) => inspectDestination(brands, input);

test('rules that are given are followed', () => {
  const game = {
    kind: 'game',
    fields: ['user', 'zone'],
    template: '{user}{zone}',
    rules: { user: 'digits 6-12', zone: 'digits 4-5' },
  };
  expect(inspect({ ...game, input: '12345678 (1234)' })).toEqual({
    ok: true,
    value: '123456781234',
    display: '12345678 (1234)',
  });
  expect(inspect({ ...game, input: '123456781234' })).toMatchObject({ ok: false, reason: 'missing_field:zone' });
});

test('a brand brings its own rules, which given ones replace', () => {
  const typed = { kind: 'game', brand: 'mobile legends', input: '12345678/1234' };
  expect(inspect(typed)).toMatchObject({ ok: true, value: '123456781234' });
  expect(inspect({ ...typed, template: '{user}-{zone}' })).toMatchObject({ ok: true, value: '12345678-1234' });
  expect(inspect({ kind: 'game', brand: 'Free Fire', input: '123456789' })).toMatchObject({ value: '123456789' });
});

test('an unknown game is not guessed at', () => {
  expect(inspect({ kind: 'game', brand: 'Nobody Knows', input: '123' })).toEqual({
    ok: false,
    reason: 'unknown_brand',
  });
  expect(inspect({ kind: 'game', input: '123' })).toEqual({ ok: false, reason: 'unknown_brand' });
  expect(inspect({ kind: 'game', fields: ['user', 'zone'], input: '1 2' })).toEqual({
    ok: false,
    reason: 'no_template',
  });
});

test('numbers need no brand, and a brand does not change them', () => {
  expect(inspect({ kind: 'phone', input: '+62 812-3456-7890' })).toMatchObject({ value: '081234567890' });
  expect(inspect({ kind: 'pln', brand: 'PLN', input: '01234567890' })).toMatchObject({ value: '01234567890' });
  expect(inspect({ kind: 'ewallet', brand: 'DANA', input: '0812' })).toMatchObject({
    ok: false,
    reason: 'digits_count',
  });
});

test('input of another shape is named', () => {
  expect(() => inspect({ kind: 'boat', input: 'x' })).toThrow('kind');
  expect(() => inspect({ kind: 'phone', input: 812 })).toThrow('input');
});

import { expect, test } from 'vitest';
import { checkDestination } from '../../commerce/catalogue/destination-check.ts';
import type { Preset } from '../../commerce/ports/registry.ts';
import categories from '../../presets/categories.json' with { type: 'json' };
import destinations from '../../presets/destinations.json' with { type: 'json' };
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import { placeInCatalogue, readCatalogueMap, ruleOfBrand, withCatalogueMap } from './catalogue-map.ts';
import { supplierProfileErrors } from './profile-errors.ts';

const map = readCatalogueMap(categories, destinations);

test.each([
  ['Pulsa', 'XL', 'Pulsa', 'phone'],
  ['Data', 'TELKOMSEL', 'Paket Data', 'phone'],
  ['Paket Data', 'TELKOMSEL', 'Paket Data', 'phone'],
  ['E-Money', 'DANA', 'E-Money', 'ewallet'],
  ['PLN', 'PLN', 'Token PLN', 'pln'],
  ['Games', 'MOBILE LEGENDS', 'Game', 'game'],
  ['games', 'Mobile Legends: Bang Bang', 'Game', 'game'],
  ['Voucher', 'STEAM', 'Voucher', 'text'],
  ['Games', 'Unknown Game', 'Game', undefined],
  ['TV', 'K-VISION', 'TV', undefined],
  ['Pascabayar', 'PLN', 'Tagihan', undefined],
  ['Mystery', 'XL', 'Lainnya', undefined],
  ['', '', 'Lainnya', undefined],
])('%s of %s is our %s and asks for: %s', (category, brand, ours, kind) => {
  const place = placeInCatalogue(map, { category, brand });
  expect([place.category, place.destination?.kind]).toEqual([ours, kind]);
});

test('without a map nothing gets a destination, so nothing is sold by itself', () => {
  expect(placeInCatalogue(undefined, { category: 'Pulsa', brand: 'XL' })).toEqual({
    category: 'Pulsa',
    destination: null,
  });
});

test('every brand rule can be filled in, and uses each of its parts', () => {
  const samples: Record<string, string> = { digits: '1234567890', text: 'Budi#1', one: 'os_asia' };
  for (const { brand, aliases: _aliases, ...rule } of map.brands) {
    const parts = rule.fields.map((field) => sampleFor(rule.rules[field] ?? '', samples));
    const check = checkDestination(rule, parts.join('|'));
    expect(check, brand).toMatchObject({ ok: true });
    for (const part of parts) expect(check.ok && check.value.value, brand).toContain(part);
  }
});

test('no two brands share a name', () => {
  const names = map.brands.flatMap(({ brand, aliases }) => [brand, ...aliases]);
  expect(names.filter((name) => ruleOfBrand(map.brands, name) === null)).toEqual([]);
  expect(new Set(names.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))).size).toBe(names.length);
});

test('a supplier preset takes the map along in its profile, which stays fit to run', () => {
  const whole = withCatalogueMap(preset as Preset, map);
  expect(whole.profile['catalogue']).toEqual(map);
  expect(supplierProfileErrors(whole.profile)).toEqual([]);
  const other = { ...preset, integrationType: 'payment' } as Preset;
  expect(withCatalogueMap(other, map)).toBe(other);
});

test('a broken file is refused as a whole', () => {
  expect(() => readCatalogueMap({ ...categories, categories: [{ name: 'X' }] }, destinations)).toThrow();
  expect(() => readCatalogueMap(categories, { brands: [{ brand: 'X' }] })).toThrow();
});

function sampleFor(rule: string, samples: Record<string, string>): string {
  const [word = '', size = ''] = rule.split(' ');
  const sample = samples[word] ?? '';
  return word === 'digits' ? sample.slice(0, Number(size.split('-').at(-1))) : sample;
}

import { expect, test } from 'vitest';
import categories from '../../presets/categories.json' with { type: 'json' };
import destinations from '../../presets/destinations.json' with { type: 'json' };
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import { readCatalogueMap } from './catalogue-map.ts';
import { createPriceListReader } from './price-list.ts';
import type { SupplierProfile } from './profile.ts';
import { createReplyReader } from './reply.ts';

const catalogue = readCatalogueMap(categories, destinations);
const profile = { ...preset.profile, catalogue } as SupplierProfile;
const read = createPriceListReader(profile, createReplyReader(profile));

const ROW = {
  product_name: 'Mobile Legends 86 Diamond',
  category: 'Games',
  brand: 'MOBILE LEGENDS',
  type: 'Umum',
  price: 20_000,
  buyer_sku_code: 'ML86',
  buyer_product_status: true,
  seller_product_status: true,
  unlimited_stock: false,
  stock: 5,
  multi: false,
  start_cut_off: '23:45',
  end_cut_off: '0:15',
  desc: '-',
};
const list = (rows: unknown, status = 200) =>
  read({ kind: 'response', status, headers: {}, body: Buffer.from(JSON.stringify({ data: rows })) });
const itemsOf = async (rows: unknown) => {
  const result = await list(rows);
  return result.kind === 'ok' ? result.value : [];
};

test('a row becomes an item in our words, with what the buyer must tell us', async () => {
  expect(await itemsOf([ROW])).toEqual([
    {
      sku: 'ML86',
      name: 'Mobile Legends 86 Diamond',
      category: 'Game',
      brand: 'MOBILE LEGENDS',
      type: 'Umum',
      costIdr: 20_000,
      sellable: true,
      multi: false,
      cutOffStart: '23:45',
      cutOffEnd: '00:15',
      description: '',
      destination: expect.objectContaining({ kind: 'game', template: '{user}{zone}' }) as unknown,
    },
  ]);
});

test.each([
  [{ unlimited_stock: true, stock: 0 }, true],
  [{ unlimited_stock: 'true', stock: '0' }, true],
  [{ stock: '9999999' }, true],
  [{ stock: 0 }, false],
  [{ stock: '0' }, false],
  [{ stock: 'banyak' }, false],
  [{ stock: null }, false],
  [{ buyer_product_status: false }, false],
  [{ seller_product_status: false }, false],
  [{ seller_product_status: undefined }, false],
  [{ buyer_product_status: 1, seller_product_status: '1' }, true],
])('%j sells: %s', async (change, sellable) => {
  expect((await itemsOf([{ ...ROW, ...change }]))[0]?.sellable).toBe(sellable);
});

test.each([
  ['0:0', '0:0'],
  ['23:0', '23:00'],
  ['', ''],
  ['23:45', undefined],
  ['x', '0:15'],
])('%j to %j is no window', async (start, end) => {
  const [item] = await itemsOf([{ ...ROW, start_cut_off: start, end_cut_off: end }]);
  expect([item?.cutOffStart, item?.cutOffEnd]).toEqual([null, null]);
});

test('broken rows, doubles and tools that are no goods are left out, the rest stays', async () => {
  const rows = [
    null,
    'text',
    [],
    { ...ROW, price: 0, buyer_sku_code: 'free' },
    { ...ROW, price: '20.000', buyer_sku_code: 'dots' },
    { ...ROW, buyer_sku_code: '' },
    { ...ROW, product_name: 'Cek Username Mobile Legends', buyer_sku_code: 'cek' },
    { ...ROW, product_name: 'MOBILELEGENDS - Cek Nickname', buyer_sku_code: 'cek2' },
    { ...ROW, buyer_sku_code: 'ml86', price: '19000' },
    ROW,
    { ...ROW, price: 1 },
  ];
  expect((await itemsOf(rows)).map(({ sku, costIdr }) => [sku, costIdr])).toEqual([
    ['ml86', 19_000],
    ['ML86', 20_000],
  ]);
});

test('a refusal, an empty list and a server error are never a list', async () => {
  expect(await list({ rc: '83', message: 'limit' })).toMatchObject({ kind: 'rejected', code: 'rate_limit' });
  expect(await list({ rc: '777', message: 'new' })).toMatchObject({ kind: 'rejected', code: 'unclassified' });
  expect(await list([])).toMatchObject({ kind: 'rejected', code: 'empty_list' });
  expect(await list([{ ...ROW, price: null }])).toMatchObject({ kind: 'rejected', code: 'empty_list' });
  expect(await list([ROW], 500)).toMatchObject({ kind: 'unknown' });
  expect(await list([ROW], 404)).toMatchObject({ kind: 'unknown' });
  expect(await list('nothing')).toMatchObject({ kind: 'unknown' });
});

test('ten thousand rows are read well within a second', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => ({ ...ROW, buyer_sku_code: `ML${String(at)}` }));
  const startedMs = performance.now();
  expect(await itemsOf(rows)).toHaveLength(10_000);
  expect(performance.now() - startedMs).toBeLessThan(1000);
});

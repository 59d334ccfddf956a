/** What the owner's price rules do to what people pay. */
import { expect, test } from 'vitest';
import { sapa } from '../../bot/cli/testing.ts';
import { freshShop } from './fresh-shop.ts';

test('the most specific rule decides, per tier, and wrong calls are told apart from refusals', async () => {
  const shop = await freshShop();
  const run = (...args: string[]) => sapa(args, { env: shop.env });
  expect((await run('product:add', 'WIFI1', 'WiFi 1 hari', '--price', '10000')).code).toBe(0);
  const set = await run('price:set', '--tier', 'reseller', '--product', 'WIFI1', '--price', '8000');
  expect([set.code, set.stderr.trim()]).toEqual([0, 'reseller: fixed 8000 for product WIFI1.']);
  expect((await run('price:set', '--category', 'Pulsa', '--markup', '1500')).code).toBe(0);
  expect((await run('price:set', '--product', 'NONE', '--price', '8000')).code).toBe(1);
  for (const wrong of [
    [],
    ['--markup', '1', '--price', '2'],
    ['--price', '2'],
    ['--markup', '-1'],
    ['--markup', '1', '--brand', 'A', '--category', 'B'],
  ]) {
    expect((await run('price:set', ...wrong)).code).toBe(2);
  }
});

test('a percent of the cost, rounded up, makes a tier of its own', async () => {
  const shop = await freshShop();
  const run = (...args: string[]) => sapa(args, { env: shop.env });
  const percent = await run(
    'price:set',
    '--tier',
    'agen',
    '--brand',
    'Telkomsel',
    '--percent',
    '1,5',
    '--round',
    '500',
  );
  expect([percent.code, percent.stderr.trim()]).toEqual([
    0,
    'agen: percent 1.5 %, rounded up to 500 for brand Telkomsel.',
  ]);
  for (const wrong of [
    ['--percent', '1.555'],
    ['--percent', '2', '--markup', '1'],
    ['--price', '2', '--product', 'WIFI1', '--round', '500'],
  ]) {
    expect((await run('price:set', ...wrong)).code).toBe(2);
  }
});

/** No vendor's name outside presets, practice vendors, tests, documents and the vendors' own adapters. */
import { expect, test } from 'vitest';
import { treeFiles } from './source-tree.ts';
import { isShared, vendorsNamed } from './vendor-names.ts';

const shared = treeFiles().filter(({ path }) => isShared(path));

test('shared code names no vendor, comments and paths included', () => {
  expect(shared.length).toBeGreaterThanOrEqual(200);
  const named = shared.flatMap(({ path, text }) => vendorsNamed(`${path}\n${text}`).map((name) => `${path}: ${name}`));
  expect(named).toEqual([]);
});

test('words of people and pages are looked at, too', () => {
  for (const ending of ['.ftl', '.js', '.html', '.css'])
    expect(shared.some(({ path }) => path.endsWith(ending))).toBe(true);
});

test.each([
  ['// as Pakasir does', 'pakasir'],
  ['const digiflazzSign = 1;', 'digiflazz'],
  ['function readXenditEvent() {}', 'xendit'],
  [`if (row.doku_id) return;`, 'doku'],
  [`import { pay } from './midtrans.ts';`, 'midtrans'],
  ['pesan = Dibayar lewat TRIPAY', 'tripay'],
])('%s is caught', (text, vendor) => expect(vendorsNamed(text)).toEqual([vendor]));

test.each([
  '// dokumen, stripes, saltos',
  `import OpenAI from 'openai';`,
  'QRIS and BI-SNAP are standards',
  'reformatted',
])('%s is allowed', (text) => expect(vendorsNamed(text)).toEqual([]));

test.each([
  ['bot/channels/telegram/commands.ts', true],
  ['conversations/messages/id.ftl', true],
  ['adapters/registry.ts', true],
  ['adapters/door_lock/ttlock.ts', false],
  ['presets/pakasir.json', false],
  ['sandbox/gateway.ts', false],
  ['bot/http/server.test.ts', false],
])('%s is shared: %s', (path, expected) => expect(isShared(path)).toBe(expected));

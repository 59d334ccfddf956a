import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkPreset, createPresetCatalogue } from './preset-catalogue.ts';

const folders: string[] = [];
const pakasir = readFileSync(new URL('../presets/pakasir.json', import.meta.url), 'utf8');

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-presets-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The preset with one thing changed. */
function changed(change: (preset: Record<string, never>) => void): string {
  const preset = JSON.parse(pakasir) as Record<string, never>;
  change(preset);
  return JSON.stringify(preset);
}

test('reads the folder once, sorted, by type', () => {
  const folder = folderWith({ 'pakasir.json': pakasir, 'notes.txt': 'no preset' });
  const catalogue = createPresetCatalogue(folder);
  expect(catalogue.list().map(({ id }) => id)).toEqual(['pakasir']);
  expect(catalogue.list('supplier')).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(catalogue.get('pakasir')).toMatchObject({
    apiFormat: 'qris_dynamic',
    baseUrls: { live: 'https://app.pakasir.com' },
  });
  expect(catalogue.get('nobody')).toBeNull();
});

test('a missing or an emptied folder is an empty list', () => {
  expect(createPresetCatalogue(folderWith({})).list()).toEqual([]);
  expect(createPresetCatalogue('/no/such/folder').list()).toEqual([]);
});

test('a broken preset is left out and named, the others stay', () => {
  const catalogue = createPresetCatalogue(folderWith({ 'broken.json': '{', 'pakasir.json': pakasir }));
  expect(catalogue.list()).toHaveLength(1);
  expect(catalogue.problems()).toEqual(['broken.json: is not JSON']);
});

test.each<[string, (preset: never) => void, string]>([
  [
    'an unknown format',
    (preset: { apiFormat: string }) => (preset.apiFormat = 'telepathy'),
    'no payment format telepathy',
  ],
  ['a file named otherwise', (preset: { id: string }) => (preset.id = 'other'), 'id is other'],
  [
    'an undeclared secret',
    (preset: Preset) => (preset.profile.operations.create.body.api_key = '{secret.key}'),
    'operations.create: {secret.key} is not declared',
  ],
  [
    'a secret used as a setting',
    (preset: Preset) => (preset.profile.operations.create.body.api_key = '{cfg.api_key}'),
    'operations.create: {cfg.api_key} is not declared',
  ],
  [
    'a secret in a link',
    (preset: Preset) => (preset.profile.links.page.path = '/pay/{secret.api_key}'),
    'links.page: {secret.api_key} is not declared',
  ],
  [
    'an unknown filter',
    (preset: Preset) => (preset.profile.operations.create.body.amount = '{order.amount|round}'),
    'operations.create: unknown filter "round" in template: {order.amount|round}',
  ],
  [
    'a bad path',
    (preset: Preset) => (preset.profile.operations.status.out.status = 'a..b'),
    'operations.status.out.status: not a path: a..b',
  ],
  [
    'a missing link',
    (preset: Preset) => (preset.profile.methods.link.link = 'nowhere'),
    'methods.link: no link nowhere',
  ],
  [
    'a method without its code',
    (preset: Preset) => delete preset.profile.methods.bni_va.code,
    'methods.bni_va: needs the vendor’s code',
  ],
  [
    'no word for paid',
    (preset: Preset) => (preset.profile.statuses = { pending: 'pending' }),
    'statuses: no word means paid',
  ],
  [
    'a status nobody has',
    (preset: Preset) => (preset.profile.statuses = { completed: 'done' }),
    'statuses.completed: Invalid option: expected one of "pending"|"paid"|"failed"|"expired"|"cancelled"|"refunded"|"challenge"',
  ],
  [
    'a signature without a secret',
    (preset: Preset) => (preset.profile.webhook.verify.key = 'fixed'),
    'webhook.verify: names no secret, so it proves nothing',
  ],
  [
    'an example that does not fit',
    (preset: Preset) => (preset.fields[0] = { ...preset.fields[0], example: '!' }),
    'fields.project: the example does not fit the pattern',
  ],
])('reports %s', (_what, change, problem) => {
  expect(checkPreset('pakasir.json', changed(change as (preset: Record<string, never>) => void)).problems).toContain(
    `pakasir.json: ${problem}`,
  );
});

/** As much of the file as the changes above touch. */
interface Preset {
  fields: [Record<string, unknown>];
  profile: {
    operations: { create: { body: Record<string, string> }; status: { out: { status: string } } };
    links: { page: { path: string } };
    methods: { link: { link: string }; bni_va: { code?: string } };
    statuses: Record<string, string>;
    webhook: { verify: { key: string } };
  };
}

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadCatalogueMap, withCatalogueMaps } from './catalogue-files.ts';
import { createPresetCatalogue } from './preset-catalogue.ts';

const PRESETS = join(import.meta.dirname, '../presets');
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'presets-'));
  folders.push(folder);
  return folder;
}

test('supplier presets carry the map, others do not', () => {
  const presets = withCatalogueMaps(createPresetCatalogue(PRESETS), PRESETS);
  const map = loadCatalogueMap(PRESETS);
  expect(map?.brands.length).toBeGreaterThan(10);
  expect(presets.list('supplier').length).toBeGreaterThan(0);
  for (const preset of presets.list('supplier')) expect(preset.profile['catalogue']).toEqual(map);
  for (const preset of presets.list('payment')) expect(preset.profile).not.toHaveProperty('catalogue');
  expect(presets.get('no-such-preset')).toBeNull();
});

test('an emptied folder is no error, a broken file is one', () => {
  const folder = emptyFolder();
  expect(loadCatalogueMap(folder)).toBeNull();
  expect(withCatalogueMaps(createPresetCatalogue(folder), folder).list()).toEqual([]);
  cpSync(join(PRESETS, 'categories.json'), join(folder, 'categories.json'));
  writeFileSync(join(folder, 'destinations.json'), '{"brands":[{}]}');
  expect(() => loadCatalogueMap(folder)).toThrow();
});

/** Practice mode with one supplier's preset only, of whatever format: the shop is stocked and sells through it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openTestCore } from './support/core.ts';

const PRESETS = new URL('../presets/', import.meta.url).pathname;

test.each([
  { preset: 'digiflazz', apiFormat: 'h2h_prepaid' },
  { preset: 'vipreseller', apiFormat: 'form_signed_post' },
  { preset: 'okeconnect', apiFormat: 'query_get' },
])('$preset', async ({ preset, apiFormat }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-presets-'));
  for (const file of ['pakasir', 'ttlock', 'categories', 'destinations', preset]) {
    cpSync(join(PRESETS, `${file}.json`), join(folder, `${file}.json`));
  }
  const shop = await openTestCore({}, folder);
  onTestFinished(async () => {
    await shop.close();
    rmSync(folder, { recursive: true });
  });
  const suppliers = await shop.core.uow.read.providers.list({ integrationType: 'supplier', environment: 'practice' });
  expect(suppliers).toMatchObject([{ presetId: preset, apiFormat }]);
  const offers = await shop.core.uow.read.catalogue.offersOfProvider(suppliers[0]?.id ?? '');
  expect(offers.length).toBeGreaterThan(4);
  expect(offers.map(({ sku }) => sku)).toContain('ff70');
});

test('with all presets there, one supplier stands for practice, and it is always the same', async () => {
  const shop = await openTestCore();
  onTestFinished(() => shop.close());
  const suppliers = await shop.core.uow.read.providers.list({ integrationType: 'supplier', environment: 'practice' });
  expect(suppliers.map(({ presetId }) => presetId)).toEqual(['digiflazz']);
});

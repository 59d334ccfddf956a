/** docs/providers.md is what the presets say today. `npm run docs:providers` writes it again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPresetCatalogue } from '../adapters/preset-catalogue.ts';
import { providersPage } from './support/provider-table.ts';

const root = new URL('../', import.meta.url);
const presets = createPresetCatalogue(new URL('presets', root).pathname).list();
const page = new URL('docs/providers.md', root);

test('the page is up to date', () => {
  const wanted = providersPage(presets);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

test('every preset stands in it, and what one lacks does not', () => {
  const text = providersPage(presets);
  for (const { id } of presets) expect(text).toContain(`\`${id}\``);
  const payment = presets.find(({ integrationType }) => integrationType === 'payment');
  if (!payment) throw new Error('no payment preset');
  const { refund: _refund, ...operations } = payment.profile['operations'] as Record<string, unknown>;
  const bare = { ...payment, profile: { ...payment.profile, operations, webhook: undefined } };
  const row = providersPage([bare])
    .split('\n')
    .find((line) => line.includes(`\`${bare.id}\``));
  expect(row).toMatch(/\| – \| – \| (yes|no) \|$/);
});

/** Nothing imports against the direction of the design. */
import { expect, test } from 'vitest';
import { layerViolations } from './layers.ts';
import { importsOf, isTest, ring, treeFiles, typeScript } from './source-tree.ts';

const modules = typeScript(treeFiles());
const imports = modules.flatMap(importsOf);

test('no module imports what it must not', () => expect(layerViolations(imports)).toEqual([]));

test('every module of every folder was looked at', () => {
  const product = modules.filter(({ path }) => !isTest(path));
  expect(product.length).toBeGreaterThanOrEqual(200);
  expect(imports.length).toBeGreaterThan(product.length);
  const seen = new Set(product.map(({ path }) => ring(path)));
  for (const folder of ['adapters', 'bot', 'commerce', 'conversations', 'db', 'jobs', 'sandbox', 'webhooks'])
    expect(seen).toContain(folder);
});

test('every import of ours leads to a file', () => {
  const known = new Set(treeFiles().map(({ path }) => path));
  const lost = imports.filter(({ ours, to }) => ours && !known.has(to)).map(({ from, to }) => `${from} -> ${to}`);
  expect(lost).toEqual([]);
});

const planted: readonly (readonly [string, string])[] = [
  ['commerce/order/planted.ts', `import { open } from '../../db/open.ts';`],
  ['commerce/order/planted.ts', `import type { Config } from '../../bot/config.ts';`],
  ['commerce/order/planted.ts', `import { randomUUID } from 'node:crypto';`],
  ['commerce/order/planted.ts', `import { z } from 'zod';`],
  ['conversations/planted.ts', `export { word } from '../adapters/format.ts';`],
  ['conversations/planted.ts', `const web = await import('../bot/channels/web.ts');`],
  ['adapters/wire/planted.ts', `import { placeOrder } from '../../commerce/order/place-order.ts';`],
  ['adapters/wire/planted.ts', `import { rows } from '../../db/rows.ts';`],
  ['jobs/planted.ts', `import { format } from '../adapters/format.ts';`],
  ['webhooks/planted.ts', `type Row = import('../db/rows.ts').Row;`],
  ['db/planted.ts', `import { flows } from '../conversations/flows/index.ts';`],
  ['sandbox/planted.ts', `import { crc } from '../commerce/payment/qris.ts';`],
  ['sandbox/planted.ts', `import { z } from 'zod';`],
  ['bot/planted.ts', `import { startSandbox } from '../sandbox/index.ts';`],
  ['db/stores/planted.ts', `import { openTestDatabase } from '../testing.ts';`],
  ['planted.ts', `import { compose } from './bot/compose.ts';`],
];

test.each(planted)('%s: %s is caught', (path, text) => {
  expect(layerViolations(importsOf({ path, text }))).toHaveLength(1);
});

test.each([
  ['adapters/wire/good.ts', `import type { Wire } from '../../commerce/ports/outcome.ts';`],
  ['bot/good.ts', `import { rows } from '../db/rows.ts';`],
  ['commerce/good.test.ts', `import { openTestDatabase } from '../db/testing.ts';`],
  ['commerce/good.ts', `// import { rows } from '../db/rows.ts';`],
])('%s: %s is allowed', (path, text) => {
  expect(layerViolations(importsOf({ path, text }))).toEqual([]);
});

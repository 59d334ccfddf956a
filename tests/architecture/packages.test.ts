/** Packages: each at home in one place, each used, each of the exact version that was tried. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { homeViolations, isPackage, packageOf, RUN_ONLY, TAKEN_AHEAD, unusedPackages } from './packages.ts';
import { importsOf, isTest, root, treeFiles, typeScript } from './source-tree.ts';

interface Manifest {
  name: string;
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const read = (path: string): Manifest => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Manifest;
const { dependencies, devDependencies, scripts } = read('package.json');
const wanted = Object.entries({ ...dependencies, ...devDependencies });
const isTypes = (name: string): boolean => name.startsWith('@types/');
const imports = typeScript(treeFiles()).flatMap(importsOf);

test('every package is imported at its home only', () => {
  expect(imports.filter((one) => isPackage(one) && !isTest(one.from)).length).toBeGreaterThanOrEqual(50);
  expect(homeViolations(imports)).toEqual([]);
});

test.each([
  ['commerce/planted.ts', `import { sql } from 'kysely';`],
  ['adapters/payment/planted.ts', `import { request } from 'undici';`],
  ['bot/channels/web.ts', `import type { Update } from 'grammy/types';`],
  ['bot/planted.ts', `import leftPad from 'left-pad';`],
])('%s: %s is caught', (path, text) => {
  expect(homeViolations(importsOf({ path, text }))).toHaveLength(1);
});

test('every package is used', () => {
  const names = wanted.map(([name]) => name).filter((name) => !isTypes(name));
  expect(unusedPackages(names, imports).filter((name) => !TAKEN_AHEAD.includes(name))).toEqual([]);
  expect(unusedPackages([...names, 'left-pad'], imports)).toContain('left-pad');
});

test('every package the product imports is one it brings along', () => {
  const product = imports.filter((one) => isPackage(one) && !isTest(one.from));
  const missing = product.filter(({ to }) => !(packageOf(to) in dependencies));
  expect(missing).toEqual([]);
});

test('every tool that is only run stands in a script, or belongs to one that does', () => {
  const commands = Object.values(scripts).join('\n');
  for (const tool of ['knip', 'oxfmt', 'oxlint', 'tsc', 'vitest', 'node'])
    expect(commands).toMatch(new RegExp(`\\b${tool}\\b`));
  for (const name of RUN_ONLY) expect(wanted.map(([known]) => known)).toContain(name);
});

/** npm on an older Node silently takes an older version than the newest; only the exact one was tried. */
test.each(wanted)('%s is wanted as exactly %s, and is what is installed', (name, version) => {
  const [, alias, exact] = /^(?:npm:(.+)@)?(\d+\.\d+\.\d+)$/.exec(version) ?? [];
  expect(exact).toBeDefined();
  const path = `node_modules/${name}/package.json`;
  expect(existsSync(new URL(path, root))).toBe(true);
  expect(read(path)).toMatchObject({ name: alias ?? name, version: exact });
});

/** Habits the design rules out, and the sizes it asks for. */
import { expect, test } from 'vitest';
import { isTest, treeFiles, typeScript } from './source-tree.ts';
import { habitsIn } from './style.ts';

const files = typeScript(treeFiles());
const product = files.filter(({ path }) => !isTest(path));
const lines = (text: string): number => text.trimEnd().split('\n').length;

test('no file has a habit the design rules out', () => {
  expect(files.length).toBeGreaterThanOrEqual(300);
  expect(files.flatMap(habitsIn)).toEqual([]);
});

test.each([
  ['bot/planted.ts', 'enum Colour { Red }', 'enum'],
  ['bot/planted.ts', 'export const enum Colour { Red }', 'enum'],
  ['db/planted.ts', 'class Store {}', 'class that is no error'],
  [
    'bot/planted.ts',
    'class Wrong extends Error { constructor(private readonly why: string) { super(why); } }',
    'constructor parameter property',
  ],
  ['jobs/planted.ts', `if (failed) console.error('no');`, 'console'],
  ['commerce/planted.ts', 'const at = Date.now();', 'clock of its own'],
  ['commerce/planted.ts', 'const at = new Date();', 'clock of its own'],
  ['conversations/planted.ts', 'const roll = Math.random();', 'chance of its own'],
  ['jobs/handlers.ts', `import { randomUUID as id } from 'node:crypto';`, 'chance of its own'],
  ['db/planted.test.ts', `test.only('mine', () => {});`, 'test left out'],
  ['db/planted.test.ts', `describe.skip('later', () => {});`, 'test left out'],
  ['db/planted.test.ts', 'await new Promise((done) => setTimeout(done, 50));', 'fixed sleep'],
  ['db/planted.test.ts', 'await new Promise<void>((done) => { setTimeout(() => done(), 1_000); });', 'fixed sleep'],
  ['db/planted.test.ts', `import { setTimeout as pause } from 'node:timers/promises';`, 'fixed sleep'],
])('%s: %s is caught', (path, text, name) => expect(habitsIn({ path, text })).toEqual([`${path}:1 ${name}`]));

test.each([
  ['commerce/good.ts', `/** Never Date.now or enum. */ const words = 'console.log';`],
  ['commerce/good.ts', 'const day = new Date(at).getUTCDay();'],
  ['bot/runtime.ts', 'const now = () => Date.now();'],
  ['db/good.ts', 'export class StaleWrite extends Error {}'],
  ['db/good.test.ts', 'test.skipIf(!url)("on Postgres", () => {});'],
  ['tests/rig/until.ts', `import { setTimeout as pause } from 'node:timers/promises';`],
])('%s: %s is allowed', (path, text) => expect(habitsIn({ path, text })).toEqual([]));

test('nothing is left to be done later', () => {
  const later = /\b(TO\x44O|FIX\x4dE)\b/;
  expect(['// TO', 'DO: later'].join('')).toMatch(later);
  expect(files.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([]);
});

test('files are small: none above 400 lines, nine of ten under 250, the median under 100', () => {
  expect(files.filter(({ text }) => lines(text) > 400).map(({ path }) => path)).toEqual([]);
  const sizes = product.map(({ text }) => lines(text)).toSorted((one, other) => one - other);
  expect(sizes.at(Math.floor(sizes.length * 0.9))).toBeLessThan(250);
  expect(sizes.at(Math.floor(sizes.length / 2))).toBeLessThan(100);
});

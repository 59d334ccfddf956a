/** The tree says nothing about the machine it was written on, so it works on any other. */
import { expect, test } from 'vitest';
import { treeFiles } from './source-tree.ts';

const files = treeFiles();
const MACHINE_PATH =
  /(?<![\w.:$}/-])\/(home|Users|root|work|tmp|mnt|opt|workspace|var\/folders)\/[\w.-]+|\b[A-Z]:\\Users/;
const REGISTRY_HOST = /\b(registry\.(npmjs|yarnpkg|npmmirror)\.|[\w-]+\.(artifactory|jfrog)\b|npm\.pkg\.github)/;

const hits = (pattern: RegExp): string[] =>
  files.filter(({ text }) => pattern.test(text)).map(({ path, text }) => `${path}: ${pattern.exec(text)?.[0] ?? ''}`);

test('no file holds a path of somebody’s machine', () => {
  expect(files.length).toBeGreaterThanOrEqual(300);
  expect(hits(MACHINE_PATH)).toEqual([]);
});

test('no file names the host of a package registry', () => expect(hits(REGISTRY_HOST)).toEqual([]));

test('the lock file leaves open where packages come from', () => {
  const lock = files.find(({ path }) => path === 'package-lock.json');
  expect(lock?.text).toContain('"lockfileVersion": 3');
  expect(lock?.text).not.toContain('"resolved"');
});

test('both patterns find what they are for', () => {
  expect(`see ${['', 'home', 'ani', 'sapa'].join('/')}`).toMatch(MACHINE_PATH);
  expect(`"${['', 'tmp', 'x1'].join('/')}"`).toMatch(MACHINE_PATH);
  expect('https://shop.example/work/1').not.toMatch(MACHINE_PATH);
  expect(`https://${['registry', 'npmjs', 'org'].join('.')}/zod`).toMatch(REGISTRY_HOST);
});

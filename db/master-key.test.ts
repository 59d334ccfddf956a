import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadMasterKey, masterKey } from './master-key.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-key-'));
  file = join(folder, 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the first start makes a key only its owner reads; later ones use it', () => {
  const key = masterKey(undefined, file);
  expect(key).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(masterKey('', file)).toEqual(key);
  expect(readdirSync(folder)).toEqual(['master.key']);
  expect(readFileSync(file, 'utf8')).toMatch(/^[\w+/]{43}=\n$/);
});

test('a given key is used and no file is made', () => {
  const given = Buffer.alloc(32, 7);
  expect(masterKey(given.toString('base64'), file)).toEqual(given);
  expect(masterKey(` ${given.toString('base64url')}\n`, file)).toEqual(given);
  expect(existsSync(file)).toBe(false);
});

test.each(['short', Buffer.alloc(16).toString('base64'), `${Buffer.alloc(32).toString('base64')}!`])(
  'what is no key is refused without being repeated: %s',
  (given) => {
    let message = '';
    try {
      masterKey(given, file);
    } catch (error) {
      expect(error).toBeInstanceOf(BadMasterKey);
      message = (error as Error).message;
    }
    expect(message).toContain('SAPA_KEY must be 32');
    expect(message).not.toContain(given);
  },
);

test('a file others can read, or one that was cut off, is refused and left alone', () => {
  masterKey(undefined, file);
  chmodSync(file, 0o644);
  expect(() => masterKey(undefined, file)).toThrow('chmod 600');
  writeFileSync(file, '');
  chmodSync(file, 0o600);
  expect(() => masterKey(undefined, file)).toThrow(BadMasterKey);
  expect(readFileSync(file, 'utf8')).toBe('');
});

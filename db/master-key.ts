/**
 * The key above all keys: SAPA_KEY, or else a file only its owner may read, made at the first start. The file lies in
 * the data folder and must never go into a backup: a backup that holds it protects nothing.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { KEY_BYTES } from './seal.ts';

/** What was given as the master key is not one, or others may read it. */
export class BadMasterKey extends Error {}

/**
 * @param given SAPA_KEY: 32 bytes in base64, or empty. Throws BadMasterKey; makes the file when nothing is given and
 * `mayMake`: beside a shop that has a key already a new one would only lie in the place of the right one.
 */
export function masterKey(given: string | undefined, file: string, mayMake = true): Buffer {
  if (given) return decoded(given, 'SAPA_KEY');
  const key = readKeyFile(file);
  if (key) return key;
  if (!mayMake) throw new BadMasterKey(`the master key ${file} is missing; put it back, or set SAPA_KEY`);
  return makeKeyFile(file);
}

/** 32 bytes from base64, with or without "base64:" before it. Throws BadMasterKey, which names `source` and not the text. */
export function decoded(given: string, source: string): Buffer {
  const text = given.trim().replace(/^base64:/, '');
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || !/^[\w+/-]+=*$/.test(text)) {
    throw new BadMasterKey(`${source} must be ${KEY_BYTES} random bytes in base64 (openssl rand -base64 ${KEY_BYTES})`);
  }
  return key;
}

function readKeyFile(file: string): Buffer | null {
  try {
    const mode = statSync(file).mode & 0o077;
    // Windows has no such bits; there the folder's own rights protect the file.
    if (mode !== 0 && process.platform !== 'win32') {
      throw new BadMasterKey(`${file} can be read by others: chmod 600 it`);
    }
    return decoded(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Another key takes the place of the one in the file; a crash leaves the old one or the new one, never half of one. */
export const replaceKeyFile = (file: string, key: Buffer): void => renameSync(writtenBeside(file, key), file);

function writtenBeside(file: string, key: Buffer): string {
  const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(handle, `${key.toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return fresh;
}

/** Written beside and linked into place: a crash leaves no half key, and of two first starts one key wins. */
function makeKeyFile(file: string): Buffer {
  const fresh = writtenBeside(file, randomBytes(KEY_BYTES));
  try {
    linkSync(fresh, file);
  } catch (error) {
    // Some file systems have no links; there the race of two first starts is left to the vault, which then says so.
    if (!isCode(error, 'EEXIST')) renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
  const key = readKeyFile(file);
  if (!key) throw new BadMasterKey(`${file} was made and is not there`);
  return key;
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;

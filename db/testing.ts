/** A real database on a fresh file, for tests of any ring. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock, Ids } from '../commerce/ports/runtime.ts';
import { createUuidV7 } from '../commerce/uuid.ts';
import { openMemory, type Memory, type OpenOptions } from './open.ts';

export interface TestDatabase extends Memory {
  path: string;
  masterKey: Buffer;
  ids: Ids;
  /** Closes and removes the folder. */
  close(): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), elapsedMs: () => performance.now() };

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const drawn = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

export const testIds: Ids = {
  uuid: createUuidV7(() => Date.now(), randomUUID),
  sayable: (length) => drawn(ALPHABET, length),
  digits: (length) => drawn('0123456789', length),
  token: () => randomBytes(32).toString('base64url'),
};

export type TestOptions = Partial<Omit<OpenOptions, 'masterKey'>> & { masterKey?: Buffer };

type OpenTest = (options?: TestOptions) => Promise<TestDatabase>;

let opener: OpenTest = openOnFile;

/** Suites that know no engine are run over another one: from now on `openTestDatabase` opens these. Null: files again. */
export function openTestDatabasesWith(other: OpenTest | null): void {
  opener = other ?? openOnFile;
}

/** With `path` and `masterKey` of an earlier one it opens that file again, as a second process would. */
export const openTestDatabase: OpenTest = (options) => opener(options);

async function openOnFile(options: TestOptions = {}): Promise<TestDatabase> {
  const path = options.path ?? join(mkdtempSync(join(tmpdir(), 'sapa-db-')), 'sapa.sqlite');
  const masterKey = options.masterKey ?? randomBytes(32);
  const ids = options.ids ?? testIds;
  const memory = await openMemory({ clock: systemClock, ...options, path, masterKey, ids });
  return {
    ...memory,
    path,
    masterKey,
    ids,
    close: async () => {
      await memory.close();
      if (options.path === undefined) rmSync(dirname(path), { recursive: true, force: true });
    },
  };
}

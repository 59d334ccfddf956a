/** What `backup` and `restore` share: where the shop is, which keys they have, and one line for what goes wrong. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadBackup } from '../../db/backup/head.ts';
import type { Place } from '../../db/backup/snapshot.ts';
import { DataFolderInUse } from '../../db/data-folder.ts';
import { masterKey } from '../../db/master-key.ts';
import type { BackupProgress } from '../../db/backup/write.ts';
import type { Config } from '../config.ts';
import { CommandFailed, type CommandIo } from './command.ts';
import { existingFolder, knownTrouble } from './shop.ts';

export interface Keys {
  masterKey: Buffer;
  passphrase: string | null;
}

/** Of a shop that is there. Throws CommandFailed. */
export const placeOf = (config: Config): Place => ({ path: existingFolder(config).database, url: config.databaseUrl });

/** The master key is never made here: a new one would open nothing. Throws CommandFailed. */
export function keysOf(config: Config): Keys {
  const file = join(config.dataFolder, 'master.key');
  if (!config.sapaKey && !existsSync(file)) {
    throw new CommandFailed(`the master key of the shop is not here: set SAPA_KEY, or put the key file at ${file}`);
  }
  try {
    return { masterKey: masterKey(config.sapaKey, file), passphrase: config.backupKey };
  } catch (error) {
    throw plain(error);
  }
}

/** Turns what a person can act on into CommandFailed. */
export async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw plain(error);
  }
}

const SHOWN_EVERY_MS = 1_000;

/** Where it is, a line a second at most: a small shop is through before the first. */
export function teller(io: CommandIo): (progress: BackupProgress) => void {
  let nextMs = performance.now() + SHOWN_EVERY_MS;
  return ({ step, table, rows }) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + SHOWN_EVERY_MS;
    io.say(`${step} ${table}: ${rows} rows …`);
  };
}

/** Of the machine: no room, no such folder, no rights. */
const OF_THE_DISK = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'ENOENT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EIO',
  'ENOTDIR',
  'EISDIR',
]);

function plain(error: unknown): unknown {
  const isDisk = error instanceof Error && 'code' in error && OF_THE_DISK.has(String(error.code));
  const isOurs = error instanceof BadBackup || error instanceof DataFolderInUse || knownTrouble(error);
  return error instanceof Error && (isDisk || isOurs) ? new CommandFailed(error.message, { cause: error }) : error;
}

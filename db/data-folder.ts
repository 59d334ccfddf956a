/**
 * The folder with everything one shop remembers, and the lock that keeps a second app out of it. The lock is one the
 * operating system holds for us on an open file (SQLite's exclusive lock, the same on Linux, macOS and Windows), so it
 * ends with the process however that ends: no pid has to be guessed alive, no stale file has to be deleted. The pid file
 * beside it is only for the message. Only the app takes the lock; the command line works beside it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { isBusy } from './engine/sqlite-errors.ts';

/** Another app runs on this folder. */
export class DataFolderInUse extends Error {
  /** Of the other app; null when it did not get to write it down. */
  pid: number | null = null;
}

export interface DataFolder {
  database: string;
  masterKey: string;
}

/** Paths in a data folder; makes the folder, readable only by its owner. */
export function dataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return {
    database: join(path, 'sapa.sqlite'),
    masterKey: join(path, 'master.key'),
  };
}

/**
 * Takes the folder for this process until `release` or its end. Throws DataFolderInUse at once when it is taken. Never
 * open `app.lock` by other means in this process: on POSIX closing any handle of a file drops its locks.
 */
export function lockDataFolder(path: string): { release(): void } {
  dataFolder(path);
  const lock = new BetterSqlite(join(path, 'app.lock'), { timeout: 0 });
  const pidFile = join(path, 'app.pid');
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw inUse(path, pidFile);
    throw error;
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return { release: () => lock.close() };
}

function inUse(path: string, pidFile: string): DataFolderInUse {
  const pid = readPid(pidFile);
  const who = pid === null ? '' : ` (process ${pid})`;
  const error = new DataFolderInUse(`another sapa${who} runs on the data folder ${path}; stop it first`);
  error.pid = pid;
  return error;
}

function readPid(pidFile: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isSafeInteger(pid) ? pid : null;
  } catch {
    return null;
  }
}

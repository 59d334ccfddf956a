/**
 * A backup becomes the SQLite file of a data folder. It is loaded into a file beside and put in place by one rename, so
 * a process that dies at any moment leaves either what was there or all of the backup. Nobody else may run on the folder
 * meanwhile: its lock is held.
 */
import { constants, copyFileSync, existsSync, linkSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataFolder, lockDataFolder } from '../data-folder.ts';
import { openSqlite } from '../engine/sqlite.ts';
import { openSqliteFile } from '../engine/sqlite-file.ts';
import { BadBackup } from './head.ts';
import { loadBackup, type Loaded, type LoadOptions } from './load.ts';
import { syncFolder } from './write.ts';

export interface RestoreOptions extends LoadOptions {
  /** What is there may be set aside. It is kept, never deleted. */
  replace: boolean;
  now: number;
}

export interface Restored extends Loaded {
  /** Where what was there is kept; null when nothing was. */
  kept: string | null;
}

/** Throws BadBackup, WrongMasterKey or DataFolderInUse; then the folder is as it was. */
export async function restoreFile(folder: string, options: RestoreOptions): Promise<Restored> {
  const lock = lockDataFolder(folder);
  try {
    const { database } = dataFolder(folder);
    if (existsSync(database) && !options.replace) {
      throw new BadBackup(
        `there is a shop in ${folder} already; --replace keeps it beside and puts the backup in its place`,
      );
    }
    const fresh = `${database}.restoring`;
    // A predecessor that was killed left it.
    removeFile(fresh);
    try {
      const loaded = await loadFile(fresh, options);
      demandWhole(fresh);
      const kept = existsSync(database) ? setAside(database, options.now) : null;
      await rename(fresh, database);
      await syncFolder(dirname(database));
      return { ...loaded, kept };
    } finally {
      removeFile(fresh);
    }
  } finally {
    lock.release();
  }
}

async function loadFile(path: string, options: LoadOptions): Promise<Loaded> {
  const engine = openSqlite(path);
  try {
    return await loadBackup((work) => engine.writer.transaction().execute(work), options);
  } finally {
    await engine.close();
  }
}

/** The last connection puts everything into the file itself. What were left beside it would be lost with the name. */
function demandWhole(path: string): void {
  const { wal } = sides(path);
  if (existsSync(wal)) throw new BadBackup(`another program has opened ${path}; try again without it`);
}

const sides = (path: string) => ({ wal: `${path}-wal`, shm: `${path}-shm` });

function removeFile(path: string): void {
  const { wal, shm } = sides(path);
  for (const one of [path, wal, shm]) rmSync(one, { force: true });
}

/**
 * Gives the old file a second name first, so that at every moment there is a whole shop under the first one. Its WAL
 * must be gone before another file has that name: SQLite would take it for the new file's.
 */
function setAside(path: string, now: number): string {
  const kept = `${path}.before-${new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 17)}`;
  const { wal, shm } = sides(path);
  try {
    const old = openSqliteFile(path, 'write');
    old.pragma('wal_checkpoint(TRUNCATE)');
    old.close();
  } catch {
    // Damaged: the reason for restoring, perhaps. It is kept as it is.
  }
  secondName(path, kept);
  if (existsSync(wal)) secondName(wal, sides(kept).wal);
  rmSync(wal, { force: true });
  rmSync(shm, { force: true });
  return kept;
}

/** Some file systems have no links. */
function secondName(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch {
    copyFileSync(path, name, constants.COPYFILE_EXCL);
  }
}

/**
 * Makes a backup while the shop goes on: everything of one moment, packed, encrypted, written under another name, read
 * back as a restore would, compared with what the engine counted in that same moment, and only then given its name. A
 * process that dies leaves a `.partial` file and nothing that looks like a backup.
 */
import { existsSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { hasRowLocks } from '../engine/dialect.ts';
import { appliedMigrations } from '../migrations.ts';
import { demandShopHere } from '../move-model.ts';
import { pages } from '../move-table.ts';
import { totalsOf } from '../move-verify.ts';
import { readTables, type TableShape } from '../schema-tables.ts';
import { demandMasterKey } from '../vault.ts';
import { sealed } from './cipher.ts';
import { BadBackup, newHead, type BackupKeys } from './head.ts';
import { readBackup } from './read.ts';
import { createTally, differences, type Manifest, type Tally, type Value } from './records.ts';
import { withSnapshot, type Place } from './snapshot.ts';

export interface BackupOptions {
  place: Place;
  keys: BackupKeys & { masterKey: Buffer };
  /** The file to make. It must not be there; its folder must. */
  to: string;
  now: number;
  tell?: (progress: BackupProgress) => void;
  /** Gives up and leaves nothing. */
  signal?: AbortSignal;
}

/** Told for every page of rows and oftener; who shows it picks. */
export interface BackupProgress {
  step: 'writing' | 'checking' | 'loading' | 'comparing';
  table: string;
  rows: number;
}

export interface BackupMade {
  rows: number;
  tables: number;
  bytes: number;
}

export const PARTIAL = '.partial';

/** Throws BadBackup when the file is not what the database was, or one of the database's own errors. */
export async function writeBackup(options: BackupOptions): Promise<BackupMade> {
  const { to, place } = options;
  if (existsSync(to)) throw new BadBackup(`${to} is there already`);
  const partial = `${to}.${process.pid}${PARTIAL}`;
  try {
    const { counted, written } = await withSnapshot(place, (db) => copySnapshot(db, partial, options));
    const wrong = differences(counted, written);
    if (wrong.length > 0) throw new BadBackup(`the copy is not what the database counts: ${wrong.join(', ')}`);
    const bytes = await checkBack(partial, written, options);
    if (existsSync(to)) throw new BadBackup(`${to} is there already`);
    await rename(partial, to);
    await syncFolder(dirname(to));
    const tallies = Object.values(written);
    return { rows: tallies.reduce((sum, { rows }) => sum + rows, 0), tables: tallies.length, bytes };
  } finally {
    await rm(partial, { force: true });
  }
}

/** @returns what the engine counts in the snapshot, and what went into the file. */
async function copySnapshot(db: Kysely<any>, path: string, options: BackupOptions) {
  await demandShopHere(db);
  const manifest = await describe(db, options);
  demandMasterKey(options.keys.masterKey, manifest.keys);
  const written: Tally = {};
  const { head, key } = await newHead(options.keys);
  // Of whatever sort the folder is: a backup is nobody else's to read.
  const file: FileHandle = await open(path, 'wx', 0o600);
  await pipeline(
    Readable.from(linesOf(db, manifest, written, options)),
    createGzip(),
    (source: AsyncIterable<Buffer>) => sealed(source, head, key),
    file.createWriteStream({ flush: true }),
  );
  const counted: Tally = {};
  for (const table of manifest.tables) {
    const { rows = 0, ...sumsIdr } = await totalsOf(db, table);
    // The engine counts and adds up for itself; the fingerprint only a reader of the rows can make.
    counted[table.name] = { rows, sumsIdr, fingerprint: written[table.name]?.fingerprint ?? '' };
  }
  return { counted, written };
}

async function describe(db: Kysely<any>, { now }: BackupOptions): Promise<Manifest> {
  return {
    program: 'sapa',
    madeAt: now,
    engine: hasRowLocks(db) ? 'postgres' : 'sqlite',
    migrations: await appliedMigrations(db),
    tables: await readTables(db),
    keys: await db
      .selectFrom('data_keys')
      .select(['purpose', 'month', 'wrapped'])
      .where('purpose', '=', 'fingerprint')
      .execute(),
  };
}

/** A page is worked on in one go, and the app makes backups beside its work: small enough to hold up nobody. */
const FIRST_PAGE_ROWS = 10;
const MAX_PAGE_ROWS = 400;
const PAGE_BYTES = 512 * 1024;

/** Text of whole lines, a page of rows at a time. Pages get shorter where rows are long. */
async function* linesOf(
  db: Kysely<any>,
  manifest: Manifest,
  written: Tally,
  { tell, signal }: BackupOptions,
): AsyncGenerator<string> {
  yield `${JSON.stringify(manifest)}\n`;
  for (const table of manifest.tables) {
    yield `${JSON.stringify({ table: table.name })}\n`;
    const tally = createTally(table);
    let size = FIRST_PAGE_ROWS;
    let told = 0;
    for await (const rows of pages(db, table, { size: () => size })) {
      const text = rows.map((row) => lineOf(table, row, tally.add)).join('');
      size = Math.max(1, Math.min(size * 2, MAX_PAGE_ROWS, Math.floor((PAGE_BYTES * rows.length) / text.length)));
      signal?.throwIfAborted();
      yield text;
      told += rows.length;
      tell?.({ step: 'writing', table: table.name, rows: told });
      // The file's engine answers without ever letting the event loop go on.
      await setImmediate();
    }
    written[table.name] = tally.sum();
  }
  yield `${JSON.stringify({ end: written })}\n`;
}

function lineOf({ columns }: TableShape, row: Record<string, unknown>, count: (values: Value[]) => void): string {
  const values = columns.map((column) => row[column] as Value);
  count(values);
  return `${JSON.stringify(values)}\n`;
}

/** Opens the file as a restore would. */
async function checkBack(path: string, written: Tally, { keys, tell, signal }: BackupOptions): Promise<number> {
  let ended = false;
  let [table, rows] = ['', 0];
  for await (const record of readBackup(path, keys)) {
    signal?.throwIfAborted();
    if (record.kind === 'row') {
      rows = record.table.name === table ? rows + 1 : 1;
      table = record.table.name;
      tell?.({ step: 'checking', table, rows });
    } else if (record.kind === 'end') {
      ended = true;
      if (differences(written, record.tally).length > 0) throw new BadBackup('the file is not what was written');
    }
  }
  if (!ended) throw new BadBackup('the file has no end');
  const file = await open(path);
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** A new name is only there for good when its folder is on the disk. Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Opens a database file the only way we use it. Two things better-sqlite3 does not do by itself: in WAL mode it runs at
 * synchronous=NORMAL, which loses commits at power loss, and a pragma that is not understood fails silently. So every
 * setting that matters is read back.
 */
import BetterSqlite from 'better-sqlite3';
import { DatabaseBroken } from '../errors.ts';
import { classified } from './sqlite-errors.ts';

const FULL = 2;

/** For the moments when files change hands (opening, recovery, checkpoint of another process). Blocks the event loop. */
const OPENING_BUSY_MS = 5000;

/** Short, because waiting in here blocks the event loop; `begin immediate` is repeated from outside. */
const WRITER_BUSY_MS = 25;

/** The default of 2 MiB is less than a day's hot pages; every commit then reads and spills. */
const CACHE_KIB = 16_000;

/**
 * A checkpoint copies each page changed since the last once, however often it was: at the default of 1000 pages (4 MB)
 * it runs every few sales and writes the same pages again. 16 MB of log are recovered in well under a second.
 */
const CHECKPOINT_PAGES = 4_000;

/** A reader that stays for long makes the log grow without end; afterwards it would keep its size for ever. */
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/** What a savepoint may have to undo is otherwise written to a temporary file: as many bytes as the sale itself. */
const IN_MEMORY = 2;

/** `read` opens an existing file; writing through it throws. Throws the errors of db/errors.ts. */
export function openSqliteFile(path: string, mode: 'write' | 'read'): BetterSqlite.Database {
  const database = new BetterSqlite(path, { readonly: mode === 'read', timeout: OPENING_BUSY_MS });
  try {
    if (mode === 'write') demand(database, 'journal_mode = WAL', 'journal_mode', 'wal');
    demand(database, 'synchronous = FULL', 'synchronous', FULL);
    demand(database, 'foreign_keys = ON', 'foreign_keys', 1);
    demand(database, `cache_size = ${-CACHE_KIB}`, 'cache_size', -CACHE_KIB);
    demand(database, `temp_store = ${IN_MEMORY}`, 'temp_store', IN_MEMORY);
    if (mode === 'write') {
      demand(database, `wal_autocheckpoint = ${CHECKPOINT_PAGES}`, 'wal_autocheckpoint', CHECKPOINT_PAGES);
      demand(database, `journal_size_limit = ${MAX_LOG_BYTES}`, 'journal_size_limit', MAX_LOG_BYTES);
      demand(database, `busy_timeout = ${WRITER_BUSY_MS}`, 'busy_timeout', WRITER_BUSY_MS);
    }
    return database;
  } catch (error) {
    database.close();
    throw classified(error);
  }
}

function demand(database: BetterSqlite.Database, set: string, name: string, wanted: string | number): void {
  database.pragma(set);
  const found: unknown = database.pragma(name, { simple: true });
  if (found !== wanted) throw new DatabaseBroken(`${database.name}: ${name} is ${String(found)}, not ${wanted}`);
}

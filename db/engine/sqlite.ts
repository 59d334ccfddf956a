/**
 * The SQLite engine: one connection that writes, one that can only read. A read on the second never waits for a
 * transaction on the first and sees the latest commit; a write on it throws. Between transactions the first lends the
 * second its page cache (sqlite-link.ts).
 */
import { Kysely } from 'kysely';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { groupedTransactions } from '../commit-group.ts';
import type { Database } from '../tables/index.ts';
import type { Engine } from './engine.ts';
import { openDirect } from './direct.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { openSqliteFile } from './sqlite-file.ts';
import { sqliteLink } from './sqlite-link.ts';

const DEFAULT_BUSY_DEADLINE_MS = 10_000;

/** A unit that lost a compare-and-set is run at most this often; writers queue, so losing twice is rare already. */
const MAX_RUNS = 20;

/** Opens (and creates) the database file. Throws DatabaseBroken when the file cannot give the durability we need. */
export function openSqlite(path: string, options: { busyDeadlineMs?: number } = {}): Engine {
  const busyDeadlineMs = options.busyDeadlineMs ?? DEFAULT_BUSY_DEADLINE_MS;
  const writing = openSqliteFile(path, 'write');
  const reading = openSqliteFile(path, 'read');
  const writes = sqliteLink(writing);
  const reads = sqliteLink(reading, writes);
  const writer = new Kysely<Database>({ dialect: sqliteDialect(writes, { busyDeadlineMs }) });
  const reader = new Kysely<Database>({ dialect: sqliteDialect(reads, { busyDeadlineMs }) });
  openDirect(reader, reads.run);
  const close = async () => {
    await writer.connection().execute(async () => {});
    // The one that writes goes last: only it can put the WAL back into the file. Kysely leaves a connection open that it
    // has never used; closing twice does no harm.
    await reader.destroy();
    reading.close();
    await writer.destroy();
    writing.close();
  };
  let closed: Promise<void> | undefined;
  return {
    kind: 'sqlite',
    writer,
    reader,
    transaction: groupedTransactions(writer, { run: writes.run }),
    pauseBeforeRetry: (error, run) => (error instanceof StaleWrite && run < MAX_RUNS ? 0 : null),
    close: () => (closed ??= close()),
  };
}

/**
 * Kysely over one better-sqlite3 connection (sqlite-link.ts). Kysely's own SQLite driver is not used for three reasons: it begins
 * deferred (two writers that read first then fail with SQLITE_BUSY half-way), it prepares on every execution, and it
 * goes on in autocommit when the engine has rolled a transaction back by itself.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Dialect, DialectAdapter, Driver, QueryResult } from 'kysely';
import { SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { DatabaseBusy } from '../errors.ts';
import { classified, isBusy } from './sqlite-errors.ts';
import type { SqliteLink } from './sqlite-link.ts';
import type { Statements } from './statements.ts';

export interface SqliteDialectOptions {
  /** How long `begin immediate` is repeated while another process writes. */
  busyDeadlineMs: number;
}

export function sqliteDialect(link: SqliteLink, options: SqliteDialectOptions): Dialect {
  return {
    createDriver: () => createDriver(link, options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createAdapter: () => adapter,
  };
}

/** SQLite can roll schema changes back, and `begin immediate` is the migration lock. One connection: callers queue. */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsMultipleConnections: false,
  supportsTransactionalDdl: true,
  supportsReturning: true,
  supportsOutput: false,
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
};

function createDriver(link: SqliteLink, options: SqliteDialectOptions): Driver {
  const { database, statements } = link;
  const connection = createConnection(link);
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {
      await beginImmediate(statements, options.busyDeadlineMs);
      link.hasBegun(true);
    },
    commitTransaction: async () => {
      link.demandTransaction();
      runControl(statements, 'commit');
      link.hasBegun(false);
    },
    rollbackTransaction: async () => {
      link.hasBegun(false);
      if (database.inTransaction) runControl(statements, 'rollback');
    },
    releaseConnection: async () => {},
    destroy: async () => {
      database.close();
    },
  };
}

const createConnection = ({ run }: SqliteLink): DatabaseConnection => ({
  executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => run<R>(query),
  streamQuery: () => {
    throw new Error('results are not streamed: ask for pages');
  },
});

function runControl(statements: Statements, sql: string): void {
  try {
    statements.get(sql).run();
  } catch (error) {
    throw classified(error);
  }
}

const PAUSE_MS = { first: 2, longest: 100 };

async function beginImmediate(statements: Statements, deadlineMs: number): Promise<void> {
  const giveUpAt = performance.now() + deadlineMs;
  for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS.longest)) {
    try {
      statements.get('begin immediate').run();
      return;
    } catch (error) {
      if (!isBusy(error)) throw classified(error);
      if (performance.now() + pauseMs > giveUpAt) {
        throw new DatabaseBusy(`another process has been writing for ${deadlineMs} ms`, { cause: error });
      }
    }
    await delay(pauseMs);
  }
}

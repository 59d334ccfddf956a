/**
 * Kysely over one better-sqlite3 connection. Kysely's own SQLite driver is not used for three reasons: it begins
 * deferred (two writers that read first then fail with SQLITE_BUSY half-way), it prepares on every execution, and it
 * goes on in autocommit when the engine has rolled a transaction back by itself.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Dialect, DialectAdapter, Driver, QueryResult } from 'kysely';
import { SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { DatabaseBroken, DatabaseBusy } from '../errors.ts';
import { classified, isBusy } from './sqlite-errors.ts';
import { createStatements, type Statements } from './statements.ts';

export interface SqliteDialectOptions {
  /** How long `begin immediate` is repeated while another process writes. */
  busyDeadlineMs: number;
}

export function sqliteDialect(database: Database, options: SqliteDialectOptions): Dialect {
  return {
    createDriver: () => createDriver(database, options),
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

function createDriver(database: Database, options: SqliteDialectOptions): Driver {
  const statements = createStatements(database);
  const state = { inTransaction: false };
  const connection = createConnection(database, statements, state);
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {
      await beginImmediate(statements, options.busyDeadlineMs);
      state.inTransaction = true;
    },
    commitTransaction: async () => {
      demandTransaction(database);
      runControl(statements, 'commit');
      state.inTransaction = false;
    },
    rollbackTransaction: async () => {
      state.inTransaction = false;
      if (database.inTransaction) runControl(statements, 'rollback');
    },
    releaseConnection: async () => {},
    destroy: async () => {
      database.close();
    },
  };
}

function createConnection(
  database: Database,
  statements: Statements,
  state: { inTransaction: boolean },
): DatabaseConnection {
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      if (state.inTransaction) demandTransaction(database);
      try {
        return execute<R>(statements, query);
      } catch (error) {
        throw classified(error);
      }
    },
    streamQuery: () => {
      throw new Error('results are not streamed: ask for pages');
    },
  };
}

function execute<R>(statements: Statements, query: CompiledQuery): QueryResult<R> {
  const statement = statements.get(query.sql);
  if (statement.reader) return { rows: statement.all(query.parameters) as R[] };
  const { changes, lastInsertRowid } = statement.run(query.parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** A full disk or a failed write may end a transaction behind our back; what follows must not commit piece by piece. */
function demandTransaction(database: Database): void {
  if (!database.inTransaction) throw new DatabaseBroken('the engine has rolled the transaction back');
}

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

/**
 * Kysely over a pool of pg connections. Kysely's own driver is not used for three reasons: it cannot say whether an
 * error came from the commit or from before, a connection that failed goes back to the pool, and statements are parsed
 * anew on every execution.
 */
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Pool, PoolClient, QueryResult as PgResult } from 'pg';
import { classified, isLost } from './postgres-errors.ts';
import { statementNamesOf, type StatementNames } from './statement-names.ts';

/** The connection ended between asking for the commit and hearing of it. */
export class CommitInDoubt extends Error {
  mark = '';
}

export interface PostgresDialectOptions {
  /**
   * Gives the id of the row by which a commit can be found again. It goes into `commits` in the round trip of the
   * commit itself, and only when the transaction wrote anything. Without it a commit in doubt stays in doubt.
   */
  newMark?: () => string;
}

export function postgresDialect(pool: Pool, options: PostgresDialectOptions = {}): Dialect {
  return {
    createDriver: () => createDriver(pool, options),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createAdapter: () => adapter,
  };
}

/** Two starters are kept apart by the lock of db/migrations.ts, which ends with its transaction however that ends. */
const adapter = Object.assign(new PostgresAdapter(), {
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
});

interface Connection extends DatabaseConnection {
  client: PoolClient;
  /** A connection that failed is closed instead of given to the next. */
  failed: boolean;
}

function createDriver(pool: Pool, { newMark }: PostgresDialectOptions): Driver {
  const names = statementNamesOf(pool);
  const control = async (connection: DatabaseConnection, text: string) => {
    const own = connection as Connection;
    try {
      await own.client.query(text);
    } catch (error) {
      own.failed ||= isLost(error);
      throw classified(error);
    }
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      try {
        return createConnection(await pool.connect(), names);
      } catch (error) {
        throw classified(error);
      }
    },
    beginTransaction: (connection) => control(connection, 'begin isolation level read committed'),
    commitTransaction: (connection) => commit(connection as Connection, newMark?.() ?? null),
    rollbackTransaction: async (connection) => {
      // What made us roll back is the error to tell; a connection that cannot roll back is closed, which does it too.
      await control(connection, 'rollback').catch(() => {
        (connection as Connection).failed = true;
      });
    },
    releaseConnection: async (connection) => {
      const { client, failed } = connection as Connection;
      client.release(failed);
    },
    destroy: () => pool.end(),
  };
}

function createConnection(client: PoolClient, names: StatementNames): Connection {
  const connection: Connection = {
    client,
    failed: false,
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        return resultOf<R>(await client.query({ text: sql, values: parameters.map(storable), ...names.of(sql) }));
      } catch (error) {
        connection.failed ||= isLost(error);
        throw classified(error);
      }
    },
    streamQuery: () => {
      throw new Error('results are not streamed: ask for pages');
    },
  };
  return connection;
}

export function resultOf<R>({ command, rowCount, rows }: PgResult): QueryResult<R> {
  const counts = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
  return counts ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as R[] };
}

/** Postgres text cannot hold NUL, which a chat or a webhook may send; U+FFFD stands for it, as for any broken byte. */
export const storable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

/**
 * Mark and commit in one message: nothing is sent in between that could get lost alone. A transaction that wrote nothing
 * has no id of its own and leaves no mark. An aborted one fails at the mark, so a swallowed error is never "committed".
 */
async function commit(connection: Connection, mark: string | null): Promise<void> {
  const text =
    mark === null
      ? 'commit'
      : `insert into commits (id, done) select '${mark}', 1 where pg_current_xact_id_if_assigned() is not null; commit`;
  try {
    await connection.client.query(text);
  } catch (error) {
    if (!isLost(error)) throw classified(error);
    connection.failed = true;
    if (mark === null) throw classified(error);
    throw Object.assign(new CommitInDoubt('the connection was lost while committing', { cause: error }), { mark });
  }
}

/**
 * Reads on connections of their own, in no transaction. A unit that reads outside itself must not wait for a connection
 * that units hold, and a read whose connection went away is asked again: it changes nothing.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from 'kysely';
import type { Pool } from 'pg';
import { postgresDialect, resultOf, storable } from './postgres-dialect.ts';
import { classified, isLost } from './postgres-errors.ts';
import { statementNamesOf } from './statement-names.ts';

/** A server that restarts is back after a few seconds. */
const PAUSES_MS = [20, 100, 500, 1_000, 2_000, 2_000];

/** `pool` must open its sessions read-only. */
export function readingDialect(pool: Pool): Dialect {
  const names = statementNamesOf(pool);
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> =>
      untilAnswered(async () =>
        resultOf<R>(await pool.query({ text: sql, values: parameters.map(storable), ...names.of(sql) })),
      ),
    streamQuery: () => {
      throw new Error('results are not streamed: ask for pages');
    },
  };
  const refuse = async () => {
    throw new Error('this handle only reads; it has no transactions');
  };
  return {
    ...postgresDialect(pool),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      releaseConnection: async () => {},
      destroy: () => pool.end(),
    }),
  };
}

async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!isLost(error)) throw classified(error);
    }
    await delay(pauseMs);
  }
  try {
    return await ask();
  } catch (error) {
    throw classified(error);
  }
}

/**
 * The Postgres engine: a pool that writes and a smaller one that can only read, so that a unit which reads outside itself
 * never waits for a connection other units hold. Any number of processes may share one database.
 */
import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { createUuidV7 } from '../../commerce/uuid.ts';
import { DatabaseRefused } from '../errors.ts';
import type { Database } from '../tables/index.ts';
import type { Engine } from './engine.ts';
import { keepMarksShort } from './postgres-marks.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { classifiedAtStart } from './postgres-errors.ts';
import { checkedUrl, openPool, placeOf } from './postgres-pool.ts';
import { readingDialect } from './postgres-reader.ts';
import { concurrentTransactions, pauseBeforeRetry } from './postgres-units.ts';

/** For units of work; half as many again read. A server allows 100 unless told otherwise. */
export const DEFAULT_POOL_SIZE = 10;

export interface PostgresOptions {
  poolSize?: number;
}

/**
 * Connects once to see that the database is there and fit. Throws BadDatabaseUrl, DatabaseUnreachable or
 * DatabaseRefused, each with one line for a person; nothing stays open then.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Engine> {
  const place = placeOf(checkedUrl(url));
  const max = options.poolSize ?? DEFAULT_POOL_SIZE;
  const writing = await openPool(url, { max, readOnly: false });
  const reading = await openPool(url, { max: Math.ceil(max / 2), readOnly: true });
  try {
    await demandFit(writing, place);
  } catch (error) {
    await Promise.allSettled([writing.end(), reading.end()]);
    throw classifiedAtStart(error, place);
  }
  const newMark = createUuidV7(() => Date.now(), randomUUID);
  const writer = new Kysely<Database>({ dialect: postgresDialect(writing) });
  const units = new Kysely<Database>({ dialect: postgresDialect(writing, { newMark }) });
  const reader = new Kysely<Database>({ dialect: readingDialect(reading) });
  const transaction = concurrentTransactions(units, writer);
  const marks = keepMarksShort(writer);
  const running = new Set<Promise<unknown>>();
  const close = async () => {
    await Promise.allSettled(running);
    await marks.stop();
    await Promise.all([writing.end(), reading.end()]);
  };
  let closed: Promise<void> | undefined;
  return {
    kind: 'postgres',
    writer,
    reader,
    transaction: (work) => {
      const unit = transaction(work);
      running.add(unit);
      const forget = () => running.delete(unit);
      unit.then(forget, forget);
      return unit;
    },
    pauseBeforeRetry,
    close: () => (closed ??= close()),
  };
}

interface Facts {
  version: number;
  encoding: string;
  durable: string;
  replica: boolean;
}

/** 13 is the first with the functions we settle commits by. */
const OLDEST_VERSION = 130_000;

async function demandFit(pool: Pool, place: string): Promise<void> {
  const { rows } = await pool.query<Facts>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
            current_setting('synchronous_commit') as durable, pg_is_in_recovery() as replica`,
  );
  const facts = rows[0];
  if (!facts) throw new DatabaseRefused(`${place} does not answer like PostgreSQL`);
  if (facts.version < OLDEST_VERSION) throw new DatabaseRefused(`${place} is older than PostgreSQL 13`);
  if (facts.encoding !== 'UTF8') throw new DatabaseRefused(`${place} has encoding ${facts.encoding}; it must be UTF8`);
  if (facts.replica) throw new DatabaseRefused(`${place} is a read-only replica; give the address of the primary`);
  if (facts.durable === 'off') {
    throw new DatabaseRefused(`${place} runs with synchronous_commit=off, which loses paid orders when it crashes`);
  }
}

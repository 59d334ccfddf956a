/**
 * Pools of pg connections with every wait bounded. pg is loaded only here and only when asked for: a shop on SQLite does
 * not pay for it. Its defaults would wait for ever for a connection, a lock or an answer.
 */
import type { Pool, PoolConfig, types as PgTypes } from 'pg';
import { BadDatabaseUrl } from '../errors.ts';

const CONNECT_MS = 5_000;
const LOCK_MS = 5_000;
const STATEMENT_MS = 15_000;
const IDLE_IN_TRANSACTION_MS = 15_000;
/** Ours; the server's own limit comes first unless it no longer answers at all. */
const ANSWER_MS = 20_000;
const IDLE_MS = 60_000;
const PATIENT_MS = 60 * 60_000;

/** Throws BadDatabaseUrl, without the password in its words. */
export function checkedUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new BadDatabaseUrl('DATABASE_URL must look like postgres://user:password@host:5432/database');
  }
  if (url.pathname.length < 2) throw new BadDatabaseUrl('DATABASE_URL names no database (postgres://host/DATABASE)');
  return url;
}

/** Where it is, for messages: host, port and database, nothing secret. */
export const placeOf = (url: URL): string =>
  `the database ${decodeURIComponent(url.pathname.slice(1))} at ${url.host || 'localhost'}`;

export interface PoolOptions {
  max: number;
  readOnly: boolean;
  /** For whoever reads or writes whole tables and keeps nobody waiting. */
  patient?: boolean;
}

export async function openPool(url: string, options: PoolOptions): Promise<Pool> {
  const { Pool: PgPool, types } = (await import('pg')).default;
  const config: PoolConfig = {
    connectionString: url,
    max: options.max,
    application_name: options.readOnly ? 'sapa-read' : 'sapa',
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    query_timeout: options.patient ? PATIENT_MS : ANSWER_MS,
    statement_timeout: options.patient ? PATIENT_MS : STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: options.patient ? PATIENT_MS : IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: numbersOf(types),
    ...(options.readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
  };
  const pool = new PgPool(config);
  // A connection that ends while idle or between two statements says so here; whoever uses it next gets the error.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** int8, and the numeric that sums of int8 come as. */
const WHOLE_NUMBERS = new Set([20, 1700]);

/** pg hands out large integers as text. */
function numbersOf(types: typeof PgTypes): NonNullable<PoolConfig['types']> {
  const own: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    WHOLE_NUMBERS.has(oid)
      ? wholeNumber
      : (types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format);
  return { getTypeParser: own };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the database gave ${text}, which is no safe whole number`);
  return number;
}

/**
 * One moment of a database, read while others go on writing. It has a connection of its own: a backup that takes minutes
 * must not hold one that somebody who pays is waiting for. On SQLite the WAL file grows as long as this lasts, because
 * what is in it is still being read.
 */
import { Kysely, sql } from 'kysely';
import type { Database } from '../tables/index.ts';
import { postgresDialect } from '../engine/postgres-dialect.ts';
import { classifiedAtStart } from '../engine/postgres-errors.ts';
import { checkedUrl, openPool, placeOf } from '../engine/postgres-pool.ts';
import { sqliteDialect } from '../engine/sqlite-dialect.ts';
import { openSqliteFile } from '../engine/sqlite-file.ts';
import { sqliteLink } from '../engine/sqlite-link.ts';

/** Where a shop is: a file, or a server when `url` is given. */
export interface Place {
  path: string;
  url: string | null;
}

/** Everything `work` reads is of one moment. It can write nothing. */
export function withSnapshot<T>({ path, url }: Place, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  return url === null ? ofFile(path, work) : ofServer(url, work);
}

async function ofFile<T>(path: string, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  const file = openSqliteFile(path, 'read');
  const db = new Kysely<Database>({ dialect: sqliteDialect(sqliteLink(file), { busyDeadlineMs: 0 }) });
  try {
    return await within(db, sql`begin`, work);
  } finally {
    await db.destroy();
    file.close();
  }
}

async function ofServer<T>(url: string, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  const place = placeOf(checkedUrl(url));
  const pool = await openPool(url, { max: 1, readOnly: true, patient: true });
  const db = new Kysely<Database>({ dialect: postgresDialect(pool) });
  try {
    await pool.query('select 1').catch((error: unknown) => {
      throw classifiedAtStart(error, place);
    });
    return await within(db, sql`begin isolation level repeatable read, read only`, work);
  } finally {
    await pool.end();
  }
}

function within<T>(db: Kysely<any>, begin: ReturnType<typeof sql>, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await begin.execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}

/**
 * A backup becomes the tables of a Postgres database, in one transaction: it is all there after the commit and nothing
 * of it before. What was there moves into a schema of its own in the same transaction.
 */
import { Kysely, sql } from 'kysely';
import { lockMigrations } from '../engine/dialect.ts';
import { postgresDialect } from '../engine/postgres-dialect.ts';
import { classifiedAtStart } from '../engine/postgres-errors.ts';
import { checkedUrl, openPool, placeOf } from '../engine/postgres-pool.ts';
import { hasRows } from '../move.ts';
import { readTables } from '../schema-tables.ts';
import { BadBackup } from './head.ts';
import { loadBackup } from './load.ts';
import type { Restored, RestoreOptions } from './restore-file.ts';

const LOCK_MS = 5_000;

/** Throws BadBackup, WrongMasterKey or an error of the database; then nothing was changed. */
export async function restoreServer(url: string, options: RestoreOptions): Promise<Restored> {
  const place = placeOf(checkedUrl(url));
  const pool = await openPool(url, { max: 1, readOnly: false, patient: true });
  const db = new Kysely<any>({ dialect: postgresDialect(pool) });
  try {
    await pool.query('select 1').catch((error: unknown) => {
      throw classifiedAtStart(error, place);
    });
    return await db.transaction().execute(async (transaction) => {
      // An app that starts meanwhile waits here until we are through.
      await lockMigrations(transaction, { forMs: LOCK_MS });
      await refuseWhileRunning(transaction, place);
      const kept = await makeRoom(transaction, place, options);
      return { ...(await loadBackup((work) => work(transaction), options)), kept };
    });
  } finally {
    await pool.end();
  }
}

/** Every process of the shop asks the database for work each second, so it is always connected. */
async function refuseWhileRunning(db: Kysely<any>, place: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name like 'sapa%' and pid <> pg_backend_pid()`.execute(db);
  if ((rows[0]?.count ?? 0) > 0) throw new BadBackup(`a sapa runs on ${place}; stop all its processes first`);
}

/** @returns the schema what was there is kept in; null when there was nothing. */
async function makeRoom(db: Kysely<any>, place: string, { replace, now }: RestoreOptions): Promise<string | null> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema()`.execute(db);
  if (tables.length === 0) return null;
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    throw new BadBackup(`${place} has tables of something else; give the shop a database of its own`);
  }
  const hasData = await hasRows(db, await readTables(db));
  if (hasData && !replace) {
    throw new BadBackup(
      `there is a shop in ${place} already; --replace keeps it beside and puts the backup in its place`,
    );
  }
  const aside = `before_restore_${new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 17)}`;
  await sql`create schema ${sql.id(aside)}`.execute(db);
  for (const { name } of tables) {
    await sql`alter table ${sql.table(name)} set schema ${sql.id(aside)}`.execute(db);
    // The migrator looks for its tables by name in every schema.
    if (!name.startsWith('kysely_')) continue;
    await sql`alter table ${sql.id(aside, name)} rename to ${sql.id(`before_${name}`)}`.execute(db);
  }
  if (hasData) return aside;
  await sql`drop schema ${sql.id(aside)} cascade`.execute(db);
  return null;
}

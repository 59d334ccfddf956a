/**
 * The few words only one engine knows. SQLite has one writer at a time, so what a transaction has read stays true and
 * nothing needs a lock; on Postgres the same place asks for one.
 */
import { PostgresAdapter, sql, type Expression, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { Database } from '../tables/index.ts';

export const hasRowLocks = (db: Kysely<any>): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * The ids a query picks, passing over rows somebody else is just taking: for the right side of `in`. The `with` is not
 * decoration: a planner may run a bare sub-select more than once, and then takes more rows than its limit says.
 * @param of the table or alias whose rows are locked, where the query joins others.
 */
export function skipLocked<DB, TB extends keyof DB & string>(
  db: Kysely<any>,
  query: SelectQueryBuilder<DB, TB, { id: string }>,
  of?: TB,
): Expression<string> {
  if (!hasRowLocks(db)) return sql`(${query})`;
  const locked = (of === undefined ? query.forUpdate() : query.forUpdate(of)).skipLocked();
  return sql`(with picked as (${locked}) select id from picked)`;
}

/** Locks the row until the end of the transaction; what is read after it is what the one before left. */
export async function lockRow(db: Kysely<Database>, table: 'orders' | 'persons', id: string): Promise<void> {
  if (!hasRowLocks(db)) return;
  await db.selectFrom(table).select('id').where('id', '=', id).forUpdate().execute();
}

/** "SAPA" as a number: the first half of our advisory locks. */
const OURS = 0x53415041;
const LOCKS = { migrations: 1, shop: 2 } as const;

/** Only one transaction at a time is in here; it ends with the transaction. For what has no row to lock. */
export async function lockName(db: Kysely<any>, name: keyof typeof LOCKS): Promise<void> {
  if (!hasRowLocks(db)) return;
  await sql`select pg_advisory_xact_lock(${sql.lit(OURS)}, ${sql.lit(LOCKS[name])})`.execute(db);
}

/** Another starter may be migrating a large table; the limits on waiting are for units of work. */
export async function lockMigrations(db: Kysely<any>): Promise<void> {
  if (!hasRowLocks(db)) return;
  await sql`set local lock_timeout = '10min'`.execute(db);
  await sql`set local statement_timeout = '1h'`.execute(db);
  await lockName(db, 'migrations');
}

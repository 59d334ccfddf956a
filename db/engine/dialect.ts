/**
 * The few words only one engine knows. SQLite has one writer at a time, so what a transaction has read stays true and
 * nothing needs a lock; on Postgres the same place asks for one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresAdapter, sql, type Expression, type Kysely, type SelectQueryBuilder } from 'kysely';
import { DatabaseBusy } from '../errors.ts';
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

const PATIENCE_MS = 2 * 60_000;
const ASK_EVERY_MS = 200;

/**
 * Another starter may be migrating: waits for it, at most `forMs`, and says so first. Asks again and again, because a
 * single question would run into the limits on statements and answers, which are for units of work.
 */
export async function lockMigrations(
  db: Kysely<any>,
  { forMs = PATIENCE_MS, onWait }: { forMs?: number; onWait?: () => void } = {},
): Promise<void> {
  if (!hasRowLocks(db)) return;
  await sql`set local statement_timeout = '1h'`.execute(db);
  const giveUpAt = performance.now() + forMs;
  for (let isFirst = true; ; isFirst = false) {
    const { rows } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(OURS)}, ${sql.lit(LOCKS.migrations)}) as got`.execute(db);
    if (rows[0]?.got) return;
    if (isFirst) onWait?.();
    if (performance.now() > giveUpAt) throw new DatabaseBusy(`another process migrates for longer than ${forMs} ms`);
    await delay(ASK_EVERY_MS);
  }
}

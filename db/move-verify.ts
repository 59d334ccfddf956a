/** Counts and sums of both sides of a move, worked out by each engine for itself. */
import { sql, type Kysely } from 'kysely';
import { isShopSetting } from './move-model.ts';
import type { TableShape } from './schema-tables.ts';

export interface TableCheck {
  /** A table, or an account of the ledger. */
  what: string;
  rows: number;
  /** Sums of all rupiah columns by name; of the entries for an account. */
  sumsIdr: Record<string, number>;
  same: boolean;
}

/** `rows`, and sums by column. */
type Totals = Record<string, number>;

export async function verifyMove(
  source: Kysely<any>,
  target: Kysely<any>,
  tables: readonly TableShape[],
): Promise<TableCheck[]> {
  const checks: TableCheck[] = [];
  for (const table of tables) {
    const [mine, theirs] = [await totalsOf(source, table), await totalsOf(target, table)];
    checks.push(check(table.name, mine, theirs));
  }
  const [mine, theirs] = [await accountsOf(source), await accountsOf(target)];
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    checks.push(check(`account ${id}`, mine.get(id) ?? {}, theirs.get(id) ?? {}));
  }
  return checks;
}

function check(what: string, mine: Totals, theirs: Totals): TableCheck {
  const { rows = 0, ...sumsIdr } = theirs;
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return { what, rows, sumsIdr, same: names.every((name) => mine[name] === theirs[name]) };
}

/** Count and rupiah sums of a table, worked out by its engine. */
export async function totalsOf(db: Kysely<any>, { name, columns }: TableShape): Promise<Totals> {
  const money = columns.filter((column) => column.endsWith('_idr'));
  const sums = money.map((column) => sql<number>`coalesce(sum(${sql.ref(column)}), 0)`.as(column));
  let query = db.selectFrom(name).select([sql<number>`count(*)`.as('rows'), ...sums]);
  if (name === 'settings') query = query.where(isShopSetting);
  const row = await query.executeTakeFirstOrThrow();
  return row;
}

async function accountsOf(db: Kysely<any>): Promise<Map<string, Totals>> {
  const rows = await db
    .selectFrom('ledger_entries')
    .select(['account_id', sql<number>`count(*)`.as('rows'), sql<number>`sum(amount_idr)`.as('entries_idr')])
    .groupBy('account_id')
    .execute();
  return new Map(rows.map(({ account_id, ...totals }) => [String(account_id), totals]));
}

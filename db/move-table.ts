/** One table of a move: what is gone is removed, what differs is written, in pages by primary key. */
import { sql, type Kysely } from 'kysely';
import { isTaken } from './engine/postgres-errors.ts';
import { storable } from './engine/postgres-dialect.ts';
import { isShopSetting, type MoveProgress } from './move-model.ts';
import type { TableShape } from './schema-tables.ts';

type Row = Record<string, unknown>;

const PAGE = 500;

/**
 * Pages of rows after one another; the database says in which order, only that it stays the same. Marks of moves are
 * passed over. `size` is asked before each page.
 */
export async function* pages(
  db: Kysely<any>,
  { name, key, columns }: TableShape,
  { only = columns, size = () => PAGE }: { only?: string[]; size?: () => number } = {},
): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    const limit = size();
    let query = db.selectFrom(name).select(only).limit(limit);
    if (name === 'settings') query = query.where(isShopSetting);
    for (const column of key) query = query.orderBy(column);
    if (last) query = query.where(sql<boolean>`${tuple(key)} > (${sql.join(key.map((column) => last?.[column]))})`);
    const rows: Row[] = await query.execute();
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    last = rows.at(-1);
  }
}

/** The rows of `db` with the keys of these, by key. */
async function sameKeys(
  db: Kysely<any>,
  { name, key }: TableShape,
  rows: Row[],
  only: string[],
): Promise<Map<string, Row>> {
  const keys = rows.map((row) => sql`(${sql.join(key.map((column) => storable(row[column])))})`);
  const found: Row[] = await db
    .selectFrom(name)
    .select(only)
    .where(sql<boolean>`${tuple(key)} in (${isFile(db) ? sql`values ${sql.join(keys)}` : sql.join(keys)})`)
    .execute();
  return new Map(found.map((row) => [keyOf(row, key), row]));
}

/** SQLite wants a table on the right of a row's `in`, Postgres takes a list. */
const isFile = (db: Kysely<any>): boolean => !db.getExecutor().adapter.supportsMultipleConnections;

const tuple = (key: readonly string[]) => sql`(${sql.join(key.map((column) => sql.ref(column)))})`;

const keyOf = (row: Row, key: readonly string[]): string => JSON.stringify(key.map((column) => storable(row[column])));

export async function removeGone(source: Kysely<any>, target: Kysely<any>, table: TableShape): Promise<void> {
  for await (const rows of pages(target, table, { only: table.key })) {
    const there = await sameKeys(source, table, rows, table.key);
    const gone = rows.filter((row) => !there.has(keyOf(row, table.key)));
    if (gone.length > 0) await remove(target, table, gone);
  }
}

async function remove(target: Kysely<any>, { name, key }: TableShape, rows: Row[]): Promise<void> {
  const keys = rows.map((row) => sql`(${sql.join(key.map((column) => row[column]))})`);
  await sql`delete from ${sql.table(name)} where ${tuple(key)} in (${sql.join(keys)})`.execute(target);
}

export async function copyTable(
  source: Kysely<any>,
  target: Kysely<any>,
  table: TableShape,
  tell: (progress: MoveProgress) => void,
): Promise<void> {
  const { count } = await source
    .selectFrom(table.name)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const progress = { table: table.name, rows: 0, of: count, written: 0 };
  const blocked: Row[] = [];
  for await (const rows of pages(source, table)) {
    const there = await sameKeys(target, table, rows, table.columns);
    const changed = rows.filter((row) => !isSame(row, there.get(keyOf(row, table.key)), table.columns));
    if (changed.length > 0 && !(await wrote(target, table, changed))) blocked.push(...changed);
    progress.rows += rows.length;
    progress.written += changed.length;
    tell({ ...progress });
  }
  await putInAgain(target, table, blocked);
}

const isSame = (row: Row, other: Row | undefined, columns: readonly string[]): boolean =>
  other !== undefined && columns.every((column) => storable(row[column]) === other[column]);

/** False when a row's other unique key is still held by the old state of a row that is written later. */
async function wrote(target: Kysely<any>, { name, key, columns }: TableShape, rows: Row[]): Promise<boolean> {
  const rest = columns.filter((column) => !key.includes(column));
  try {
    await target
      .insertInto(name)
      .values(rows)
      .onConflict((c) =>
        rest.length === 0
          ? c.columns(key).doNothing()
          : c
              .columns(key)
              .doUpdateSet((eb) => Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}`)]))),
      )
      .execute();
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Rows that stood in each other's way: one by one while that helps; then all are taken out and put in again. */
async function putInAgain(target: Kysely<any>, table: TableShape, blocked: Row[]): Promise<void> {
  let left = blocked;
  for (;;) {
    const still: Row[] = [];
    for (const row of left) if (!(await wrote(target, table, [row]))) still.push(row);
    if (still.length === 0) return;
    if (still.length === left.length) break;
    left = still;
  }
  await remove(target, table, left);
  for (const row of left) {
    if (!(await wrote(target, table, [row]))) throw new Error(`a row of ${table.name} fits nowhere`);
  }
}

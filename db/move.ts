/**
 * Carries a shop from its SQLite file to a Postgres database. The first pass copies while the shop is running; the last
 * one holds the file's write lock and brings over what changed since, so the pause is as long as comparing takes, not
 * copying. Every pass compares and writes only differences: it may be repeated, and broken off anywhere.
 */
import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine/engine.ts';
import { migrate } from './migrations.ts';
import { copyTable, removeGone } from './move-table.ts';
import { MARK, type MoveProgress, type MoveTable } from './move-model.ts';
import { verifyMove, type TableCheck } from './move-verify.ts';

/** The target holds another shop, or this one is at home there already. */
export class MoveRefused extends Error {}

/** Copied, and yet not the same. Nothing was declared moved. */
export class MoveMismatch extends Error {}

type Tell = (progress: MoveProgress) => void;

/** Makes the target's tables and sees that it is empty or the unfinished copy of this shop. Throws MoveRefused. */
export async function prepareMove(from: Engine, to: Engine): Promise<MoveTable[]> {
  await migrate(from.writer);
  await migrate(to.writer);
  const [mine] = await identity(from.reader);
  const [theirs] = await identity(to.reader);
  const mark = await to.reader.selectFrom('settings').select('value').where('key', '=', MARK).executeTakeFirst();
  if (mark?.value === 'done') throw new MoveRefused('the shop was moved there before and may have sold since');
  if (theirs !== undefined && theirs !== mine) throw new MoveRefused('another shop is in that database');
  const tables = await readTables(from.reader, to.reader);
  if (mark === undefined && (await hasRows(to.reader, tables))) {
    throw new MoveRefused('that database is not empty, and what is in it was not copied from here');
  }
  await setMark(to, 'copying');
  return tables;
}

/** One pass over a snapshot of the file, while others write to it. */
export async function copyWhileRunning(from: Engine, to: Engine, tables: MoveTable[], tell: Tell): Promise<void> {
  await from.reader.connection().execute(async (source) => {
    await sql`begin`.execute(source);
    try {
      await pass(source, to, tables, tell);
    } finally {
      await sql`rollback`.execute(source);
    }
  });
}

/**
 * The last pass, with the file locked against writers, and the comparison of counts and sums. Throws MoveMismatch. From
 * here on the shop is at home in the target; the file stays as it is.
 */
export async function finishMove(from: Engine, to: Engine, tables: MoveTable[], tell: Tell): Promise<TableCheck[]> {
  return from.writer.transaction().execute(async (source) => {
    await pass(source, to, tables, tell);
    const checks = await verifyMove(source, to.reader, tables);
    const wrong = checks.filter((check) => !check.same).map((check) => check.what);
    if (wrong.length > 0) throw new MoveMismatch(`not the same on both sides: ${wrong.join(', ')}`);
    await setMark(to, 'done');
    return checks;
  });
}

/** Gone rows first, children before parents; then the rest, parents before children. */
async function pass(source: Kysely<any>, to: Engine, tables: MoveTable[], tell: Tell): Promise<void> {
  for (const table of tables.toReversed()) await removeGone(source, to.writer, table);
  for (const table of tables) await copyTable(source, to.writer, table, tell);
}

async function setMark(to: Engine, value: 'copying' | 'done'): Promise<void> {
  await to.writer
    .insertInto('settings')
    .values({ key: MARK, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
}

/** The key of fingerprints is made once per shop and never changes. */
async function identity(db: Kysely<any>): Promise<string[]> {
  const rows = await db.selectFrom('data_keys').select('wrapped').where('purpose', '=', 'fingerprint').execute();
  return rows.map((row) => String(row.wrapped));
}

async function hasRows(db: Kysely<any>, tables: MoveTable[]): Promise<boolean> {
  for (const { name } of tables) {
    if (await db.selectFrom(name).select(sql.lit(1).as('one')).limit(1).executeTakeFirst()) return true;
  }
  return false;
}

/** In the order they were made, which puts those that others point to first. Marks of commits stay where they are. */
async function readTables(source: Kysely<any>, target: Kysely<any>): Promise<MoveTable[]> {
  const { rows: names } = await sql<{ name: string }>`
    select name from sqlite_master
    where type = 'table' and name not like 'sqlite%' and name not like 'kysely%' and name <> 'commits'
    order by rowid`.execute(source);
  const { rows: columns } = await sql<{ table: string; column: string; position: number | null }>`
    select c.relname as "table", a.attname as "column", array_position(i.indkey::int2[], a.attnum) as position
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by c.relname, a.attnum`.execute(target);
  return names.map(({ name }) => {
    const own = columns.filter((column) => column.table === name);
    const key = own.filter((column) => column.position !== null);
    if (key.length === 0) throw new Error(`table ${name} has no primary key to copy it by`);
    key.sort((a, b) => Number(a.position) - Number(b.position));
    return { name, columns: own.map(({ column }) => column), key: key.map(({ column }) => column) };
  });
}

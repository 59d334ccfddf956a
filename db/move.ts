/**
 * Carries a shop from its SQLite file to a Postgres database. The first pass copies while the shop is running; the last
 * one holds the file's write lock and brings over what changed since, so the pause is as long as comparing takes, not
 * copying. Every pass compares and writes only differences: it may be repeated, and broken off anywhere.
 */
import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine/engine.ts';
import { migrate } from './migrations.ts';
import { copyTable, removeGone } from './move-table.ts';
import { MARK, MOVED, type MoveProgress } from './move-model.ts';
import { verifyMove, type TableCheck } from './move-verify.ts';
import { readTables, type TableShape } from './schema-tables.ts';

/** The target holds another shop, or this one is at home there already. */
export class MoveRefused extends Error {}

/** Copied, and yet not the same. Nothing was declared moved. */
export class MoveMismatch extends Error {}

type Tell = (progress: MoveProgress) => void;

/** Makes the target's tables and sees that it is empty or the unfinished copy of this shop. Throws MoveRefused. */
export async function prepareMove(from: Engine, to: Engine): Promise<TableShape[]> {
  await migrate(from.writer);
  await migrate(to.writer);
  const [mine] = await identity(from.reader);
  const [theirs] = await identity(to.reader);
  const mark = await to.reader.selectFrom('settings').select('value').where('key', '=', MARK).executeTakeFirst();
  if (mark?.value === 'done') throw new MoveRefused('the shop was moved there before and may have sold since');
  if (theirs !== undefined && theirs !== mine) throw new MoveRefused('another shop is in that database');
  if (mark === undefined) await refuseMovedAway(from);
  const tables = await readTables(from.reader);
  if (mark === undefined && (await hasRows(to.reader, tables))) {
    throw new MoveRefused('that database is not empty, and what is in it was not copied from here');
  }
  await setMark(to.writer, MARK, 'copying');
  return tables;
}

/** One pass over a snapshot of the file, while others write to it. */
export async function copyWhileRunning(from: Engine, to: Engine, tables: TableShape[], tell: Tell): Promise<void> {
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
 * here on the shop is at home in the target, at `place`; the file stays as it is but for a row that keeps the app from
 * starting on it. That row comes first: a process that dies between the two leaves a shop that starts nowhere until the
 * move is repeated, never one that sells in two places.
 */
export async function finishMove(
  from: Engine,
  to: Engine,
  tables: TableShape[],
  tell: Tell,
  place: string,
): Promise<TableCheck[]> {
  const checks = await from.writer.transaction().execute(async (source) => {
    await pass(source, to, tables, tell);
    const found = await verifyMove(source, to.reader, tables);
    const wrong = found.filter((check) => !check.same).map((check) => check.what);
    if (wrong.length > 0) throw new MoveMismatch(`not the same on both sides: ${wrong.join(', ')}`);
    await setMark(source, MOVED, place);
    return found;
  });
  await setMark(to.writer, MARK, 'done');
  return checks;
}

/** The way back for somebody who knows that nothing was sold in the target: the file may be used again. */
export async function forgetMove(from: Engine): Promise<boolean> {
  const { numDeletedRows } = await from.writer
    .deleteFrom('settings')
    .where('key', '=', MOVED)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Gone rows first, children before parents; then the rest, parents before children. */
async function pass(source: Kysely<any>, to: Engine, tables: TableShape[], tell: Tell): Promise<void> {
  for (const table of tables.toReversed()) await removeGone(source, to.writer, table);
  for (const table of tables) await copyTable(source, to.writer, table, tell);
}

async function setMark(db: Kysely<any>, key: string, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
}

async function refuseMovedAway(from: Engine): Promise<void> {
  const moved = await from.reader.selectFrom('settings').select('value').where('key', '=', MOVED).executeTakeFirst();
  if (moved) throw new MoveRefused(`this shop was moved to ${moved.value} before; what is here is old`);
}

/** The key of fingerprints is made once per shop and never changes. */
async function identity(db: Kysely<any>): Promise<string[]> {
  const rows = await db.selectFrom('data_keys').select('wrapped').where('purpose', '=', 'fingerprint').execute();
  return rows.map((row) => String(row.wrapped));
}

export async function hasRows(db: Kysely<any>, tables: TableShape[]): Promise<boolean> {
  for (const { name } of tables) {
    if (await db.selectFrom(name).select(sql.lit(1).as('one')).limit(1).executeTakeFirst()) return true;
  }
  return false;
}

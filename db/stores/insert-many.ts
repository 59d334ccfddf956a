/**
 * Many rows in few statements, for group commits. Kysely compiles an insert of n rows anew each time, which costs more
 * than the engine takes to run it; here it compiles one for each of a few lengths and the text is used again. Rows are
 * cut into those lengths, so the engine prepares few statements as well.
 */
import { CompiledQuery, type Compilable, type Kysely } from 'kysely';
import type { Database } from '../tables/index.ts';

/** Largest first. The longest times the widest table stays far below every engine's limit of parameters. */
const LENGTHS = [128, 32, 16, 8, 4, 2, 1] as const;

export interface InsertMany<R extends object> {
  /** Columns in the order they are sent; every row must have them all, null where there is no value. */
  columns: readonly (keyof R & string)[];
  /** The insert of these rows, with its conflict and returning clauses. */
  query(db: Kysely<Database>, rows: R[]): Compilable;
}

/** Compiled texts by insert and length. An engine has an adapter of its own, and its own way to write parameters. */
const texts = new WeakMap<object, Map<InsertMany<never>, Map<number, string>>>();

/** Runs the insert for all rows, in order; answers what the `returning` clause gave. */
export async function insertMany<R extends object, O = unknown>(
  db: Kysely<Database>,
  insert: InsertMany<R>,
  rows: readonly R[],
): Promise<O[]> {
  const returned: O[] = [];
  let from = 0;
  for (const length of LENGTHS) {
    for (; rows.length - from >= length; from += length) {
      const parameters = flat(insert.columns, rows, from, length);
      const result = await db.executeQuery<O>(CompiledQuery.raw(textOf(db, insert, length), parameters));
      returned.push(...result.rows);
    }
  }
  return returned;
}

function textOf<R extends object>(db: Kysely<Database>, insert: InsertMany<R>, length: number): string {
  const { adapter } = db.getExecutor();
  const inserts = texts.get(adapter) ?? new Map<InsertMany<never>, Map<number, string>>();
  texts.set(adapter, inserts);
  const lengths = inserts.get(insert) ?? new Map<number, string>();
  inserts.set(insert, lengths);
  let text = lengths.get(length);
  if (text === undefined) {
    text = compiled(db, insert, length);
    lengths.set(length, text);
  }
  return text;
}

function compiled<R extends object>(db: Kysely<Database>, insert: InsertMany<R>, length: number): string {
  const blank = Object.fromEntries(insert.columns.map((column) => [column, ''])) as R;
  const { sql, parameters } = insert
    .query(
      db,
      Array.from({ length }, () => blank),
    )
    .compile();
  if (parameters.length !== length * insert.columns.length) {
    throw new Error(`an insert of ${insert.columns.join(', ')} must have no other parameters`);
  }
  return sql;
}

function flat<R>(columns: readonly (keyof R)[], rows: readonly R[], from: number, length: number): unknown[] {
  const parameters: unknown[] = [];
  for (const row of rows.slice(from, from + length)) {
    for (const column of columns) parameters.push(row[column] ?? null);
  }
  return parameters;
}

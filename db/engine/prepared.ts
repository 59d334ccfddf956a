/**
 * Statements whose text is made once. Kysely builds and compiles a query anew on every execution, which costs more than
 * the engine takes to run most of ours; here it does so at the first call and the text is used again. The builder gets
 * stand-ins for its arguments, so it must put each into the query as a value and decide nothing by them: anything else
 * (a branch, a list of varying length, arithmetic) throws at the first call or is a query of its own.
 */
import { CompiledQuery, type Compilable, type Kysely, type QueryResult } from 'kysely';
import type { Database } from '../tables/index.ts';
import { directWay } from './direct.ts';

export interface Prepared<A extends readonly unknown[], R> {
  all(db: Kysely<Database>, ...values: A): Promise<R[]>;
  first(db: Kysely<Database>, ...values: A): Promise<R | undefined>;
  /** For statements that return no rows. @returns how many rows it changed. */
  run(db: Kysely<Database>, ...values: A): Promise<number>;
}

interface Text {
  sql: string;
  /** For each parameter the argument it takes, or the value it always has. */
  parameters: readonly ({ argument: number } | { value: unknown })[];
}

/** Stands for an argument while the text is made. Whoever computes or compares with it would build it into the text. */
const standIn = () => ({
  [Symbol.toPrimitive](): never {
    throw new Error('a prepared statement must not look at its arguments');
  },
});

export function prepared<A extends readonly unknown[], R>(
  build: (db: Kysely<Database>, ...values: A) => Compilable<R>,
): Prepared<A, R> {
  // An engine has an adapter of its own, and its own way to write parameters and locks.
  const texts = new WeakMap<object, Text>();
  const execute = async (db: Kysely<Database>, values: A): Promise<QueryResult<R>> => {
    const { adapter } = db.getExecutor();
    let text = texts.get(adapter);
    if (text === undefined) {
      text = textOf(db, build as never, values.length);
      texts.set(adapter, text);
    }
    const parameters = text.parameters.map((one) => ('argument' in one ? values[one.argument] : one.value));
    const run = directWay(db);
    return run ? run<R>({ sql: text.sql, parameters }) : db.executeQuery<R>(CompiledQuery.raw(text.sql, parameters));
  };
  return {
    all: async (db, ...values) => (await execute(db, values)).rows,
    first: async (db, ...values) => (await execute(db, values)).rows[0],
    run: async (db, ...values) => Number((await execute(db, values)).numAffectedRows ?? 0n),
  };
}

function textOf(
  db: Kysely<Database>,
  build: (db: Kysely<Database>, ...values: readonly unknown[]) => Compilable,
  count: number,
): Text {
  const standIns: unknown[] = Array.from({ length: count }, standIn);
  const { sql, parameters } = build(db, ...standIns).compile();
  const missing = standIns.findIndex((one) => !parameters.includes(one));
  if (missing !== -1) throw new Error(`argument ${missing} is no parameter of: ${sql}`);
  return {
    sql,
    parameters: parameters.map((value) => {
      const argument = standIns.indexOf(value);
      return argument === -1 ? { value } : { argument };
    }),
  };
}

/** Most shapes a family of statements may have; more means that its key is no shape. */
const MAX_SHAPES = 200;

/** A family of prepared statements that differ in shape: which columns are set, how many ids are asked for. */
export function preparedBy<A extends readonly unknown[], R>(
  make: (shape: string) => Prepared<A, R>,
): (shape: string) => Prepared<A, R> {
  const shapes = new Map<string, Prepared<A, R>>();
  return (shape) => {
    let known = shapes.get(shape);
    if (known === undefined) {
      if (shapes.size >= MAX_SHAPES) shapes.clear();
      known = make(shape);
      shapes.set(shape, known);
    }
    return known;
  };
}

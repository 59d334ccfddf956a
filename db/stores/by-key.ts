/**
 * The everyday statements: insert a row, change rows whose columns have these values, read such rows. Their texts are
 * made once for each table and set of columns (see engine/prepared.ts), which is why they take plain values only; what
 * needs a comparison or arithmetic is a query of its own. A condition on null is no equality and is refused.
 */
import type { Kysely, Selectable } from 'kysely';
import { prepared, preparedBy } from '../engine/prepared.ts';
import type { Database } from '../tables/index.ts';

type Table = keyof Database;
type Values<T extends Table> = Partial<Selectable<Database[T]>>;
type Named = Record<string, unknown>;

const inserts = preparedBy((shape) => {
  const [table = '', conflict = '', columns = ''] = shape.split('|');
  return prepared((db, ...values: unknown[]) => {
    const insert = db.insertInto(table as Table).values(zipped(columns, values));
    if (conflict === '') return insert;
    return insert.onConflict((c) => (conflict === '*' ? c : c.columns(conflict.split(',') as never)).doNothing());
  });
});

/**
 * @param unless columns of the unique key whose row, when it is there, makes this insert do nothing; `*` is any key.
 * @returns whether the row went in; without `unless` a broken key throws.
 */
export async function insertRow<T extends Table>(
  db: Kysely<Database>,
  table: T,
  row: Selectable<Database[T]>,
  unless: readonly (keyof Database[T] & string)[] | '*' = [],
): Promise<boolean> {
  const conflict = unless === '*' ? unless : unless.join();
  const given = Object.entries(row as Named).filter(([, value]) => value !== undefined);
  const columns = given.map(([column]) => column).join();
  return (await inserts(`${table}|${conflict}|${columns}`).run(db, ...given.map(([, value]) => value))) === 1;
}

const updates = preparedBy((shape) => {
  const [table = '', set = '', where = ''] = shape.split('|');
  const count = set.split(',').length;
  return prepared((db, ...values: unknown[]) =>
    where
      .split(',')
      .reduce(
        (query, column, at) => query.where(column as never, '=', values[count + at] as never),
        db.updateTable(table as Table).set(zipped(set, values.slice(0, count)) as never),
      ),
  );
});

/** @returns how many rows had these values and were changed. */
export function updateBy<T extends Table>(
  db: Kysely<Database>,
  table: T,
  where: Values<T>,
  change: Values<T>,
): Promise<number> {
  const shape = `${table}|${Object.keys(change).join()}|${Object.keys(where).join()}`;
  return updates(shape).run(db, ...Object.values(change as Named), ...demandValues(where));
}

const selects = preparedBy((shape) => {
  const [table = '', where = '', order = ''] = shape.split('|');
  return prepared((db, ...values: unknown[]) => {
    const found = where
      .split(',')
      .reduce(
        (query, column, at) => query.where(column as never, '=', values[at] as never),
        db.selectFrom(table as Table).selectAll(),
      );
    if (order === '') return found;
    return order.split(',').reduce((query, column) => query.orderBy(column as never), found);
  });
});

/** Rows with these values, in the order of the given columns. */
export async function selectBy<T extends Table>(
  db: Kysely<Database>,
  table: T,
  where: Values<T>,
  ...order: (keyof Database[T] & string)[]
): Promise<Selectable<Database[T]>[]> {
  const shape = `${table}|${Object.keys(where).join()}|${order.join()}`;
  return (await selects(shape).all(db, ...demandValues(where))) as Selectable<Database[T]>[];
}

/** The row with these values; the first one found where the columns are no key. */
export async function oneBy<T extends Table>(
  db: Kysely<Database>,
  table: T,
  where: Values<T>,
): Promise<Selectable<Database[T]> | undefined> {
  return (await selectBy(db, table, where))[0];
}

const zipped = (columns: string, values: readonly unknown[]): Named =>
  Object.fromEntries(columns.split(',').map((column, at) => [column, values[at]]));

function demandValues(where: object): unknown[] {
  const values = Object.values(where as Named);
  if (values.length === 0 || values.includes(null) || values.includes(undefined)) {
    throw new TypeError(`a condition needs a value for each of: ${Object.keys(where).join()}`);
  }
  return values;
}

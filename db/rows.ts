/**
 * Columns are the model's property names in snake_case, so a table's type is derived from its model and the two cannot
 * drift apart. Only names are converted here: what is a boolean or an object in the model is mapped by its store.
 */
export type Snake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : S;

export type Row<T> = { [K in keyof T & string as Snake<K>]: T[K] };

// Both hold property and column names that occur in the code, hence as many entries as the schema has columns.
const snakeNames = new Map<string, string>();
const camelNames = new Map<string, string>();

const snakeName = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camelName = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function remembered(names: Map<string, string>, name: string, convert: (name: string) => string): string {
  let converted = names.get(name);
  if (converted === undefined) {
    converted = convert(name);
    names.set(name, converted);
  }
  return converted;
}

/** A model as a row to insert. */
export function toRow<T extends object>(model: T): Row<T> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(model)) row[remembered(snakeNames, name, snakeName)] = value;
  return row as Row<T>;
}

/** A selected row as its model. */
export function fromRow<T extends object>(row: Row<T>): T {
  const model: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) model[remembered(camelNames, name, camelName)] = value;
  return model as T;
}

/** The columns a patch sets: only those in `allowed` (types do not stop a wider object) and only those given. */
export function patchRow<T extends object>(patch: T, allowed: readonly (keyof T & string)[]): Partial<Row<T>> {
  const row: Record<string, unknown> = {};
  for (const name of allowed) {
    if (patch[name] !== undefined) row[remembered(snakeNames, name, snakeName)] = patch[name];
  }
  return row as Partial<Row<T>>;
}

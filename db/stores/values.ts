/** Small conversions between rows and models that every store needs: booleans as 0/1, counts, batches. */

export const flag = (value: boolean): number => (value ? 1 : 0);

/** True when a guarded statement changed its row; false when somebody else was first or the row is not there. */
export const changedOne = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows === 1n;

/** Codes are compared without case; JavaScript folds them so that no engine's own rules matter. */
export const codeKey = (code: string): string => code.trim().toUpperCase();

/** Counts reach SQL as limits and differences, where a negative one would mean "no limit" or the opposite. */
export function positive(count: number, what: string): number {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${what} must be a positive whole number`);
  return count;
}

/** Engines limit the parameters of one statement (SQLite 32,766, Postgres 65,535); no table here has over 20 columns. */
const ROWS_PER_STATEMENT = 500;

export function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) yield rows.slice(from, from + ROWS_PER_STATEMENT);
}

/** A row without the columns its model does not have. */
export function without<T extends object, K extends keyof T & string>(row: T, ...columns: K[]): Omit<T, K> {
  const rest: Partial<T> = { ...row };
  for (const column of columns) delete rest[column];
  return rest as Omit<T, K>;
}

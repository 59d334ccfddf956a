/**
 * Looks into the data of an app in another process, read only, by plain SQL: what the suites assert must not depend on
 * the code that wrote it. Never use it on a data folder this process has open itself: closing the file here would drop
 * the locks held there.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type DataRow = Record<string, string | number | null>;

export interface DataReader {
  all: (sql: string, ...values: (string | number)[]) => DataRow[];
  /** First column of the first row as a number; 0 for none. */
  number: (sql: string, ...values: (string | number)[]) => number;
}

export function readData<T>(folder: string, work: (reader: DataReader) => T): T {
  const database = new DatabaseSync(join(folder, 'sapa.sqlite'), { readOnly: true, timeout: 5000 });
  try {
    const all: DataReader['all'] = (sql, ...values) => database.prepare(sql).all(...values) as DataRow[];
    return work({
      all,
      number: (sql, ...values) => Number(Object.values(all(sql, ...values)[0] ?? {})[0] ?? 0),
    });
  } finally {
    database.close();
  }
}

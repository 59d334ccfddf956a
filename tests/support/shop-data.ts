/**
 * Looks into a shop's data from outside by plain SQL, on whichever engine it is: what the suites assert must not depend
 * on the code that wrote it. Statements have to be understood by both engines. data-reader.ts does the same for suites
 * that know they stand on a file.
 */
import { Client } from 'pg';
import { readData, type DataRow } from './data-reader.ts';

/** Where a shop remembers: on Postgres when `databaseUrl` is given, else in the file of the folder. */
export interface Place {
  folder: string;
  databaseUrl?: string | undefined;
}

export interface ShopData {
  engine: 'sqlite' | 'postgres';
  /** Sums and large numbers of Postgres come as text. */
  all(sql: string): Promise<DataRow[]>;
  /** First column of the first row as a number; 0 for none. */
  number(sql: string): Promise<number>;
}

const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;

export function lookInto<T>(place: Place, work: (data: ShopData) => Promise<T>): Promise<T> {
  return place.databaseUrl === undefined ? lookIntoFile(place.folder, work) : lookIntoServer(place.databaseUrl, work);
}

function lookIntoFile<T>(folder: string, work: (data: ShopData) => Promise<T>): Promise<T> {
  const all: ShopData['all'] = async (sql) => readData(folder, (reader) => reader.all(sql));
  return work({ engine: 'sqlite', all, number: async (sql) => firstNumber(await all(sql)) });
}

async function lookIntoServer<T>(url: string, work: (data: ShopData) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
  });
  await client.connect();
  try {
    const all: ShopData['all'] = async (sql) => (await client.query<DataRow>(sql)).rows;
    return await work({ engine: 'postgres', all, number: async (sql) => firstNumber(await all(sql)) });
  } finally {
    await client.end();
  }
}

const firstNumber = (rows: readonly DataRow[]): number => Number(Object.values(rows[0] ?? {})[0] ?? 0);

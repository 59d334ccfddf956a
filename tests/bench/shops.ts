/** Shops with a past: a fresh one, one sale through the real app, and that sale copied so many times. */
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Client } from 'pg';
import { temporaryFolder } from './children.ts';
import { copyStatements, TABLES, type Template } from './fill.ts';

type Row = Record<string, string | number | null>;

/** One connection, whatever the engine. */
export interface Plain {
  all(sql: string): Promise<Row[]>;
  run(sql: string): Promise<void>;
  close(): Promise<void>;
}

export function plainSqlite(folder: string): Plain {
  const db = new BetterSqlite(join(folder, 'sapa.sqlite'));
  // What is filled in is worth nothing; the app sets its own.
  db.pragma('synchronous = OFF');
  return {
    all: async (sql) => db.prepare(sql).all() as Row[],
    run: async (sql) => void db.exec(sql),
    close: async () => void db.close(),
  };
}

export async function plainPostgres(url: string): Promise<Plain> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  return {
    // Whole numbers come as text from the driver.
    all: async (sql) => (await client.query<Row>(sql)).rows.map(numbered),
    run: async (sql) => void (await client.query(sql)),
    close: () => client.end(),
  };
}

const numbered = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) && /_(?:at|idr|ms)$|^(?:seq|at|last_seq)$/.test(name)
        ? Number(value)
        : value,
    ]),
  );

const AT_A_TIME = 10_000;

/** Copies the one sale there is until there are `orders` of them. */
export async function fill(plain: Plain, orders: number): Promise<void> {
  await copy(plain, await templateOf(plain), orders);
}

/** Copies a template until it is there `times`; `columns` are those whose values are each copy's own. */
export async function copy(plain: Plain, template: Template, times: number, columns = TABLES): Promise<void> {
  for (let from = 2; from <= times; from += AT_A_TIME) {
    await plain.run('begin');
    const to = Math.min(times, from + AT_A_TIME - 1);
    for (const statement of copyStatements(template, from, to, columns)) await plain.run(statement);
    await plain.run('commit');
  }
}

const OF_THE_SALE: Partial<Record<string, string>> = {
  stock_codes: 'where order_id is not null',
  jobs: "where state = 'done'",
  ledger_accounts: "where id like '%' || (select id from persons limit 1) || '%'",
};

async function templateOf(plain: Plain): Promise<Template> {
  const rows: { table: string; row: Row }[] = [];
  for (const table of Object.keys(TABLES)) {
    for (const row of await plain.all(`select * from ${table} ${OF_THE_SALE[table] ?? ''}`)) rows.push({ table, row });
  }
  const orders = rows.filter(({ table }) => table === 'orders');
  if (orders.length !== 1) throw new Error(`one sale is the template, and there are ${orders.length}`);
  const owned = new Set(rows.filter(({ table }) => table === 'ledger_accounts').map(({ row }) => row['id']));
  const shared = new Map<string, number>();
  for (const { row } of rows.filter(({ table }) => table === 'ledger_entries')) {
    const account = String(row['account_id']);
    if (!owned.has(account)) shared.set(account, (shared.get(account) ?? 0) + Number(row['amount_idr']));
  }
  return { rows, shared: [...shared].map(([account, amountIdr]) => ({ account, amountIdr })) };
}

/** A place for a shop: a data folder, and on Postgres a database. */
export interface Place {
  env: Record<string, string>;
  plain(): Promise<Plain>;
}

export function onSqlite(): Place {
  const folder = temporaryFolder();
  return { env: { SAPA_DATA: folder }, plain: async () => plainSqlite(folder) };
}

export const onPostgres = (url: string): Place => ({
  env: { SAPA_DATA: temporaryFolder(), DATABASE_URL: url },
  plain: () => plainPostgres(url),
});

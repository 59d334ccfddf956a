/**
 * Fresh Postgres databases for tests: one is migrated, the others are copied from it. They live on a server of the
 * machine or of CI (SAPA_TEST_POSTGRES, else the usual local address) and are dropped when closed; what a killed run
 * left behind is dropped by the next one an hour later.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate } from './migrations.ts';
import { openPostgres } from './engine/postgres.ts';
import { openMemory } from './open.ts';
import { systemClock, testIds, type TestDatabase, type TestOptions } from './testing.ts';

const SERVER = process.env['SAPA_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const STALE_MS = 60 * 60_000;
const PREFIX = 'sapa_test_';

export interface PostgresTestbed {
  /** An empty database with our tables in it, or with none. */
  create(kind?: 'migrated' | 'blank'): Promise<string>;
  /** With `url` and `masterKey` of an earlier one it opens that database again, as a second process would. */
  open(options?: TestOptions): Promise<TestDatabase & { url: string }>;
  /** One statement on the server; outside any test database unless `url` names one. */
  administer(sql: string, url?: string): Promise<Record<string, unknown>[]>;
  /** Drops everything it made. */
  close(): Promise<void>;
}

/** Why there is no server to test with; null when there is one. */
export async function whyNoPostgres(): Promise<string | null> {
  try {
    await administer('select 1');
    return null;
  } catch (error) {
    const cause = error instanceof AggregateError ? error.errors[0] : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** Dropping a database costs a checkpoint, emptying one next to nothing: those that were closed are used again. */
export function createPostgresTestbed(): PostgresTestbed {
  const made: string[] = [];
  const free: string[] = [];
  let template: Promise<string> | undefined;

  async function blank(): Promise<string> {
    const name = freshName();
    await administer(`create database ${name} encoding 'UTF8' template template0`);
    made.push(name);
    return name;
  }

  async function makeTemplate(): Promise<string> {
    await dropStale();
    const name = await blank();
    const engine = await openPostgres(urlOf(name), { poolSize: 1 });
    await migrate(engine.writer);
    await engine.close();
    return name;
  }

  async function copy(): Promise<string> {
    const from = await (template ??= makeTemplate());
    const name = freshName();
    await withoutVisitors(() => administer(`create database ${name} template ${from}`));
    made.push(name);
    return name;
  }

  const create = async (kind: 'migrated' | 'blank' = 'migrated') =>
    urlOf(kind === 'blank' ? await blank() : await copy());
  return {
    create,
    administer,
    async open(options = {}) {
      const url = options.url ?? (await emptied(free.pop())) ?? (await create());
      const masterKey = options.masterKey ?? randomBytes(32);
      const ids = options.ids ?? testIds;
      const memory = await openMemory({ clock: systemClock, ...options, path: '', url, masterKey, ids });
      const close = async () => {
        await memory.close();
        if (options.url === undefined) free.push(url);
      };
      return { ...memory, path: '', url, masterKey, ids, close };
    },
    async close() {
      for (const name of made.splice(0)) await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

const freshName = () => `${PREFIX}${Date.now().toString(36)}_${randomUUID().slice(0, 8)}`;

function urlOf(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.href;
}

const EMPTY = `
  do $$
  declare
    one record;
  begin
    set local session_replication_role = replica;
    for one in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('delete from %I', one.tablename);
    end loop;
  end $$`;

async function emptied(url: string | undefined): Promise<string | undefined> {
  if (url !== undefined) await administer(EMPTY, url);
  return url;
}

async function administer(sql: string, url = SERVER): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A database is copied only while nobody is in it, and a closing session leaves a moment after its socket. */
async function withoutVisitors(copy: () => Promise<unknown>): Promise<void> {
  const giveUpAt = performance.now() + 5_000;
  for (;;) {
    try {
      await copy();
      return;
    } catch (error) {
      const isVisited = error instanceof Error && 'code' in error && error.code === '55006';
      if (!isVisited || performance.now() > giveUpAt) throw error;
    }
    await delay(20);
  }
}

async function dropStale(): Promise<void> {
  const rows = await administer(`select datname from pg_database where datname like '${PREFIX}%'`);
  for (const { datname } of rows) {
    const name = String(datname);
    const madeAt = Number.parseInt(name.slice(PREFIX.length).split('_')[0] ?? '', 36);
    if (madeAt < Date.now() - STALE_MS) await administer(`drop database if exists ${name} with (force)`);
  }
}

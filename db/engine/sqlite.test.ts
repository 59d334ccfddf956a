import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseBroken, DatabaseBusy, DatabaseFull } from '../errors.ts';
import { classified } from './sqlite-errors.ts';
import type { Engine } from './engine.ts';
import { openSqlite } from './sqlite.ts';
import { createStatements } from './statements.ts';

let folder: string;
let path: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-engine-'));
  path = join(folder, 'x.sqlite');
  engine = openSqlite(path, { busyDeadlineMs: 300 });
  await sql`create table t (n integer check (n > 0))`.execute(engine.writer);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (db: Kysely<any>, n: number) => sql`insert into t values (${n})`.execute(db);
const count = async (db: Kysely<any>) => {
  const { rows } = await sql<{ n: number }>`select count(*) n from t`.execute(db);
  return rows[0]!.n;
};
const pragma = async (db: Kysely<any>, name: string) => {
  const { rows } = await sql.raw(`pragma ${name}`).execute(db);
  return Object.values(rows[0] as object)[0] as unknown;
};

describe('settings', () => {
  test('every connection runs at synchronous=FULL with foreign keys, in WAL mode', async () => {
    for (const db of [engine.writer, engine.reader]) {
      expect(await pragma(db, 'synchronous')).toBe(2);
      expect(await pragma(db, 'foreign_keys')).toBe(1);
      expect(await pragma(db, 'journal_mode')).toBe('wal');
    }
  });

  test('a file that is no database is refused when it is opened, and left alone', () => {
    const other = join(folder, 'other');
    writeFileSync(other, 'no database at all, '.repeat(100));
    expect(() => openSqlite(other)).toThrow(DatabaseBroken);
    expect(readFileSync(other, 'utf8')).toContain('no database');
  });
});

describe('transactions', () => {
  test('the second connection sees a commit at once, nothing before, and cannot write', async () => {
    await engine.writer.transaction().execute(async (transaction) => {
      await insert(transaction, 1);
      expect(await count(engine.reader)).toBe(0);
    });
    expect(await count(engine.reader)).toBe(1);
    await expect(insert(engine.reader, 2)).rejects.toThrow('readonly');
    expect(await count(engine.writer)).toBe(1);
  });

  test('a read between transactions sees what another process committed, and a snapshot stays what it was', async () => {
    const other = openSqlite(path);
    await engine.transaction((t) => insert(t, 1));
    await other.transaction((t) => insert(t, 2));
    expect(await count(engine.reader)).toBe(2);
    await engine.reader.connection().execute(async (source) => {
      await sql`begin`.execute(source);
      expect(await count(source)).toBe(2);
      await engine.transaction((t) => insert(t, 3));
      expect(await count(source)).toBe(2);
      await sql`rollback`.execute(source);
    });
    expect(await count(engine.reader)).toBe(3);
    await other.close();
  });

  test('begin takes the write lock at once: another writer waits and then gives up typed', async () => {
    const other = openSqlite(path, { busyDeadlineMs: 60 });
    await engine.writer.transaction().execute(async () => {
      await expect(other.writer.transaction().execute((t) => insert(t, 1))).rejects.toThrow(DatabaseBusy);
    });
    await other.writer.transaction().execute((t) => insert(t, 1));
    await other.close();
    expect(await count(engine.reader)).toBe(1);
  });

  test('who came while a lock was waited for in vain is told so at once, not after waiting once more', async () => {
    const other = openSqlite(path, { busyDeadlineMs: 5000 });
    const { promise: open, resolve: release } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const holding = other.writer.transaction().execute(async () => {
      begin();
      await open;
    });
    await begun;
    const first = engine.transaction((t) => insert(t, 1));
    await new Promise(setImmediate);
    const second = engine.transaction((t) => insert(t, 2));
    const outcomes = Promise.allSettled([first, second]);
    await expect(first).rejects.toThrow(DatabaseBusy);
    release();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await holding;
    await other.close();
  });

  test('a log that grew is cut back once it can be folded in', async () => {
    for (const [db, size] of [
      [engine.writer, 32 * 1024 * 1024],
      [engine.reader, -1],
    ] as const)
      expect(await pragma(db, 'journal_size_limit')).toBe(size);
  });

  test('another writer that waits gets its turn', async () => {
    const other = openSqlite(path, { busyDeadlineMs: 5000 });
    const { promise: open, resolve: release } = Promise.withResolvers<void>();
    const first = engine.writer.transaction().execute(async (t) => {
      await insert(t, 1);
      await open;
    });
    const second = other.writer.transaction().execute((t) => insert(t, 2));
    setImmediate(release);
    await Promise.all([first, second]);
    await other.close();
    expect(await count(engine.reader)).toBe(2);
  });

  test('what follows an engine rollback does not commit piece by piece', async () => {
    const work = engine.writer.transaction().execute(async (t) => {
      await insert(t, 1);
      await sql`insert or rollback into t values (0)`.execute(t).catch(() => {});
      await insert(t, 2);
    });
    await expect(work).rejects.toThrow(DatabaseBroken);
    expect(await count(engine.reader)).toBe(0);
    await engine.writer.transaction().execute((t) => insert(t, 3));
    expect(await count(engine.reader)).toBe(1);
  });

  test('a commit after an engine rollback is an error, not a success', async () => {
    const work = engine.writer.transaction().execute(async (t) => {
      await sql`insert or rollback into t values (0)`.execute(t).catch(() => {});
    });
    await expect(work).rejects.toThrow(DatabaseBroken);
  });

  test('a full disk is told apart and leaves nothing behind', async () => {
    await sql.raw('pragma max_page_count = 3').execute(engine.writer);
    const work = engine.writer.transaction().execute(async (t) => {
      for (let n = 1; n < 5000; n += 1) await insert(t, n);
    });
    await expect(work).rejects.toThrow(DatabaseFull);
    await sql.raw('pragma max_page_count = 100000').execute(engine.writer);
    expect(await count(engine.reader)).toBe(0);
    await engine.writer.transaction().execute((t) => insert(t, 1));
    expect(await count(engine.reader)).toBe(1);
  });

  test('closing waits for what runs', async () => {
    const work = engine.writer.transaction().execute(async (t) => {
      await new Promise(setImmediate);
      await insert(t, 1);
    });
    await engine.close();
    await work;
    const again = openSqlite(path);
    expect(await count(again.reader)).toBe(1);
    await again.close();
  });
});

const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('errors', () => {
  test.each([
    ['SQLITE_BUSY', DatabaseBusy],
    ['SQLITE_BUSY_SNAPSHOT', DatabaseBusy],
    ['SQLITE_FULL', DatabaseFull],
    ['SQLITE_IOERR_FSYNC', DatabaseBroken],
    ['SQLITE_CORRUPT', DatabaseBroken],
    ['SQLITE_NOTADB', DatabaseBroken],
  ])('%s has a type of its own', (code, type) => {
    expect(classified(withCode(code))).toBeInstanceOf(type);
  });

  test('a broken constraint stays what it is', () => {
    const error = withCode('SQLITE_CONSTRAINT_UNIQUE');
    expect(classified(error)).toBe(error);
    expect(classified('x')).toBe('x');
  });
});

describe('statements', () => {
  test('are prepared once and the least recently used goes first', () => {
    const database = new BetterSqlite(join(folder, 's.sqlite'));
    let prepared = 0;
    const prepare = (text: string) => {
      prepared += 1;
      return database.prepare(text);
    };
    const counted = { prepare } as unknown as typeof database;
    const statements = createStatements(counted, 2);
    const one = statements.get('select 1');
    statements.get('select 2');
    expect(statements.get('select 1')).toBe(one);
    statements.get('select 3');
    expect(statements.get('select 1')).toBe(one);
    expect(prepared).toBe(3);
    statements.get('select 2');
    expect(prepared).toBe(4);
    database.close();
  });
});

test('closed by the last who has it open, the file is whole and alone, also when nothing was ever read', async () => {
  await insert(engine.writer, 1);
  await engine.close();
  expect(readdirSync(folder)).toEqual(['x.sqlite']);
});

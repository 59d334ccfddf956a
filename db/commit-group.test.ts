import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupedTransactions, type GroupedTransaction } from './commit-group.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

/** Longer than a busy machine takes for a unit. */
const OPEN_MS = 5_000;

let db: TestDatabase;
let run: GroupedTransaction;
/** What each unit saw of `items` when it began. */
let seen: string[][];

const names = async (handle = db.engine.reader) =>
  (await sql<{ name: string }>`select name from items order by rowid`.execute(handle)).rows.map(({ name }) => name);

const put = (name: string, then: () => Promise<void> | void = () => {}) =>
  run(async (transaction) => {
    seen.push(await names(transaction));
    await sql`insert into items (name) values (${name})`.execute(transaction);
    await then();
    return name;
  });

beforeEach(async () => {
  db = await openTestDatabase();
  seen = [];
  run = groupedTransactions(db.engine.writer, { groupMs: OPEN_MS });
  await sql`create table items (name text primary key, other text references items deferrable initially deferred)`.execute(
    db.engine.writer,
  );
});
afterEach(() => db.close());

test('units that come together share a commit: nobody outside sees the first before the last', async () => {
  const first = put('a');
  const last = put('b', async () => {
    expect(seen.at(-1)).toEqual(['a']);
    expect(await names()).toEqual([]);
  });
  expect(await Promise.all([first, last])).toEqual(['a', 'b']);
  expect(await names()).toEqual(['a', 'b']);
});

test('one that comes while another runs joins it', async () => {
  let late: Promise<string> | undefined;
  await put('a', async () => {
    await setImmediate();
    late = put('b', async () => expect(await names()).toEqual([]));
  });
  expect(await late).toBe('b');
});

test('a unit that fails takes nothing of the others with it', async () => {
  const results = await Promise.allSettled([
    put('a'),
    put('bad', () => {
      throw new Error('refused');
    }),
    put('c'),
    put('a'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await names()).toEqual(['a', 'c']);
  await put('d');
  expect(await names()).toEqual(['a', 'c', 'd']);
});

test('a commit that fails is the fault of one: the others are run again and kept', async () => {
  const orphan = run(async (transaction) => {
    await sql`insert into items (name, other) values ('orphan', 'nobody')`.execute(transaction);
  });
  const results = await Promise.allSettled([put('a'), orphan, put('c')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await names()).toEqual(['a', 'c']);
});

test('hundreds at once are all kept, in order', async () => {
  const wanted = Array.from({ length: 300 }, (_, index) => `n${index}`);
  await Promise.all(wanted.map((name) => put(name)));
  expect(await names()).toEqual(wanted);
});

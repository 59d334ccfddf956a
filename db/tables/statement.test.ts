/** Entries booked before statements were kept get their place and balance when the database is brought up to date. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { openSqlite } from '../engine/sqlite.ts';
import { migrate } from '../migrations.ts';
import { createTables } from './index.ts';
import { createStatement } from './statement.ts';

const OLD = { a: { up: createTables } };

async function book(db: Kysely<any>, id: string, at: number, entries: [string, number][]): Promise<void> {
  await sql`insert into journals (id, environment, kind, idem_key, memo, at)
    values (${id}, 'practice', 'adjustment', ${id}, '', ${at})`.execute(db);
  for (const [position, [account, amountIdr]] of entries.entries())
    await sql`insert into ledger_entries (journal_id, position, account_id, environment, amount_idr)
      values (${id}, ${position}, ${account}, 'practice', ${amountIdr})`.execute(db);
}

test('old entries are numbered and summed up along each account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-statement-'));
  const engine = openSqlite(join(folder, 'x.sqlite'));
  const db: Kysely<any> = engine.writer;
  await migrate(db, { migrations: OLD });
  for (const id of ['c', 'g', 'empty'])
    await sql`insert into ledger_accounts (id, environment, posted_idr, held_idr) values (${id}, 'practice', 0, 0)`.execute(
      db,
    );
  await book(db, 'j2', 20, [
    ['c', -30],
    ['g', 30],
  ]);
  await book(db, 'j1', 10, [
    ['g', -100],
    ['c', 60],
    ['c', 40],
  ]);
  await migrate(db, { migrations: { ...OLD, b: { up: createStatement } } });
  const rows = await db
    .selectFrom('ledger_entries')
    .select(['account_id', 'at', 'account_seq', 'amount_idr', 'balance_after_idr'])
    .orderBy('account_id')
    .orderBy('account_seq')
    .execute();
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['c', 10, 1, 60, 60],
    ['c', 10, 2, 40, 100],
    ['c', 20, 3, -30, 70],
    ['g', 10, 1, -100, -100],
    ['g', 20, 2, 30, -70],
  ]);
  const accounts = await db.selectFrom('ledger_accounts').select(['id', 'entry_count', 'last_entry_at']).execute();
  expect(new Map(accounts.map((row) => [row.id, [row.entry_count, row.last_entry_at]]))).toEqual(
    new Map([
      ['c', [3, 20]],
      ['g', [2, 20]],
      ['empty', [0, 0]],
    ]),
  );
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

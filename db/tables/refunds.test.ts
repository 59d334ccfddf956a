/** A shop that was running before: money that waited on its customers' accounts moves to where it waits, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../commerce/ledger/verify.ts';
import { toRow } from '../rows.ts';
import { newCase, newOrder, newRefund } from '../../tests/contract/stores/fixtures.ts';
import { openSqlite } from '../engine/sqlite.ts';
import { migrate, migrateTo } from '../migrations.ts';
import { createLedgerStore } from '../stores/ledger.ts';
import { without } from '../stores/values.ts';
import { testIds } from '../testing.ts';

const BEFORE = ['0001_first', '0002_commits', '0002_leases_and_login_links', '0003_retention', '0004_leaner_indexes'];
const NEW_CASE = ['resolved_by', 'parked_idr'] as const;
const OLD_REFUND = [
  'id',
  'order_id',
  'person_id',
  'environment',
  'amount_idr',
  'reason',
  'cause',
  'state',
  'created_at',
] as const;

test('what was parked or due before is booked as such', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-refunds-'));
  const engine = openSqlite(join(folder, 'x.sqlite'));
  const db = engine.writer;
  try {
    await sql`pragma foreign_keys = off`.execute(db);
    await db.transaction().execute((transaction) => migrateTo(transaction, BEFORE));
    const order = newOrder(testIds, { environment: 'practice', personId: 'ana' });
    await db
      .insertInto('orders')
      .values(without(toRow(order), 'pay_with') as never)
      .execute();
    const parked = newCase(testIds, { orderId: order.id, amountIdr: 700, dedupeKey: 'underpaid:x' });
    const other = newCase(testIds, { orderId: order.id, amountIdr: 99, kind: 'bad_qris' });
    for (const row of [parked, other])
      await db
        .insertInto('review_cases')
        .values(without(toRow(row), ...NEW_CASE) as never)
        .execute();
    const refund = toRow(newRefund(testIds, order, { amountIdr: 200 }));
    const oldRefund = Object.fromEntries(OLD_REFUND.map((column) => [column, refund[column]]));
    await db
      .insertInto('refunds')
      .values(oldRefund as never)
      .execute();
    const sides = [
      ['practice:customer:ana', 1_000, 0],
      ['practice:gateway:g', -1_000, null],
    ] as const;
    await db
      .insertInto('journals')
      .values({ id: 'j', environment: 'practice', kind: 'receipt', idem_key: 'r', order_id: order.id, memo: '', at: 1 })
      .execute();
    for (const [position, [id, amount, least]] of sides.entries()) {
      const account = {
        id,
        environment: 'practice',
        posted_idr: amount,
        held_idr: 0,
        min_available_idr: least,
      };
      // The columns of that time; later ones are added by what follows.
      await db
        .insertInto('ledger_accounts')
        .values(account as never)
        .execute();
      await db
        .insertInto('ledger_entries')
        .values({ journal_id: 'j', position, account_id: id, environment: 'practice', amount_idr: amount } as never)
        .execute();
    }
    await migrate(db);
    const ledger = createLedgerStore(db);
    expect((await verifyLedger(ledger)).differences).toEqual([]);
    expect(await ledger.waiting()).toEqual([{ environment: 'practice', refundsDueIdr: 200, parkedIdr: 700 }]);
    expect((await ledger.account('practice:customer:ana'))?.postedIdr).toBe(100);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

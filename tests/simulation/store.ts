/** The two memories a run may use, and what can be looked at in them at its end. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { Journal, MoneyHold } from '../../commerce/ledger/model.ts';
import type { Order } from '../../commerce/order/model.ts';
import type { Payment, Receipt, Refund, ReviewCase } from '../../commerce/payment/model.ts';
import type { StockCode } from '../../commerce/catalogue/model.ts';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { Ids } from '../../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import type { DoorKeyRow, InventoryNight, Stay } from '../../commerce/stay/model.ts';
import { openSqlite } from '../../db/engine/sqlite.ts';
import { openInMemory } from '../../db/memory/open.ts';
import { migrate } from '../../db/migrations.ts';
import { fromRow } from '../../db/rows.ts';
import type { Database } from '../../db/tables/index.ts';
import { createUnitOfWork } from '../../db/unit-of-work.ts';
import { plainVault } from './chance.ts';

/** Rows the rules look at; of journals only the heads, their entries are verified by the ledger itself. */
export interface Look {
  orders: Order[];
  payments: Payment[];
  receipts: Receipt[];
  refunds: Refund[];
  cases: ReviewCase[];
  fulfilments: Fulfilment[];
  attempts: FulfilmentAttempt[];
  journals: Journal[];
  holds: MoneyHold[];
  codes: StockCode[];
  stays: Pick<Stay, 'orderId' | 'state' | 'roomTypeId' | 'checkIn' | 'checkOut' | 'rooms'>[];
  nights: InventoryNight[];
  keys: DoorKeyRow[];
  jobs: Pick<JobRow, 'id' | 'name' | 'state' | 'runAt' | 'lastError'>[];
}

export interface SimStore {
  uow: UnitOfWork;
  look(): Promise<Look>;
  /** The same for the same rows, whatever order they were written in. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

export type StoreKind = 'memory' | 'sqlite';

export async function openStore(kind: StoreKind, ids: Ids, hook: (step: string) => void): Promise<SimStore> {
  return kind === 'memory' ? inMemory(ids, hook) : onSqlite(ids, hook);
}

function inMemory(ids: Ids, hook: (step: string) => void): SimStore {
  const { uow, rows } = openInMemory({ ids, vault: plainVault, hook });
  return {
    uow,
    look: async () => ({
      orders: rows.orders.all(),
      payments: rows.payments.all(),
      receipts: rows.receipts.all(),
      refunds: rows.refunds.all(),
      cases: rows.cases.all(),
      fulfilments: rows.fulfilments.all(),
      attempts: rows.attempts.all(),
      journals: rows.journals.all(),
      holds: rows.holds.all(),
      codes: rows.stockCodes.all(),
      stays: rows.stays.all(),
      nights: rows.nights.all(),
      keys: rows.doorKeys.all(),
      jobs: rows.jobs.all(),
    }),
    digest: async () => digestOf(Object.entries(rows).map(([name, table]) => [name, table.all()])),
    close: async () => {},
  };
}

/** In RAM where the machine has a place for it: what is simulated here is not the speed of a disk. */
const RAM = '/dev/shm';

async function onSqlite(ids: Ids, hook: (step: string) => void): Promise<SimStore> {
  const folder = mkdtempSync(join(existsSync(RAM) ? RAM : tmpdir(), 'sapa-simulation-'));
  const engine = openSqlite(join(folder, 'sapa.sqlite'));
  await migrate(engine.writer);
  const all = async <R extends object>(table: keyof Database): Promise<R[]> => {
    const rows = await engine.reader.selectFrom(table).selectAll().execute();
    return rows.map((row) => fromRow<R>(row as never));
  };
  return {
    uow: createUnitOfWork({ engine, ids, vault: plainVault, hook }),
    look: async () => ({
      orders: await all('orders'),
      payments: await all('payments'),
      receipts: await all('receipts'),
      refunds: await all('refunds'),
      cases: await all('review_cases'),
      fulfilments: await all('fulfilments'),
      attempts: await all('fulfilment_attempts'),
      journals: withEntries(await all('journals'), await all('ledger_entries')),
      holds: await all('money_holds'),
      codes: await all('stock_codes'),
      stays: await all('stays'),
      nights: await all('inventory_nights'),
      keys: await all('door_keys'),
      jobs: await all('jobs'),
    }),
    async digest() {
      const tables = await engine.reader.introspection.getTables();
      const dumped: [string, object[]][] = [];
      for (const { name } of tables) dumped.push([name, await all(name as keyof Database)]);
      return digestOf(dumped);
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type EntryRow = { journalId: string; accountId: string; amountIdr: number };

function withEntries(heads: Omit<Journal, 'entries'>[], entries: EntryRow[]): Journal[] {
  const byJournal = Map.groupBy(entries, (entry) => entry.journalId);
  return heads.map((head) => ({ ...head, entries: byJournal.get(head.id) ?? [] }));
}

function digestOf(tables: [string, readonly object[]][]): string {
  const hash = createHash('sha256');
  for (const [name, rows] of tables.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name);
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
    for (const line of lines.sort()) hash.update(line);
  }
  return hash.digest('hex');
}

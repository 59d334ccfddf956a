/**
 * Tables of the double-entry ledger. `posted_idr` and `held_idr` of an account are sums kept beside the entries and open
 * holds they come from, for guarded statements; ledger:verify recomputes both. The checks are the last line of defence:
 * the store's guards come first.
 */
import { sql, type Kysely } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { Journal, LedgerAccount, MoneyHold } from '../../commerce/ledger/model.ts';
import type { Row } from '../rows.ts';

/** The last two number an account's entries as they are booked; see tables/statement.ts. */
export type LedgerAccountsTable = Row<LedgerAccount> & { entry_count: number; last_entry_at: number };
export type JournalsTable = Row<Omit<Journal, 'entries'>>;
export type MoneyHoldsTable = Row<MoneyHold>;

export interface LedgerEntriesTable {
  journal_id: string;
  position: number;
  account_id: string;
  environment: Environment;
  amount_idr: number;
  at: number;
  account_seq: number;
  balance_after_idr: number;
}

export interface LedgerTables {
  ledger_accounts: LedgerAccountsTable;
  journals: JournalsTable;
  ledger_entries: LedgerEntriesTable;
  money_holds: MoneyHoldsTable;
}

export async function createLedgerTables(db: Kysely<any>): Promise<void> {
  await createAccounts(db);
  await createJournals(db);
  await createHolds(db);
}

async function createAccounts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('ledger_accounts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('posted_idr', 'bigint', (c) => c.notNull())
    .addColumn('held_idr', 'bigint', (c) => c.notNull())
    .addColumn('min_available_idr', 'bigint')
    .addUniqueConstraint('ledger_accounts_environment_unique', ['id', 'environment'])
    .addCheckConstraint('ledger_accounts_environment_known', sql`environment in ('practice', 'sandbox', 'live')`)
    .addCheckConstraint('ledger_accounts_held', sql`held_idr >= 0`)
    .addCheckConstraint(
      'ledger_accounts_available',
      sql`min_available_idr is null or posted_idr - held_idr >= min_available_idr`,
    )
    .execute();
}

async function createJournals(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('journals')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('idem_key', 'text', (c) => c.notNull().unique())
    .addColumn('order_id', 'text')
    .addColumn('memo', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('journals_environment_unique', ['id', 'environment'])
    .addForeignKeyConstraint('journals_order', ['order_id', 'environment'], 'orders', ['id', 'environment'])
    .execute();
  await db.schema.createIndex('journals_order_id').on('journals').columns(['order_id']).execute();
  await db.schema
    .createTable('ledger_entries')
    .addColumn('journal_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('ledger_entries_key', ['journal_id', 'position'])
    .addForeignKeyConstraint('ledger_entries_journal', ['journal_id', 'environment'], 'journals', ['id', 'environment'])
    .addForeignKeyConstraint('ledger_entries_account', ['account_id', 'environment'], 'ledger_accounts', [
      'id',
      'environment',
    ])
    .execute();
  await db.schema.createIndex('ledger_entries_account_id').on('ledger_entries').columns(['account_id']).execute();
}

async function createHolds(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('money_holds')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addColumn('captured_idr', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('money_holds_attempt_unique', ['order_id', 'attempt'])
    .addForeignKeyConstraint('money_holds_order', ['order_id', 'environment'], 'orders', ['id', 'environment'])
    .addForeignKeyConstraint('money_holds_account', ['account_id', 'environment'], 'ledger_accounts', [
      'id',
      'environment',
    ])
    .addCheckConstraint('money_holds_amounts', sql`amount_idr > 0 and captured_idr between 0 and amount_idr`)
    .execute();
  await db.schema
    .createIndex('money_holds_open')
    .on('money_holds')
    .columns(['account_id'])
    .where(sql<boolean>`state = 'open'`)
    .execute();
}

/**
 * Buying from a balance: how an order is paid, who keeps a balance with us and on which terms, and prices by percent.
 * What a balance holds is no column here: it is the person's ledger account.
 */
import type { Kysely } from 'kysely';
import type { Reseller } from '../../commerce/people/reseller.ts';
import type { Row } from '../rows.ts';

export type ResellersTable = Row<Reseller>;

export interface BalanceTables {
  resellers: ResellersTable;
}

export async function createBalanceTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('orders')
    .addColumn('pay_with', 'text', (c) => c.notNull().defaultTo('gateway'))
    .execute();
  await db.schema
    .alterTable('price_rules')
    .addColumn('basis_points', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('price_rules')
    .addColumn('rounding_idr', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await createResellers(db);
}

async function createResellers(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('resellers')
    .addColumn('person_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('shop_name', 'text', (c) => c.notNull())
    .addColumn('contact', 'text', (c) => c.notNull())
    .addColumn('daily_limit_idr', 'bigint')
    .addColumn('low_balance_idr', 'bigint')
    .addColumn('low_told_at', 'bigint')
    .addColumn('credit_limit_idr', 'bigint', (c) => c.notNull())
    .addColumn('pin_hash', 'text')
    .addColumn('pin_failures', 'integer', (c) => c.notNull())
    .addColumn('pin_locked_until', 'bigint')
    .addColumn('requested_at', 'bigint', (c) => c.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text')
    .execute();
  await db.schema.createIndex('resellers_state').on('resellers').columns(['state', 'requested_at']).execute();
}

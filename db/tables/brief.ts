/**
 * What the morning brief reads: a row per supplier and day of its deposit, and indexes that keep its questions to a day
 * or to what is open. The index of open orders says its condition in literals, as a query must to be given it.
 */
import { sql, type Kysely } from 'kysely';
import type { Deposit } from '../../commerce/brief/model.ts';
import type { Row } from '../rows.ts';

/** Word for word the condition of the index: engines match it by its text. */
export const IS_UNDER_WAY = sql<boolean>`state in ('awaiting_payment', 'paid')`;

export interface BriefTables {
  deposit_days: Row<Deposit & { providerId: string; day: string }>;
}

export async function createBriefTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('deposit_days')
    .addColumn('provider_id', 'text', (c) => c.notNull().references('providers.id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('first_idr', 'bigint', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('last_idr', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('deposit_days_key', ['provider_id', 'day'])
    .execute();
  await db.schema.createIndex('receipts_booked').on('receipts').columns(['provider_id', 'booked_at']).execute();
  await db.schema
    .createIndex('orders_under_way')
    .on('orders')
    .columns(['environment', 'state', 'placed_at'])
    .where(IS_UNDER_WAY)
    .execute();
}

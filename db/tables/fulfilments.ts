/** Tables of deliveries and their attempts at suppliers. A reference names one attempt of one provider, for ever. */
import type { Kysely } from 'kysely';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { Row } from '../rows.ts';

export type FulfilmentsTable = Row<Fulfilment>;
export type FulfilmentAttemptsTable = Row<FulfilmentAttempt>;

export interface FulfilmentTables {
  fulfilments: FulfilmentsTable;
  fulfilment_attempts: FulfilmentAttemptsTable;
}

export async function createFulfilmentTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('fulfilments')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('line_id', 'text', (c) => c.notNull().references('order_lines.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('unit', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('check_count', 'integer', (c) => c.notNull())
    .addColumn('next_check_at', 'bigint')
    .addColumn('serial_sealed', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addUniqueConstraint('fulfilments_unit_unique', ['line_id', 'unit'])
    .execute();
  await db.schema.createIndex('fulfilments_order').on('fulfilments').columns(['order_id', 'id']).execute();
  await createAttempts(db);
}

async function createAttempts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('fulfilment_attempts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('fulfilment_id', 'text', (c) => c.notNull().references('fulfilments.id'))
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull().references('providers.id'))
    .addColumn('ref_id', 'text', (c) => c.notNull())
    .addColumn('sku', 'text', (c) => c.notNull())
    .addColumn('customer_no', 'text', (c) => c.notNull())
    .addColumn('max_price_idr', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('price_idr', 'bigint')
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'bigint', (c) => c.notNull())
    .addColumn('answered_at', 'bigint')
    .addUniqueConstraint('fulfilment_attempts_attempt_unique', ['fulfilment_id', 'attempt'])
    .addUniqueConstraint('fulfilment_attempts_ref_unique', ['provider_id', 'ref_id'])
    .execute();
}

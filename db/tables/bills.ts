/** What suppliers said bills come to. Never the full name of whose they are. */
import type { Kysely } from 'kysely';
import type { BillQuote } from '../../commerce/bill/model.ts';
import type { Row } from '../rows.ts';

export interface BillTables {
  bill_quotes: Row<BillQuote>;
}

export async function createBillTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('bill_quotes')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('ref_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('product_id', 'text', (c) => c.notNull().references('products.id'))
    .addColumn('provider_id', 'text', (c) => c.notNull().references('providers.id'))
    .addColumn('person_id', 'text')
    .addColumn('chat_id', 'text')
    .addColumn('customer_no', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('cost_idr', 'bigint', (c) => c.notNull())
    .addColumn('fee_idr', 'bigint', (c) => c.notNull())
    .addColumn('selling_idr', 'bigint', (c) => c.notNull())
    .addColumn('masked_name', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('line_id', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('bill_quotes_ref_unique', ['ref_id'])
    .execute();
  await db.schema.createIndex('bill_quotes_line').on('bill_quotes').column('line_id').execute();
}

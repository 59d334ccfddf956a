/** Paused suppliers and charges on top of a unit; and the serial of an attempt that came after the unit had moved on. */
import type { Kysely } from 'kysely';
import type { Charge, SupplierPause } from '../../commerce/fulfilment/supply-model.ts';
import type { Row } from '../rows.ts';

export interface SupplyTables {
  supplier_pauses: Row<SupplierPause>;
  charges: Row<Charge>;
}

export async function createSupplyTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('supplier_pauses')
    .addColumn('provider_id', 'text', (c) => c.primaryKey().notNull().references('providers.id'))
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('needed_idr', 'bigint', (c) => c.notNull())
    .addColumn('paused_at', 'bigint', (c) => c.notNull())
    .addColumn('probes', 'integer', (c) => c.notNull())
    .addColumn('next_probe_at', 'bigint', (c) => c.notNull())
    .addColumn('resumed_at', 'bigint')
    .execute();
  await db.schema
    .createTable('charges')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('fulfilment_id', 'text', (c) => c.notNull().references('fulfilments.id'))
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addColumn('ceiling_idr', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.references('orders.id'))
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('charges_round_unique', ['fulfilment_id', 'round'])
    .addUniqueConstraint('charges_order_unique', ['order_id'])
    .execute();
  await db.schema.alterTable('fulfilment_attempts').addColumn('serial_sealed', 'text').execute();
}

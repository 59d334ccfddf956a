/**
 * Tables for the upkeep of suppliers: their price lists, our deposits, how products have been doing. The outcomes are
 * read by an index that ends at a product's newest, so what a product card tells costs the same after a million orders.
 */
import { sql, type Kysely } from 'kysely';
import type { ProductOutcome, ProductPause } from '../../commerce/catalogue/health/model.ts';
import type { BalanceWatch } from '../../commerce/provider/balance-watch-model.ts';
import type { PriceList } from '../../commerce/provider/price-list.ts';
import type { Row } from '../rows.ts';

/** `totals` is JSON. */
export type PriceListsTable = Row<Omit<PriceList, 'totals'> & { totals: string | null }>;

export interface SupplierUpkeepTables {
  price_lists: PriceListsTable;
  price_list_parts: { provider_id: string; place: number; items: string };
  balance_watches: Row<BalanceWatch>;
  product_outcomes: Row<ProductOutcome>;
  product_pauses: Row<ProductPause>;
}

/** Word for word the condition of the index: engines match it by its text. */
export const IS_HELD = sql<boolean>`held_cost_idr is not null and held_kept = 0`;

export async function createSupplierUpkeep(db: Kysely<any>): Promise<void> {
  await createPriceLists(db);
  await createWatches(db);
  await createHealth(db);
  await db.schema.alterTable('offers').addColumn('held_cost_idr', 'bigint').execute();
  await db.schema.alterTable('offers').addColumn('held_since', 'bigint').execute();
  await db.schema
    .alterTable('offers')
    .addColumn('held_kept', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('offers_held').on('offers').columns(['provider_id', 'sku']).where(IS_HELD).execute();
}

async function createPriceLists(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('price_lists')
    .addColumn('provider_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('list_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('fetched_at', 'bigint')
    .addColumn('parts', 'integer', (c) => c.notNull())
    .addColumn('totals', 'text')
    .addColumn('asked_at', 'bigint')
    .addColumn('synced_day', 'text')
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('hold_pct', 'integer')
    .execute();
  await db.schema
    .createTable('price_list_parts')
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('items', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('price_list_parts_key', ['provider_id', 'place'])
    .execute();
}

async function createWatches(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('balance_watches')
    .addColumn('provider_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('balance_idr', 'bigint')
    .addColumn('asked_at', 'bigint')
    .addColumn('low_below_idr', 'bigint')
    .addColumn('low_since', 'bigint')
    .addColumn('low_told_at', 'bigint')
    .addColumn('silent_since', 'bigint')
    .addColumn('silent_told_at', 'bigint')
    .execute();
}

async function createHealth(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('product_outcomes')
    .addColumn('attempt_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('product_id', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('took_ms', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('product_outcomes_key', ['attempt_id', 'kind'])
    .execute();
  await db.schema.createIndex('product_outcomes_newest').on('product_outcomes').columns(['product_id', 'at']).execute();
  await db.schema.createIndex('product_outcomes_at').on('product_outcomes').columns(['at']).execute();
  await db.schema
    .createTable('product_pauses')
    .addColumn('product_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('mode', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('until', 'bigint')
    .addColumn('times', 'integer', (c) => c.notNull())
    .execute();
}

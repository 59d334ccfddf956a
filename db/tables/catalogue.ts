/**
 * Tables of what is sold: products, suppliers' offers, price rules, and the codes sold from stock. Booleans are 0/1,
 * instants integer milliseconds. Uniqueness without case lives in `*_key` columns filled by the store, because lower()
 * and LIKE differ between engines outside ASCII.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Offer, PriceRule, Product, StockCode } from '../../commerce/catalogue/model.ts';
import type { Environment } from '../../commerce/environment.ts';

export interface ProductsTable {
  id: string;
  business_id: string;
  environment: Environment;
  kind: Product['kind'];
  code: string;
  /** `code` in upper case: what is unique and looked up. */
  code_key: string;
  name: string;
  category: string;
  brand: string;
  description: string;
  /** JSON of DestinationRule. */
  destination: string | null;
  active: number;
  /** Name, brand, category and code in lower case, one a line: what a search reads. */
  search_text: string;
  created_at: number;
  /** Comes with offer-templates.ts. */
  replaced_by: string | null;
}

export interface OffersTable {
  id: string;
  product_id: string;
  provider_id: string;
  sku: string;
  cost_idr: number;
  active: number;
  multi: number;
  cut_off_start: Offer['cutOffStart'];
  cut_off_end: Offer['cutOffEnd'];
  seen_at: number;
  /** These three come with supplier-upkeep.ts. */
  held_cost_idr: number | null;
  held_since: number | null;
  held_kept: number;
  /** These three come with offer-templates.ts. */
  template: string | null;
  rank: number | null;
  home_product_id: string | null;
}

export interface PriceRulesTable {
  id: string;
  business_id: string;
  tier: string;
  scope: PriceRule['scope'];
  scope_value: string;
  kind: PriceRule['kind'];
  amount_idr: number;
  basis_points: number;
  rounding_idr: number;
}

export interface StockCodesTable {
  id: string;
  product_id: string;
  sealed: string;
  fingerprint: string;
  state: StockCode['state'];
  order_id: string | null;
  fulfilment_id: string | null;
  added_at: number;
}

export interface CatalogueTables {
  products: ProductsTable;
  offers: OffersTable;
  price_rules: PriceRulesTable;
  stock_codes: StockCodesTable;
}

export async function createCatalogueTables(db: Kysely<any>): Promise<void> {
  await createProducts(db);
  await createOffers(db);
  await createPriceRules(db);
  await createStockCodes(db);
}

async function createProducts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('products')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('business_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('code_key', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('brand', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('destination', 'text')
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('search_text', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('products_code_unique', ['environment', 'code_key', 'business_id'])
    .execute();
  await db.schema
    .createIndex('products_shelf')
    .on('products')
    .columns(['environment', 'category', 'brand', 'name'])
    .execute();
}

async function createOffers(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('offers')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('product_id', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('sku', 'text', (c) => c.notNull())
    .addColumn('cost_idr', 'bigint', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('multi', 'integer', (c) => c.notNull())
    .addColumn('cut_off_start', 'text')
    .addColumn('cut_off_end', 'text')
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('offers_sku_unique', ['provider_id', 'sku'])
    .execute();
  await db.schema.createIndex('offers_product').on('offers').columns(['product_id']).execute();
}

async function createPriceRules(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('price_rules')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('business_id', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('scope_value', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('price_rules_unique', ['business_id', 'tier', 'scope', 'scope_value'])
    .execute();
}

/** A code belongs to at most one fulfilment and a fulfilment has at most one code: `fulfilment_id` is unique. */
async function createStockCodes(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('stock_codes')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('product_id', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text')
    .addColumn('fulfilment_id', 'text')
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('stock_codes_fingerprint_unique', ['product_id', 'fingerprint'])
    .addUniqueConstraint('stock_codes_fulfilment_unique', ['fulfilment_id'])
    .execute();
  await db.schema
    .createIndex('stock_codes_shelf')
    .on('stock_codes')
    .columns(['product_id', 'state', 'added_at', 'id'])
    .execute();
  await db.schema
    .createIndex('stock_codes_order')
    .on('stock_codes')
    .columns(['order_id'])
    .where(sql<boolean>`order_id is not null`)
    .execute();
}

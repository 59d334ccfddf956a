/**
 * Tables of orders, their lines, and the answers use cases gave under an idempotency key. (id, environment) of an order
 * is unique so that payments, holds and journals can point to both at once and environments can never mix.
 */
import { sql, type Kysely } from 'kysely';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { Row } from '../rows.ts';

export type OrdersTable = Row<Order>;

/** `snapshot` is JSON of LineSnapshot, `destination` what it says is sent to the supplier. */
export type OrderLinesTable = Row<Omit<OrderLine, 'snapshot'> & { snapshot: string; destination: string | null }>;

export interface IdempotencyKeysTable {
  key: string;
  input_hash: string;
  result: string;
  at: number;
}

export interface OrderTables {
  orders: OrdersTable;
  order_lines: OrderLinesTable;
  idempotency_keys: IdempotencyKeysTable;
}

export async function createOrderTables(db: Kysely<any>): Promise<void> {
  await createOrders(db);
  await createOrderLines(db);
  await createIdempotencyKeys(db);
}

async function createOrders(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('orders')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('business_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('chat_id', 'text')
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('total_idr', 'bigint', (c) => c.notNull())
    .addColumn('placed_at', 'bigint', (c) => c.notNull())
    .addColumn('pay_by', 'bigint', (c) => c.notNull())
    .addColumn('paid_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('cancel_requested_at', 'bigint')
    .addColumn('token_fingerprint', 'text', (c) => c.notNull().unique())
    .addColumn('token_sealed', 'text', (c) => c.notNull())
    .addUniqueConstraint('orders_environment_unique', ['id', 'environment'])
    .addCheckConstraint('orders_environment_known', sql`environment in ('practice', 'sandbox', 'live')`)
    .execute();
  await db.schema
    .createIndex('orders_person')
    .on('orders')
    .columns(['person_id', 'environment', 'placed_at'])
    .execute();
  await db.schema.createIndex('orders_state').on('orders').columns(['environment', 'state']).execute();
}

async function createOrderLines(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('order_lines')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('product_id', 'text')
    .addColumn('stay_id', 'text')
    .addColumn('qty', 'integer', (c) => c.notNull())
    .addColumn('unit_price_idr', 'bigint', (c) => c.notNull())
    .addColumn('total_idr', 'bigint', (c) => c.notNull())
    .addColumn('snapshot', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('order_lines_order').on('order_lines').columns(['order_id', 'id']).execute();
}

async function createIdempotencyKeys(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('input_hash', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}

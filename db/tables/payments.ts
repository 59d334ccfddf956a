/**
 * Tables of payment attempts, receipts of money, refunds owed and cases for a person. What may happen once is unique:
 * a reference per provider, a receipt per gateway key, a refund per order and cause, a case per cause.
 */
import type { Kysely } from 'kysely';
import type { Payment, Receipt, Refund, ReviewCase } from '../../commerce/payment/model.ts';
import type { Row } from '../rows.ts';

export type PaymentsTable = Row<Payment>;
export type ReceiptsTable = Row<Receipt>;
export type RefundsTable = Row<Refund>;
export type ReviewCasesTable = Row<ReviewCase>;

export interface PaymentTables {
  payments: PaymentsTable;
  receipts: ReceiptsTable;
  refunds: RefundsTable;
  review_cases: ReviewCasesTable;
}

export async function createPaymentTables(db: Kysely<any>): Promise<void> {
  await createPayments(db);
  await createReceipts(db);
  await createRefunds(db);
  await createReviewCases(db);
}

async function createPayments(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('payments')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('order_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('reference', 'text', (c) => c.notNull())
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addColumn('fee_idr', 'bigint', (c) => c.notNull())
    .addColumn('payable_idr', 'bigint', (c) => c.notNull())
    .addColumn('gateway_transaction_id', 'text')
    .addColumn('payment_number', 'text')
    .addColumn('pay_url', 'text')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('paid_at', 'bigint')
    .addColumn('queried_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('payments_reference_unique', ['provider_id', 'reference'])
    .addUniqueConstraint('payments_attempt_unique', ['order_id', 'attempt'])
    .addUniqueConstraint('payments_environment_unique', ['id', 'environment'])
    .addForeignKeyConstraint('payments_order', ['order_id', 'environment'], 'orders', ['id', 'environment'])
    .addForeignKeyConstraint('payments_provider', ['provider_id', 'environment'], 'providers', ['id', 'environment'])
    .execute();
}

async function createReceipts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('receipts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('payment_id', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('gateway_key', 'text', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addColumn('paid_at', 'bigint')
    .addColumn('booked_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('receipts_gateway_key_unique', ['provider_id', 'gateway_key'])
    .addForeignKeyConstraint('receipts_payment', ['payment_id', 'environment'], 'payments', ['id', 'environment'])
    .execute();
  await db.schema.createIndex('receipts_order').on('receipts').columns(['order_id', 'booked_at']).execute();
}

async function createRefunds(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('refunds')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('order_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('amount_idr', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('refunds_cause_unique', ['order_id', 'cause'])
    .addForeignKeyConstraint('refunds_order', ['order_id', 'environment'], 'orders', ['id', 'environment'])
    .execute();
}

async function createReviewCases(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('review_cases')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('order_id', 'text')
    .addColumn('payment_id', 'text')
    .addColumn('fulfilment_id', 'text')
    .addColumn('amount_idr', 'bigint')
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('resolution', 'text')
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('resolved_at', 'bigint')
    .addColumn('dedupe_key', 'text', (c) => c.notNull().unique())
    .addForeignKeyConstraint('review_cases_order', ['order_id', 'environment'], 'orders', ['id', 'environment'])
    .execute();
  await db.schema.createIndex('review_cases_state').on('review_cases').columns(['state', 'opened_at']).execute();
  await db.schema.createIndex('review_cases_order_id').on('review_cases').columns(['order_id']).execute();
}

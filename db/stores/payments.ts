/** Payment attempts, receipts of money and refunds owed. */
import type { Kysely } from 'kysely';
import type { Payment, Receipt, Refund } from '../../commerce/payment/model.ts';
import type { PaymentPatch, PaymentStore } from '../../commerce/ports/stores/payments.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne, insertedOne } from './values.ts';

const PATCHED: readonly (keyof PaymentPatch)[] = [
  'state',
  'feeIdr',
  'payableIdr',
  'gatewayTransactionId',
  'paymentNumber',
  'payUrl',
  'expiresAt',
  'paidAt',
];

export function createPaymentStore(db: Kysely<Database>, _deps: StoreDeps): PaymentStore {
  return {
    insert: async (payment) => {
      await db.insertInto('payments').values(toRow(payment)).execute();
    },
    ...readMethods(db),
    update: async (id, expectedVersion, patch) =>
      changedOne(
        await db
          .updateTable('payments')
          .set({ ...patchRow(patch, PATCHED), version: expectedVersion + 1 })
          .where('id', '=', id)
          .where('version', '=', expectedVersion)
          .executeTakeFirstOrThrow(),
      ),
    claimQuery: async (id, now, minGapMs) =>
      changedOne(
        await db
          .updateTable('payments')
          .set({ queried_at: now })
          .where('id', '=', id)
          .where((eb) => eb.or([eb('queried_at', 'is', null), eb('queried_at', '<=', now - minGapMs)]))
          .executeTakeFirstOrThrow(),
      ),
    ...receiptMethods(db),
    ...refundMethods(db),
  };
}

function readMethods(db: Kysely<Database>): Pick<PaymentStore, 'get' | 'byReference' | 'ofOrder'> {
  return {
    get: async (id) => {
      const row = await db.selectFrom('payments').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fromRow<Payment>(row) : null;
    },
    byReference: async (providerId, reference) => {
      const row = await db
        .selectFrom('payments')
        .selectAll()
        .where('provider_id', '=', providerId)
        .where('reference', '=', reference)
        .executeTakeFirst();
      return row ? fromRow<Payment>(row) : null;
    },
    ofOrder: async (orderId) => {
      const rows = await db
        .selectFrom('payments')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('attempt')
        .execute();
      return rows.map((row) => fromRow<Payment>(row));
    },
  };
}

function receiptMethods(db: Kysely<Database>): Pick<PaymentStore, 'insertReceipt' | 'receiptsOf'> {
  return {
    insertReceipt: async (receipt) =>
      insertedOne(
        await db
          .insertInto('receipts')
          .values(toRow(receipt))
          .onConflict((c) => c.columns(['provider_id', 'gateway_key']).doNothing())
          .executeTakeFirst(),
      ),
    receiptsOf: async (orderId) => {
      const rows = await db
        .selectFrom('receipts')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('booked_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => fromRow<Receipt>(row));
    },
  };
}

function refundMethods(db: Kysely<Database>): Pick<PaymentStore, 'insertRefund' | 'refundsOf' | 'markRefundPaid'> {
  return {
    insertRefund: async (refund) =>
      insertedOne(
        await db
          .insertInto('refunds')
          .values(toRow(refund))
          .onConflict((c) => c.columns(['order_id', 'cause']).doNothing())
          .executeTakeFirst(),
      ),
    refundsOf: async (orderId) => {
      const rows = await db
        .selectFrom('refunds')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => fromRow<Refund>(row));
    },
    markRefundPaid: async (refundId) =>
      changedOne(
        await db
          .updateTable('refunds')
          .set({ state: 'paid_out' })
          .where('id', '=', refundId)
          .where('state', '=', 'due')
          .executeTakeFirstOrThrow(),
      ),
  };
}

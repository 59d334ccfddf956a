/** Payment attempts, receipts of money and refunds owed. */
import type { Kysely } from 'kysely';
import type { Payment, Receipt, Refund } from '../../commerce/payment/model.ts';
import type { PaymentPatch, PaymentStore, RefundPatch } from '../../commerce/ports/stores/payments.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';

const PATCHED: readonly (keyof PaymentPatch)[] = [
  'state',
  'feeIdr',
  'payableIdr',
  'gatewayTransactionId',
  'paymentNumber',
  'billerCode',
  'payUrl',
  'deepLink',
  'clientTokenSealed',
  'cardTokenSealed',
  'chargedAt',
  'expiresAt',
  'paidAt',
  'refundedIdr',
];

const REFUND_PATCHED: readonly (keyof RefundPatch)[] = [
  'state',
  'way',
  'paymentId',
  'chooseUntil',
  'destinationSealed',
  'destinationMasked',
  'reminders',
  'unanswered',
  'proof',
  'endedAt',
];

const claimQuery = prepared((db, now: number, id: string, longAgo: number) =>
  db
    .updateTable('payments')
    .set({ queried_at: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('queried_at', 'is', null), eb('queried_at', '<=', longAgo)])),
);

/** Whoever pays is nobody's business any more once the payment is made, or is not. */
const forgotten = ({ state }: PaymentPatch): { payer_sealed?: null } =>
  state === undefined || state === 'creating' ? {} : { payer_sealed: null };

export function createPaymentStore(db: Kysely<Database>, _deps: StoreDeps): PaymentStore {
  return {
    insert: async (payment) => {
      await insertRow(db, 'payments', toRow(payment));
    },
    ...readMethods(db),
    update: async (id, expectedVersion, patch) =>
      (await updateBy(
        db,
        'payments',
        { id, version: expectedVersion },
        { ...patchRow(patch, PATCHED), ...forgotten(patch), version: expectedVersion + 1 },
      )) === 1,
    claimQuery: async (id, now, minGapMs) => (await claimQuery.run(db, now, id, now - minGapMs)) === 1,
    ...receiptMethods(db),
    ...refundMethods(db),
  };
}

function readMethods(db: Kysely<Database>): Pick<PaymentStore, 'get' | 'byReference' | 'ofOrder'> {
  return {
    get: async (id) => {
      const row = await oneBy(db, 'payments', { id });
      return row ? fromRow<Payment>(row) : null;
    },
    byReference: async (providerId, reference) => {
      const row = await oneBy(db, 'payments', { provider_id: providerId, reference });
      return row ? fromRow<Payment>(row) : null;
    },
    ofOrder: async (orderId) => {
      const rows = await selectBy(db, 'payments', { order_id: orderId }, 'attempt');
      return rows.map((row) => fromRow<Payment>(row));
    },
  };
}

function receiptMethods(db: Kysely<Database>): Pick<PaymentStore, 'insertReceipt' | 'receiptsOf'> {
  return {
    insertReceipt: async (receipt) => insertRow(db, 'receipts', toRow(receipt), ['provider_id', 'gateway_key']),
    receiptsOf: async (orderId) => {
      const rows = await selectBy(db, 'receipts', { order_id: orderId }, 'booked_at', 'id');
      return rows.map((row) => fromRow<Receipt>(row));
    },
  };
}

function refundMethods(
  db: Kysely<Database>,
): Pick<PaymentStore, 'insertRefund' | 'refundsOf' | 'refund' | 'updateRefund'> {
  return {
    insertRefund: async (refund) => insertRow(db, 'refunds', toRow(refund), ['order_id', 'cause']),
    refundsOf: async (orderId) => {
      const rows = await selectBy(db, 'refunds', { order_id: orderId }, 'created_at', 'id');
      return rows.map((row) => fromRow<Refund>(row));
    },
    refund: async (id) => {
      const row = await oneBy(db, 'refunds', { id });
      return row ? fromRow<Refund>(row) : null;
    },
    updateRefund: async (id, expectedVersion, patch) =>
      (await updateBy(
        db,
        'refunds',
        { id, version: expectedVersion },
        { ...patchRow(patch, REFUND_PATCHED), version: expectedVersion + 1 },
      )) === 1,
  };
}

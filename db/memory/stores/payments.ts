/** Payment attempts, receipts of money, refunds owed, and cases for a person to decide. */
import type { PaymentPatch, PaymentStore, RefundPatch, ReviewStore } from '../../../commerce/ports/stores/payments.ts';
import { joined } from '../tables.ts';
import { by, orNull, patchOf, refer, type MakeStore } from './support.ts';

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
];

const PATCHED_OF_REFUND: readonly (keyof RefundPatch)[] = [
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

export const createPaymentStore: MakeStore<PaymentStore> = (rows) => {
  const { payments, receipts, refunds } = rows;
  return {
    async insert(payment) {
      refer('orders', rows, payment.orderId, payment.environment);
      refer('providers', rows, payment.providerId, payment.environment);
      payments.insert(payment);
    },
    get: async (id) => orNull(payments.get(id)),
    byReference: async (providerId, reference) => orNull(payments.by('reference', joined(providerId, reference))),
    ofOrder: async (orderId) => payments.group('order', orderId).sort(by((payment) => payment.attempt)),
    async update(id, expectedVersion, patch) {
      if (payments.get(id)?.version !== expectedVersion) return false;
      const { state } = patch;
      const forgotten = state === undefined || state === 'creating' ? {} : { payerSealed: null };
      return payments.update(id, { ...patchOf(patch, PATCHED), ...forgotten, version: expectedVersion + 1 });
    },
    async claimQuery(id, now, minGapMs) {
      const payment = payments.get(id);
      if (!payment || (payment.queriedAt !== null && payment.queriedAt > now - minGapMs)) return false;
      return payments.update(id, { queriedAt: now });
    },
    async insertReceipt(receipt) {
      refer('payments', rows, receipt.paymentId, receipt.environment);
      return receipts.insertUnless(receipt);
    },
    receiptsOf: async (orderId) =>
      receipts.group('order', orderId).sort(
        by(
          (row) => row.bookedAt,
          (row) => row.id,
        ),
      ),
    async insertRefund(refund) {
      refer('orders', rows, refund.orderId, refund.environment);
      return refunds.insertUnless(refund);
    },
    refundsOf: async (orderId) =>
      refunds.group('order', orderId).sort(
        by(
          (row) => row.createdAt,
          (row) => row.id,
        ),
      ),
    refund: async (id) => orNull(refunds.get(id)),
    async updateRefund(id, expectedVersion, patch) {
      if (refunds.get(id)?.version !== expectedVersion) return false;
      return refunds.update(id, { ...patchOf(patch, PATCHED_OF_REFUND), version: expectedVersion + 1 });
    },
  };
};

export const createReviewStore: MakeStore<ReviewStore> = (rows) => {
  const { cases } = rows;
  const oldestFirst = by<ReturnType<typeof cases.all>[number]>(
    (row) => row.openedAt,
    (row) => row.id,
  );
  return {
    async open(row) {
      refer('orders', rows, row.orderId, row.environment);
      return cases.insertUnless(row);
    },
    get: async (id) => orNull(cases.get(id)),
    async listOpen(environment) {
      const open = cases.group('state', 'open').sort(oldestFirst);
      return environment ? open.filter((row) => row.environment === environment) : open;
    },
    ofOrder: async (orderId) => cases.group('order', orderId).sort(oldestFirst),
    async resolve(id, resolution, at, resolvedBy) {
      return (
        cases.get(id)?.state === 'open' &&
        cases.update(id, { state: 'resolved', resolution, resolvedAt: at, resolvedBy })
      );
    },
  };
};

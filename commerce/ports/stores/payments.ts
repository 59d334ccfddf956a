/** Payment attempts, receipts of money, refunds owed and cases for a person to decide. */
import type { Environment } from '../../environment.ts';
import type { Payment, Receipt, Refund, ReviewCase } from '../../payment/model.ts';

export type PaymentPatch = Partial<
  Pick<
    Payment,
    | 'state'
    | 'feeIdr'
    | 'payableIdr'
    | 'gatewayTransactionId'
    | 'paymentNumber'
    | 'billerCode'
    | 'payUrl'
    | 'deepLink'
    | 'clientTokenSealed'
    | 'cardTokenSealed'
    | 'chargedAt'
    | 'expiresAt'
    | 'paidAt'
    | 'refundedIdr'
  >
>;

export type RefundPatch = Partial<
  Pick<
    Refund,
    | 'state'
    | 'way'
    | 'paymentId'
    | 'chooseUntil'
    | 'destinationSealed'
    | 'destinationMasked'
    | 'reminders'
    | 'unanswered'
    | 'proof'
    | 'endedAt'
  >
>;

export interface PaymentStore {
  insert(payment: Payment): Promise<void>;
  get(id: string): Promise<Payment | null>;
  byReference(providerId: string, reference: string): Promise<Payment | null>;
  ofOrder(orderId: string): Promise<Payment[]>;
  /** Compare and set on version; false when another writer was first. Leaving `creating` forgets the payer's phone. */
  update(id: string, expectedVersion: number, patch: PaymentPatch): Promise<boolean>;
  /** Takes the right to ask the gateway now; false when somebody did within `minGapMs`. Does not raise the version. */
  claimQuery(id: string, now: number, minGapMs: number): Promise<boolean>;
  /** False when (provider, gatewayKey) is booked already. */
  insertReceipt(receipt: Receipt): Promise<boolean>;
  receiptsOf(orderId: string): Promise<Receipt[]>;
  /** False when the order already has a refund for this cause. */
  insertRefund(refund: Refund): Promise<boolean>;
  refundsOf(orderId: string): Promise<Refund[]>;
  refund(id: string): Promise<Refund | null>;
  /** Compare and set on version; false when another writer was first. */
  updateRefund(id: string, expectedVersion: number, patch: RefundPatch): Promise<boolean>;
}

export interface ReviewStore {
  /** False when a case with this dedupeKey exists (open or resolved). */
  open(row: ReviewCase): Promise<boolean>;
  get(id: string): Promise<ReviewCase | null>;
  listOpen(environment?: Environment): Promise<ReviewCase[]>;
  ofOrder(orderId: string): Promise<ReviewCase[]>;
  /** Compare and set open → resolved. `by` is a person's id, or "cli" or "job". */
  resolve(id: string, resolution: string, at: number, by: string): Promise<boolean>;
}

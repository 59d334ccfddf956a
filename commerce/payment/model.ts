/** One attempt to get an order paid at one provider. An order may have several; each has its own reference. */
import type { Environment } from '../environment.ts';

/**
 * `creating` until the gateway's answer is known · `pending` the payer may pay · `challenge` the gateway is looking at
 * it · `parked` money came that does not match: a person decides · the rest is final except for late money.
 */
export type PaymentState =
  | 'creating'
  | 'pending'
  | 'challenge'
  | 'paid'
  | 'parked'
  | 'expired'
  | 'failed'
  | 'cancelled'
  | 'refunded';

export interface Payment {
  id: string;
  orderId: string;
  environment: Environment;
  providerId: string;
  attempt: number;
  /** Order code plus attempt; unique per provider; 5–40 characters of A-Z a-z 0-9 and "-". */
  reference: string;
  method: string;
  state: PaymentState;
  version: number;
  amountIdr: number;
  feeIdr: number;
  /** What the payer must transfer: amount + fee. */
  payableIdr: number;
  gatewayTransactionId: string | null;
  paymentNumber: string | null;
  payUrl: string | null;
  expiresAt: number;
  paidAt: number | null;
  /** Last time we asked the gateway, whoever caused it. */
  queriedAt: number | null;
  createdAt: number;
}

/**
 * Money a gateway says it received. Unique per (provider, gatewayKey): the same receipt told twice is booked once.
 */
export interface Receipt {
  id: string;
  paymentId: string;
  orderId: string;
  providerId: string;
  environment: Environment;
  gatewayKey: string;
  amountIdr: number;
  paidAt: number | null;
  bookedAt: number;
}

/** Money that has to go back to a person. The row is the promise; paying it out is the owner's act. */
export interface Refund {
  id: string;
  orderId: string;
  personId: string | null;
  environment: Environment;
  amountIdr: number;
  reason: 'late_unavailable' | 'fulfilment_failed' | 'owner_refund' | 'cancelled_stay';
  /** What makes it one: a receipt, a case, the order's end. An order may owe several times for the same reason. */
  cause: string;
  state: 'due' | 'paid_out';
  createdAt: number;
}

/** Something only a person can decide. Listed by `./sapa queue`, resolved once. */
export interface ReviewCase {
  id: string;
  kind:
    | 'underpaid'
    | 'overpaid'
    | 'paid_twice'
    | 'maybe_paid_twice'
    | 'refund_due'
    | 'wrong_money'
    | 'purchase_unclear'
    | 'late_success'
    | 'reversed'
    | 'key_undeliverable'
    | 'bad_qris'
    | 'create_unclear'
    | 'cancel_request'
    | 'supplier_refused'
    | 'goods_unread';
  environment: Environment;
  orderId: string | null;
  paymentId: string | null;
  fulfilmentId: string | null;
  amountIdr: number | null;
  detail: string;
  state: 'open' | 'resolved';
  resolution: string | null;
  openedAt: number;
  resolvedAt: number | null;
  /** One open case per cause. */
  dedupeKey: string;
}

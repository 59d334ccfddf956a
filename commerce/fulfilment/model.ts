/** Delivery of one order line. One fulfilment may need several attempts at suppliers; each has its own reference. */
import type { LineKind } from '../order/model.ts';
import type { PurchaseOutcome, PurchaseReason } from '../ports/supplier.ts';

/**
 * `queued` paid, about to be bought · `scheduled` waits for the end of a cut-off or for a supplier that refused us ·
 * `requoted` the buyer is asked for a dearer price · `submitting` the intent is stored, the purchase may be on its way ·
 * `pending` the supplier works on it or we do not know · `review` a person looks at it while checks go on ·
 * `succeeded` and `failed` are final; `late_success` and `reversed` are the two named incidents, and `late_delivered` is
 * a late success the owner had handed over.
 */
export type FulfilmentState =
  | 'queued'
  | 'scheduled'
  | 'requoted'
  | 'submitting'
  | 'pending'
  | 'review'
  | 'succeeded'
  | 'failed'
  | 'late_success'
  | 'late_delivered'
  | 'reversed';

export interface Fulfilment {
  id: string;
  orderId: string;
  lineId: string;
  kind: LineKind;
  /** 1-based position within the line: a line of qty 3 has three. */
  unit: number;
  state: FulfilmentState;
  version: number;
  attempt: number;
  checkCount: number;
  nextCheckAt: number | null;
  /** The voucher, serial or token, sealed under purpose `serial` with context `fulfilments:ID`. */
  serialSealed: string | null;
  note: string;
  createdAt: number;
  finishedAt: number | null;
}

export interface FulfilmentAttempt {
  id: string;
  fulfilmentId: string;
  attempt: number;
  providerId: string;
  refId: string;
  sku: string;
  /** As this supplier was sent it; whatever is asked later is asked with exactly this. */
  customerNo: string;
  maxPriceIdr: number;
  outcome: PurchaseOutcome | 'submitting';
  reason: PurchaseReason | null;
  priceIdr: number | null;
  message: string;
  /** The serial of a success that came when the unit had moved on; purpose `serial`, context `fulfilment_attempts:ID`. */
  serialSealed: string | null;
  submittedAt: number;
  /** Last time the supplier answered anything about it. */
  answeredAt: number | null;
  /** The supplier's own number of it, as first told; the only name some suppliers know. */
  supplierRef: string | null;
}

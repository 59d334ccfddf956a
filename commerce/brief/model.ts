/** What a brief is made of. Amounts are rupiah; a day is a calendar day of the property. */
import type { LineKind } from '../order/model.ts';
import type { LedgerVerdict } from '../ledger/verify.ts';
import type { QueuedCase } from '../cases/open-cases.ts';
import type { DaySales, SalesRow } from '../report/model.ts';

/** Sums of the positive and of the negative entries; both are zero or more. */
export interface Moved {
  addedIdr: number;
  takenIdr: number;
}

export interface Received {
  payments: number;
  amountIdr: number;
}

export interface KindCost {
  kind: LineKind;
  costIdr: number;
}

/** The first and the last reading of a supplier's deposit in a day. */
export interface Deposit {
  firstIdr: number;
  firstAt: number;
  lastIdr: number;
  lastAt: number;
}

/**
 * `paid_not_settled` a payment is paid, its order still waits for it · `paid_without_money` an order is paid and neither
 * a receipt nor a hold says so · `hold_missing` money came, and nothing is set aside for the order · `hold_left` an order
 * is over and money is still set aside for it · `undelivered` paid long ago, not handed over · `waits_too_long` nobody
 * can pay it any more, and it has not ended.
 */
export const ODDITY_KINDS = [
  'paid_not_settled',
  'paid_without_money',
  'hold_missing',
  'hold_left',
  'undelivered',
  'waits_too_long',
] as const;
export type OddityKind = (typeof ODDITY_KINDS)[number];

export interface Oddity {
  orderId: string;
  code: string;
  amountIdr: number;
  since: number;
}

/** A gateway: what it confirmed, one payment after the other, against what the books took in. */
export interface GatewayRow {
  providerId: string;
  name: string;
  payments: number;
  receivedIdr: number;
  bookedIdr: number;
}

/** A supplier: what its deposit did between two readings against what the books say it took in that time. */
export interface SupplierRow {
  providerId: string;
  name: string;
  /** Null where the deposit was never read. */
  readings: { fromIdr: number; fromAt: number; toIdr: number; toAt: number } | null;
  /** Purchases less what was put back, between the readings; the whole day where there are none. */
  boughtIdr: number;
}

export type Difference =
  | ({ what: OddityKind } & Oddity)
  | { what: 'gateway' | 'deposit'; providerId: string; name: string; amountIdr: number; since: number };

export interface Brief {
  date: string;
  /** The day is not over: everything is as of then. */
  until: number | null;
  zone: string;
  at: number;
  sales: DaySales;
  costs: KindCost[];
  rows: SalesRow[];
  refundedIdr: number;
  lostIdr: number;
  gateways: GatewayRow[];
  suppliers: SupplierRow[];
  differences: Difference[];
  cases: QueuedCase[];
  /** Null where the books are too large to work out anew beside the shop. */
  verdict: LedgerVerdict | null;
}

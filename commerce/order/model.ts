/** An order: what one person agreed to buy at a frozen price. Its lines say what, its payments how, its fulfilments whether. */
import type { BillSnapshot } from '../bill/model.ts';
import type { Environment } from '../environment.ts';
import type { DestinationRule, DestinationValue } from '../catalogue/destination.ts';

/**
 * `completed` = every line delivered. `failed` = at least one line surely cannot be delivered; what was not captured
 * went back to the customer's account and a refund row exists. Neither is left again.
 */
export type OrderState = 'awaiting_payment' | 'paid' | 'completed' | 'failed' | 'cancelled' | 'expired';

export type OrderOrigin = 'chat' | 'desk' | 'ota' | 'app';

/**
 * `topup` adds to the payer's own balance: nothing is reserved, held or delivered for it. `supplement` collects what a
 * buyer agreed to pay on top for a unit of another order. `deployment` is set up by an endpoint of the owner's.
 * `bill` pays what somebody owes elsewhere, at what the supplier said it comes to.
 */
export type LineKind = 'stock_code' | 'h2h' | 'room_night' | 'topup' | 'supplement' | 'deployment' | 'bill';

/** `balance`: the price was held on the buyer's account when the order was placed, so it never awaits a payment. */
export type PayWith = 'gateway' | 'balance';

export interface Order {
  id: string;
  /** Short and sayable; what people and gateways call the order. */
  code: string;
  environment: Environment;
  businessId: string;
  personId: string | null;
  chatId: string | null;
  origin: OrderOrigin;
  tier: string;
  payWith: PayWith;
  state: OrderState;
  version: number;
  /** Sum of the lines; the payer's gateway fee is not in it (see Payment.payableIdr). */
  totalIdr: number;
  placedAt: number;
  /** Until when it may be paid; the payments' own expiry is never later. */
  payBy: number;
  paidAt: number | null;
  closedAt: number | null;
  /** Set when a person asked to cancel a paid stay; the owner decides. */
  cancelRequestedAt: number | null;
  /** Opens the order page without a login: fingerprint to look it up, sealed to print the link again. */
  tokenFingerprint: string;
  tokenSealed: string;
}

export interface OrderLine {
  id: string;
  orderId: string;
  kind: LineKind;
  productId: string | null;
  stayId: string | null;
  qty: number;
  unitPriceIdr: number;
  totalIdr: number;
  /** What was promised, frozen: name, destination, dates. Nothing reads the live catalogue for an existing order. */
  snapshot: LineSnapshot;
}

export interface LineSnapshot {
  name: string;
  destination: DestinationValue | null;
  destinationKind: DestinationRule['kind'] | null;
  /** Quoted supplier cost and the ceiling we pass on as max_price. */
  costIdr: number | null;
  maxCostIdr: number | null;
  checkIn: string | null;
  checkOut: string | null;
  /** Only of a bill. */
  bill?: BillSnapshot;
}

/**
 * What is kept about suppliers beside their purchases: one that takes nothing from us for now, and what a buyer is asked
 * to pay once more for a unit that cannot be had, or was not given back, for the money paid.
 */
import type { Environment } from '../environment.ts';
import type { PurchaseReason } from '../ports/supplier.ts';

/** A supplier that refused us (not an order): nothing is sent there until a test of it works. At most one row each. */
export interface SupplierPause {
  providerId: string;
  environment: Environment;
  reason: PurchaseReason;
  message: string;
  /** What the deposit has to hold before it makes sense to try again; 0 where the deposit was not the trouble. */
  neededIdr: number;
  /** Since when, over short spells in between: the owner is told once per such time. */
  pausedAt: number;
  probes: number;
  nextProbeAt: number;
  /** Null while paused. The row stays, so that a pause soon afterwards is known for the same trouble. */
  resumedAt: number | null;
}

/**
 * `price_rise` asks for the difference to a dearer price before the unit is bought; `late_delivery` asks for the price
 * of goods that arrived after their money went back.
 */
export type ChargeKind = 'price_rise' | 'late_delivery';

/** `offered` the buyer is asked · `accepted` an order for it is there · `paid` · the last two say why nothing came of it. */
export type ChargeState = 'offered' | 'accepted' | 'paid' | 'declined' | 'expired';

/** What a buyer is asked to pay on top, for one unit. Never charged by itself: it is an order of its own. */
export interface Charge {
  id: string;
  fulfilmentId: string;
  environment: Environment;
  kind: ChargeKind;
  /** A unit may be asked about again; (fulfilment, round) is unique. */
  round: number;
  amountIdr: number;
  /** What a supplier may take for the unit once this is paid; 0 where nothing is bought any more. */
  ceilingIdr: number;
  state: ChargeState;
  /** The order that collects it. */
  orderId: string | null;
  expiresAt: number;
  createdAt: number;
}

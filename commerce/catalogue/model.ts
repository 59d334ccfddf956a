/** What the business sells. Offers say where it comes from; price rules what it costs whom. Categories are ours. */
import type { Environment } from '../environment.ts';
import type { DestinationRule } from './destination.ts';

export interface Product {
  id: string;
  businessId: string;
  environment: Environment;
  kind: 'stock_code' | 'h2h' | 'deployment' | 'bill';
  /** Short code people type and link to: "ML86". Unique per business and environment, compared without case. */
  code: string;
  name: string;
  category: string;
  brand: string;
  description: string;
  /** What the buyer must tell us; null for codes that need no destination. */
  destination: DestinationRule | null;
  active: boolean;
  createdAt: number;
  /** The product its only offer was joined to, which answers to its code since. Absent while it stands for itself. */
  replacedBy?: string;
}

/** What the supplier asks now, while the price still stands on the cost of before. */
export interface HeldCost {
  costIdr: number;
  since: number;
  /** The owner decided to keep the price; not asked again until the cost moves once more. */
  kept: boolean;
}

/** A supplier's SKU behind a product. */
export interface Offer {
  id: string;
  productId: string;
  providerId: string;
  sku: string;
  /** What prices stand on; see `held`. */
  costIdr: number;
  active: boolean;
  multi: boolean;
  cutOffStart: string | null;
  cutOffEnd: string | null;
  /** When the list last said something new about it. */
  seenAt: number;
  /** Absent while nothing is held. */
  held?: HeldCost;
  /** How this supplier wants the parts of a destination joined; absent = as the order has it. */
  template?: string;
  /** Its place in the order the owner gave; absent = by cost, behind those that have a place. */
  rank?: number;
  /** The product it was joined from: orders of that one still buy here, and separating leads back there. */
  homeProductId?: string;
}

/**
 * What a tier of customers pays. A tier is a name: it exists as soon as a rule or a reseller has it. The most specific
 * rule wins: product > brand > category > all. `fixed` sets the price, `markup` adds rupiah to the cost, `percent` adds
 * hundredths of a percent of it.
 */
export interface PriceRule {
  id: string;
  businessId: string;
  tier: string;
  scope: 'all' | 'category' | 'brand' | 'product';
  scopeValue: string;
  kind: 'fixed' | 'markup' | 'percent';
  /** 0 for `percent`. */
  amountIdr: number;
  /** Only for `percent`: 150 = 1.5 %. */
  basisPoints: number;
  /** What `markup` and `percent` find is rounded up to a multiple of this; 1 = not at all. */
  roundingIdr: number;
}

/** Terms of a rule that neither adds a share nor rounds. */
export const PLAIN_TERMS = { basisPoints: 0, roundingIdr: 1 } as const;

export interface StockCode {
  id: string;
  productId: string;
  sealed: string;
  fingerprint: string;
  state: 'available' | 'reserved' | 'sold';
  orderId: string | null;
  fulfilmentId: string | null;
  addedAt: number;
}

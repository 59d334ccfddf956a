/** What the business sells. Offers say where it comes from; price rules what it costs whom. Categories are ours. */
import type { Environment } from '../environment.ts';
import type { DestinationRule } from './destination.ts';

export interface Product {
  id: string;
  businessId: string;
  environment: Environment;
  kind: 'stock_code' | 'h2h';
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
}

/** A supplier's SKU behind a product. */
export interface Offer {
  id: string;
  productId: string;
  providerId: string;
  sku: string;
  costIdr: number;
  active: boolean;
  multi: boolean;
  cutOffStart: string | null;
  cutOffEnd: string | null;
  seenAt: number;
}

/** The most specific rule wins: product > brand > category > all. `fixed` sets the price, `markup` adds to the cost. */
export interface PriceRule {
  id: string;
  businessId: string;
  tier: string;
  scope: 'all' | 'category' | 'brand' | 'product';
  scopeValue: string;
  kind: 'fixed' | 'markup';
  amountIdr: number;
}

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

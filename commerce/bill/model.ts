/** What a supplier said a bill comes to, for one person who may pay it. The row is there before the supplier is asked. */
import type { Environment } from '../environment.ts';

/**
 * `asking` and `unclear` promise nothing; asking again goes under another reference, because asking pays nothing.
 * `used`: an order was placed on it. `stale`: another one took its place, and it is never paid.
 */
export type BillQuoteState = 'asking' | 'quoted' | 'refused' | 'unclear' | 'used' | 'stale';

export interface BillQuote {
  id: string;
  /** Asked under it, paid under it. */
  refId: string;
  environment: Environment;
  productId: string;
  providerId: string;
  personId: string | null;
  chatId: string | null;
  customerNo: string;
  state: BillQuoteState;
  costIdr: number;
  /** The biller's fee and what we add, within `sellingIdr`. */
  feeIdr: number;
  /** What the buyer pays. */
  sellingIdr: number;
  /** Never the full name. */
  maskedName: string;
  period: string;
  /** The order line it is paid for. */
  lineId: string | null;
  createdAt: number;
  expiresAt: number;
}

export type BillQuotePatch = Partial<
  Pick<BillQuote, 'state' | 'costIdr' | 'feeIdr' | 'sellingIdr' | 'maskedName' | 'period' | 'lineId'>
>;

/** What the order keeps of it, for the receipt. */
export interface BillSnapshot {
  quoteId: string;
  maskedName: string;
  period: string;
  billIdr: number;
  feeIdr: number;
}

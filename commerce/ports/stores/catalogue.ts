/** Products, offers, price rules and the list of codes behind products that are sold from stock. */
import type { Environment } from '../../environment.ts';
import type { Offer, PriceRule, Product, StockCode } from '../../catalogue/model.ts';

export interface ProductFilter {
  environment: Environment;
  businessId?: string;
  category?: string;
  brand?: string;
  /** Every word must occur in name, brand, category or code; compared without case. */
  search?: string;
  includeInactive?: boolean;
  limit: number;
  offset?: number;
}

export interface CatalogueStore {
  insertProduct(product: Product): Promise<void>;
  /** Replaces name, category, brand, description, destination and active; kind, code and environment stay. */
  updateProduct(product: Product): Promise<void>;
  product(id: string): Promise<Product | null>;
  productByCode(environment: Environment, code: string): Promise<Product | null>;
  products(filter: ProductFilter): Promise<Product[]>;
  countProducts(filter: Omit<ProductFilter, 'limit' | 'offset'>): Promise<number>;
  /** Categories (or brands within one) with the number of active products, most first. */
  categories(environment: Environment): Promise<{ name: string; count: number }[]>;
  brands(environment: Environment, category: string): Promise<{ name: string; count: number }[]>;

  /**
   * Compare and set on what it is replaced by now: replaces a product, which takes it off the shelf, or with null puts it
   * back. False when somebody else was first.
   */
  replaceProduct(productId: string, from: string | null, to: string | null): Promise<boolean>;

  /**
   * Inserts or, for the same (provider, sku), updates what price lists and costs say. Id, product, and what an owner
   * arranged (template, rank, home) stay. Returns what happened.
   */
  upsertOffer(offer: Offer): Promise<'inserted' | 'updated'>;
  offer(id: string): Promise<Offer | null>;
  offersOf(productId: string): Promise<Offer[]>;
  /** What orders of a product may be bought from: its offers, and those that were joined to another product since. */
  offersToBuy(productId: string): Promise<Offer[]>;
  /** Moves an offer, which loses its rank. False when it is not with `from` any more. */
  moveOffer(offerId: string, from: string, to: { productId: string; homeProductId: string | null }): Promise<boolean>;
  /** Null = none. */
  arrangeOffer(offerId: string, patch: { template?: string | null; rank?: number | null }): Promise<void>;
  offersOfProvider(providerId: string): Promise<Offer[]>;
  /** The same, so many at a time in the order of their SKUs: a full list read at once holds up everybody else. */
  offersPage(providerId: string, afterSku: string, limit: number): Promise<Offer[]>;
  setOfferActive(offerId: string, active: boolean): Promise<void>;
  /** Offers of a provider whose new cost waits for the owner, in the order of their SKUs after `afterSku`. */
  heldOffers(providerId: string, afterSku: string, limit: number): Promise<Offer[]>;
  countHeldOffers(providerId: string): Promise<number>;

  priceRules(businessId: string): Promise<PriceRule[]>;
  /** One rule per (business, tier, scope, scopeValue); setting it again replaces kind and amount. */
  setPriceRule(rule: PriceRule): Promise<void>;
}

export interface StockStore {
  /** Adds codes; one whose fingerprint the product already has is skipped. Returns how many were added. */
  add(codes: StockCode[]): Promise<number>;
  /** Reserves the oldest available codes for an order; false (and nothing reserved) when there are fewer than `qty`. */
  reserve(productId: string, orderId: string, qty: number): Promise<boolean>;
  /** Gives back what an order reserved and has not drawn. Returns how many. */
  release(orderId: string): Promise<number>;
  /** Draws one code reserved by the order for a fulfilment; the same fulfilment always gets the same code. */
  draw(orderId: string, productId: string, fulfilmentId: string): Promise<StockCode | null>;
  available(productId: string): Promise<number>;
}

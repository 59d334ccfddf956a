/**
 * What a product costs a tier of customers. Pure: the same product, offers and rules give the same price. The most
 * specific rule of the tier decides; a tier without any rule for the product pays what `retail` pays.
 */
import type { Offer, PriceRule, Product } from './model.ts';

export interface Price {
  priceIdr: number;
  /** The supplier offer the price stands on; null for goods sold from stock. */
  offer: Offer | null;
}

const SPECIFICITY: Record<PriceRule['scope'], number> = { product: 3, brand: 2, category: 1, all: 0 };

function applies(rule: PriceRule, product: Product): boolean {
  if (rule.businessId !== product.businessId) return false;
  if (rule.scope === 'product') return rule.scopeValue === product.id;
  if (rule.scope === 'brand') return rule.scopeValue === product.brand;
  if (rule.scope === 'category') return rule.scopeValue === product.category;
  return product.kind === 'h2h';
}

/** The most specific rule of a tier for a product. */
export function ruleFor(product: Product, rules: readonly PriceRule[], tier: string): PriceRule | null {
  let best: PriceRule | null = null;
  for (const rule of rules) {
    if (rule.tier !== tier || !applies(rule, product)) continue;
    if (!best || SPECIFICITY[rule.scope] > SPECIFICITY[best.scope]) best = rule;
  }
  return best;
}

/** What the supplier charges for it now, which may wait for the owner to become what prices stand on. */
export const askedCost = (offer: Offer): number => offer.held?.costIdr ?? offer.costIdr;

/** Which of two offers is bought first: the owner's order, else what it costs now; ties go to the one seen last. */
export const inTurn = (a: Offer, b: Offer): number =>
  (a.rank ?? UNRANKED) - (b.rank ?? UNRANKED) || askedCost(a) - askedCost(b) || b.seenAt - a.seenAt;

const UNRANKED = 1_000;

const activeInTurn = (offers: readonly Offer[]): Offer[] => offers.filter((offer) => offer.active).toSorted(inTurn);

/** The active offer that is bought first. */
export const bestOffer = (offers: readonly Offer[]): Offer | null => activeInTurn(offers)[0] ?? null;

/** A share of a rupiah goes to the shop: a price is never rounded below what the rule says. */
function overCost(rule: PriceRule, costIdr: number): number {
  const addedIdr = rule.kind === 'percent' ? Math.ceil((costIdr * rule.basisPoints) / 10_000) : rule.amountIdr;
  const stepIdr = Math.max(rule.roundingIdr, 1);
  return Math.ceil((costIdr + addedIdr) / stepIdr) * stepIdr;
}

/** What the rule asks for goods of that cost; 0 for goods from own stock. */
export const priceByRule = (rule: PriceRule, costIdr: number): number =>
  rule.kind === 'fixed' ? rule.amountIdr : overCost(rule, costIdr);

/**
 * Null when the product cannot be priced (no rule, or nobody supplies it) or costs more than it would sell for: then it
 * is not for sale. Nobody may pay for what the supplier will refuse to sell at that.
 */
export function priceOf(
  product: Product,
  offers: readonly Offer[],
  rules: readonly PriceRule[],
  tier: string,
): Price | null {
  const rule = ruleFor(product, rules, tier) ?? ruleFor(product, rules, 'retail');
  if (!rule) return null;
  if (product.kind !== 'h2h') {
    const priceIdr = priceByRule(rule, 0);
    return priceIdr > 0 && product.kind !== 'bill' ? { priceIdr, offer: null } : null;
  }
  // Where the first supplier asks more than the price, the next one may still carry it.
  const offer = activeInTurn(offers).find((one) => priceByRule(rule, one.costIdr) >= askedCost(one));
  const priceIdr = offer ? priceByRule(rule, offer.costIdr) : 0;
  return offer && priceIdr > 0 ? { priceIdr, offer } : null;
}

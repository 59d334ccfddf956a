/**
 * The owner sets what a tier pays: a fixed price, or a markup in rupiah or percent on the supplier's cost. A tier is made
 * by giving it a first rule. Existing orders keep their price.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { MAX_AMOUNT_IDR } from '../money.ts';
import type { Actor } from '../people/model.ts';
import { isTier, requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { productNamed } from './current-product.ts';
import { PLAIN_TERMS, type PriceRule } from './model.ts';
import { bestOffer } from './price.ts';

export interface SetPriceInput {
  tier: string;
  scope: PriceRule['scope'];
  /** Category or brand name, or a product's code; ignored for `all`. */
  value: string;
  kind: PriceRule['kind'];
  /** 0 for `percent`. */
  amountIdr: number;
  /** Only for `percent`: 150 = 1.5 %. */
  basisPoints?: number;
  /** `markup` and `percent` only; 1 when left out. */
  roundingIdr?: number;
  /** Says that a fixed price below the supplier's price is meant. */
  belowCost?: boolean;
}

const MAX_BASIS_POINTS = 100_000;
const MAX_ROUNDING_IDR = 100_000;

export async function setPrice(core: Core, actor: Actor, input: SetPriceInput): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('price.set', async (stores) => {
      requireRight(actor, 'setPrice');
      const rule = await ruleOf(core, stores, actor, input);
      if (!input.belowCost) await demandAboveCost(stores, rule);
      await stores.catalogue.setPriceRule(rule);
      await audit(core, stores, actor, 'price.set', `businesses:${rule.businessId}`, JSON.stringify(input));
      return { ok: true as const };
    }),
  );
}

/** The rule as it would be saved. Throws Refused. */
export async function ruleOf(core: Core, stores: Stores, actor: Actor, input: SetPriceInput): Promise<PriceRule> {
  if (!isTier(input.tier)) throw new Refused('bad_input', { field: 'tier' });
  demandTerms(input);
  const business = await stores.stays.firstBusiness();
  if (!business) throw new Refused('not_found', { what: 'business' });
  const { tier, scope, kind, amountIdr } = input;
  return {
    id: core.ids.uuid(),
    businessId: business.id,
    tier,
    scope,
    scopeValue: await valueOf(stores, actor, input),
    kind,
    amountIdr,
    basisPoints: input.basisPoints ?? PLAIN_TERMS.basisPoints,
    roundingIdr: input.roundingIdr ?? PLAIN_TERMS.roundingIdr,
  };
}

/** Only a fixed price can lie below the cost: what is added to it is never negative. */
async function demandAboveCost(stores: Stores, rule: PriceRule): Promise<void> {
  if (rule.kind !== 'fixed') return;
  const offer = bestOffer(await stores.catalogue.offersOf(rule.scopeValue));
  if (offer && rule.amountIdr < offer.costIdr)
    throw new Refused('below_cost', { costIdr: offer.costIdr, priceIdr: rule.amountIdr });
}

function demandTerms(input: SetPriceInput): void {
  const { amountIdr, kind, scope } = input;
  const within = (value: number, min: number, max: number) =>
    Number.isSafeInteger(value) && value >= min && value <= max;
  const amountOk = kind === 'percent' ? amountIdr === 0 : within(amountIdr, kind === 'fixed' ? 1 : 0, MAX_AMOUNT_IDR);
  if (!amountOk) throw new Refused('bad_input', { field: 'amount' });
  if (kind === 'fixed' && scope !== 'product') throw new Refused('bad_input', { field: 'price' });
  const share = input.basisPoints ?? 0;
  if (kind === 'percent' ? !within(share, 0, MAX_BASIS_POINTS) : share !== 0)
    throw new Refused('bad_input', { field: 'percent' });
  const rounding = input.roundingIdr ?? 1;
  if (!within(rounding, 1, MAX_ROUNDING_IDR) || (kind === 'fixed' && rounding !== 1))
    throw new Refused('bad_input', { field: 'rounding' });
}

/** A rule for a product names its id: codes may be reused. */
async function valueOf(stores: Stores, actor: Actor, { scope, value }: SetPriceInput): Promise<string> {
  if (scope === 'all') return '';
  if (scope !== 'product') {
    if (value.trim() === '') throw new Refused('bad_input', { field: scope });
    return value.trim();
  }
  const product = await productNamed(stores, actor.environment, value);
  if (!product) throw new Refused('not_found', { what: 'product' });
  return product.id;
}

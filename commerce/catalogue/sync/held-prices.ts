/**
 * Costs that moved further than the owner lets pass unseen. Until they decide, the price stands on the old cost and the
 * supplier may charge the new one, so buyers get their goods; a product whose new cost is above its price is not sold at
 * all (see price.ts). "Keep" goes on like that, "apply" lets the price follow.
 */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { Provider } from '../../provider/model.ts';
import { answering, Refused } from '../../refusal.ts';
import type { Offer } from '../model.ts';
import { priceOf } from '../price.ts';

export interface HeldPriceView {
  sku: string;
  code: string;
  name: string;
  oldCostIdr: number;
  newCostIdr: number;
  /** What a customer pays now; null while it is not sold because the new cost is above that. */
  priceIdr: number | null;
  /** What a customer would pay. */
  newPriceIdr: number | null;
}

const MAX_SHOWN = 50;

export async function heldPrices(
  core: Core,
  actor: Actor,
  slug: string,
  limit: number,
): Promise<Answer<{ held: HeldPriceView[]; total: number }>> {
  return answering(async () => {
    requireRight(actor, 'heldPrices');
    const stores = core.uow.read;
    const provider = await supplierOf(stores, slug);
    const rows = await stores.catalogue.heldOffers(provider.id, '', Math.min(limit, MAX_SHOWN));
    const held: HeldPriceView[] = [];
    for (const offer of rows) held.push(...(await view(stores, offer)));
    return { ok: true as const, held, total: await stores.catalogue.countHeldOffers(provider.id) };
  });
}

async function view(stores: Stores, offer: Offer): Promise<HeldPriceView[]> {
  const product = await stores.catalogue.product(offer.productId);
  if (!product || !offer.held) return [];
  const rules = await stores.catalogue.priceRules(product.businessId);
  const offers = await stores.catalogue.offersOf(product.id);
  const then = offers.map((one) => (one.id === offer.id ? applied(one) : one));
  return [
    {
      sku: offer.sku,
      code: product.code,
      name: product.name,
      oldCostIdr: offer.costIdr,
      newCostIdr: offer.held.costIdr,
      priceIdr: priceOf(product, offers, rules, 'retail')?.priceIdr ?? null,
      newPriceIdr: priceOf(product, then, rules, 'retail')?.priceIdr ?? null,
    },
  ];
}

async function supplierOf(stores: Stores, slug: string): Promise<Provider> {
  const provider = await stores.providers.bySlug(slug);
  if (provider?.integrationType !== 'supplier') throw new Refused('not_found', { what: 'supplier' });
  return provider;
}

const applied = ({ held, ...offer }: Offer): Offer => ({ ...offer, costIdr: held?.costIdr ?? offer.costIdr });
const kept = (offer: Offer): Offer => (offer.held ? { ...offer, held: { ...offer.held, kept: true } } : offer);

export interface DecideHeldInput {
  slug: string;
  /** Only this one; without it all that wait. */
  sku?: string;
  decision: 'apply' | 'keep';
}

/** Offers per transaction. */
const BATCH = 20;

/** Repeatable: what is decided does not wait any more. */
export async function decideHeld(
  core: Core,
  actor: Actor,
  { slug, sku, decision }: DecideHeldInput,
): Promise<Answer<{ decided: number }>> {
  return answering(async () => {
    requireRight(actor, 'decideHeld');
    const provider = await supplierOf(core.uow.read, slug);
    const change = decision === 'apply' ? applied : kept;
    let decided = 0;
    for (let after = ''; ;) {
      const page = await core.uow.run('prices.decided', async (stores) => {
        const waiting = await stores.catalogue.heldOffers(provider.id, after, BATCH);
        const chosen = waiting.filter((offer) => sku === undefined || offer.sku === sku);
        for (const offer of chosen) await stores.catalogue.upsertOffer(change(offer));
        const detail = `${decision} ${chosen.map((offer) => offer.sku).join()}`;
        if (chosen.length > 0)
          await audit(core, stores, actor, 'prices.decided', `providers:${provider.id}`, detail.slice(0, 1000));
        return { count: chosen.length, last: waiting.at(-1)?.sku ?? null };
      });
      decided += page.count;
      if (page.last === null) return { ok: true as const, decided };
      after = page.last;
    }
  });
}

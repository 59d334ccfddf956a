/** Offers of other suppliers that look like the same goods as a product: what an owner is proposed to join. Reads only. */
import type { Answer } from '../../app.ts';
import type { Core } from '../../core.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import { answering } from '../../refusal.ts';
import type { Offer, Product } from '../model.ts';
import { fieldsOf } from '../offer-destination.ts';
import { askedCost } from '../price.ts';
import type { Candidate } from './model.ts';
import { likeness } from './same-denomination.ts';
import { rungView, suppliedProduct } from './view-rungs.ts';

/** Names that are compared, and proposals that are made of them. */
const MAX_LOOKED_AT = 500;
const MAX_LIKE = 40;
const MAX_SHOWN = 8;

export async function rungCandidates(
  core: Core,
  actor: Actor,
  code: string,
): Promise<Answer<{ candidates: Candidate[] }>> {
  return answering(async () => {
    requireRight(actor, 'rungCandidates');
    const stores = core.uow.read;
    const product = await suppliedProduct(stores, actor, code);
    const own = await stores.catalogue.offersOf(product.id);
    const found: Candidate[] = [];
    for (const { other, like } of await alike(stores, product)) {
      const offer = await onlyOffer(stores, other);
      if (!offer || whyNotJoined(product, own, other, offer) !== null) continue;
      const rung = await rungView(stores, { ...product, name: other.name }, shownAs(other, offer), core.clock.now());
      if (rung.state === 'supplier_off') continue;
      const costPct = Math.round((rung.costIdr * 100) / Math.max(Math.min(...own.map(askedCost)), 1));
      found.push({ productId: other.id, offerId: offer.id, code: other.code, rung, likeness: like, costPct });
    }
    return { ok: true as const, candidates: found.toSorted(nearest).slice(0, MAX_SHOWN) };
  });
}

const nearest = (a: Candidate, b: Candidate): number =>
  Number(a.likeness === 'unsure') - Number(b.likeness === 'unsure') ||
  Math.abs(a.costPct - 100) - Math.abs(b.costPct - 100);

async function alike(stores: Stores, product: Product): Promise<{ other: Product; like: Candidate['likeness'] }[]> {
  const { environment, businessId, category, brand } = product;
  const near = await stores.catalogue.products({
    environment,
    businessId,
    category,
    search: brand,
    limit: MAX_LOOKED_AT,
  });
  return near
    .filter((other) => other.id !== product.id && other.kind === 'h2h' && sameText(other.brand, brand))
    .flatMap((other) => {
      const like = likeness(product.name, other.name, brand);
      return like === 'other' ? [] : [{ other, like }];
    })
    .slice(0, MAX_LIKE);
}

const sameText = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The offer of a product that has exactly one, its own: others are joined already, or have others joined to them. */
export async function onlyOffer(stores: Stores, product: Product): Promise<Offer | null> {
  const [offer, ...others] = await stores.catalogue.offersOf(product.id);
  return offer && others.length === 0 && offer.homeProductId === undefined ? offer : null;
}

/** An offer that wrote destinations as its product did goes on doing so wherever it is. */
export const shownAs = (home: Product, offer: Offer): Offer => {
  const template = offer.template ?? home.destination?.template;
  return template === undefined ? offer : { ...offer, template };
};

export type JoinProblem = 'same_supplier' | 'destination';

/** Why an offer cannot stand beside the others of a product; null when it can. */
export function whyNotJoined(
  product: Product,
  own: readonly Offer[],
  other: Product,
  offer: Offer,
): JoinProblem | null {
  // The ladder goes from supplier to supplier: two offers of one would be one rung.
  if (own.some((one) => one.providerId === offer.providerId)) return 'same_supplier';
  return isAskedAlike(product, other) ? null : 'destination';
}

/** The same kind of destination with the same parts: what a buyer of the one gives is all the other needs. */
function isAskedAlike({ destination: one }: Product, { destination: other }: Product): boolean {
  if (!one || !other) return one === other;
  const [a, b] = [fieldsOf(one), fieldsOf(other)];
  return one.kind === other.kind && a.length === b.length && a.every((name) => b.includes(name));
}

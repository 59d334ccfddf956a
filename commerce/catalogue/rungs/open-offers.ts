/**
 * The offers a product's price may stand on now. A product of one supplier is sold whatever that supplier is up to: its
 * orders wait. With several, the price follows those that can deliver now, because it has to cover what they cost.
 */
import type { Stores } from '../../ports/stores/index.ts';
import { cutOffAt } from '../cut-off.ts';
import type { Offer, Product } from '../model.ts';

export async function openOffers(stores: Stores, product: Product, now: number): Promise<Offer[]> {
  if (product.kind !== 'h2h' && product.kind !== 'bill') return [];
  const offers = await stores.catalogue.offersOf(product.id);
  const active = offers.filter((offer) => offer.active);
  if (active.length < 2) return offers;
  const usable = await ofUsableSuppliers(stores, product, active);
  const paused = new Set((await stores.supply.pauses()).map(({ providerId }) => providerId));
  const working = usable.filter((offer) => !paused.has(offer.providerId));
  const open = working.filter((offer) => opensAt(offer, now) <= now);
  if (open.length > 0) return open;
  // All closed at this hour: it is sold again when the first of them opens.
  const [soonest] = working.toSorted((a, b) => opensAt(a, now) - opensAt(b, now));
  return soonest ? [soonest] : usable;
}

const opensAt = (offer: Offer, now: number): number =>
  cutOffAt(offer.cutOffStart, offer.cutOffEnd, now).reopensAt ?? now;

async function ofUsableSuppliers(stores: Stores, product: Product, offers: readonly Offer[]): Promise<Offer[]> {
  const usable: Offer[] = [];
  for (const offer of offers) {
    const provider = await stores.providers.get(offer.providerId);
    if (provider?.isActive && provider.environment === product.environment) usable.push(offer);
  }
  return usable;
}

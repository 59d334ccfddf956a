/** The suppliers behind a product as the owner sees them. Reads only. */
import type { Answer } from '../../app.ts';
import type { Core } from '../../core.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import { answering, Refused } from '../../refusal.ts';
import { productNamed } from '../current-product.ts';
import { cutOffAt } from '../cut-off.ts';
import type { Offer, Product } from '../model.ts';
import { exampleFields, fieldsOf, renderTemplate } from '../offer-destination.ts';
import { askedCost, inTurn } from '../price.ts';
import type { ProductRungs, RungView } from './model.ts';

export async function productRungs(core: Core, actor: Actor, code: string): Promise<Answer<{ product: ProductRungs }>> {
  return answering(async () => {
    requireRight(actor, 'productRungs');
    const stores = core.uow.read;
    const product = await suppliedProduct(stores, actor, code);
    const offers = (await stores.catalogue.offersOf(product.id)).toSorted(inTurn);
    const rungs: RungView[] = [];
    for (const offer of offers) rungs.push(await rungView(stores, product, offer, core.clock.now()));
    const { id: productId, name, code: own } = product;
    const order = offers.some((offer) => offer.rank !== undefined) ? 'fixed' : 'cost';
    return { ok: true as const, product: { productId, code: own, name, rungs, order, example: exampleOf(product) } };
  });
}

/** A product whose suppliers can be arranged. Throws Refused. */
export async function suppliedProduct(stores: Stores, actor: Actor, code: string): Promise<Product> {
  const product = await productNamed(stores, actor.environment, code);
  if (!product) throw new Refused('not_found', { what: 'product', code });
  if (product.kind !== 'h2h' || !product.active) throw new Refused('wrong_state', { code });
  return product;
}

export async function rungView(stores: Stores, product: Product, offer: Offer, now: number): Promise<RungView> {
  const provider = await stores.providers.get(offer.providerId);
  const home = offer.homeProductId === undefined ? null : await stores.catalogue.product(offer.homeProductId);
  const pause = await stores.supply.pause(offer.providerId);
  const isUsed = provider?.isActive === true && provider.environment === product.environment;
  const window = cutOffAt(offer.cutOffStart, offer.cutOffEnd, now);
  const trouble = pause?.resumedAt === null ? 'paused' : window.closed ? 'cut_off' : 'open';
  const template = templateOf(product, offer);
  return {
    offerId: offer.id,
    supplier: provider?.name ?? '',
    sku: offer.sku,
    name: home?.name ?? product.name,
    costIdr: askedCost(offer),
    state: !offer.active ? 'off' : isUsed ? trouble : 'supplier_off',
    template,
    example: template === null ? null : renderTemplate(template, exampleOfFields(product)),
    joined: offer.homeProductId !== undefined,
  };
}

/** How the parts of a destination are joined for this offer; null where there is nothing to join. */
export function templateOf(product: Product, offer: Pick<Offer, 'template'>): string | null {
  if (!product.destination || fieldsOf(product.destination).length < 2) return null;
  return offer.template ?? product.destination.template ?? null;
}

const exampleOfFields = ({ destination }: Product): Record<string, string> =>
  destination ? exampleFields(destination) : {};

const exampleOf = (product: Product): string | null =>
  product.destination && fieldsOf(product.destination).length > 1
    ? Object.values(exampleOfFields(product)).join(' ')
    : null;

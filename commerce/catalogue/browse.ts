/** The catalogue as a person sees it: their own price, stock as of now, nothing that cannot be bought hidden as such. */
import type { ProductView } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { tierOf } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { DEFAULT_ZONE, localTime } from '../stay/local-time.ts';
import { current, productNamed } from './current-product.ts';
import { cutOffAt } from './cut-off.ts';
import { isPaused } from './health/health.ts';
import type { ProductPause } from './health/model.ts';
import type { PriceRule, Product } from './model.ts';
import { priceOf } from './price.ts';
import { openOffers } from './rungs/open-offers.ts';

export interface BrowseFilter {
  category?: string;
  brand?: string;
  search?: string;
  limit: number;
  offset: number;
}

const MAX_PAGE = 50;

export async function browse(
  core: Core,
  actor: Actor,
  filter: BrowseFilter,
): Promise<{ items: ProductView[]; total: number }> {
  const stores = core.uow.read;
  const query = {
    environment: actor.environment,
    category: filter.category,
    brand: filter.brand,
    search: filter.search,
  };
  const products = await stores.catalogue.products({
    ...query,
    limit: Math.min(filter.limit, MAX_PAGE),
    offset: filter.offset,
  });
  const total = await stores.catalogue.countProducts(query);
  const rules = products[0] ? await stores.catalogue.priceRules(products[0].businessId) : [];
  const items: ProductView[] = [];
  const pauses = new Map((await stores.upkeep.health.pauses(supplied(products))).map((row) => [row.productId, row]));
  for (const product of products)
    items.push(await view(core, stores, actor, product, rules, pauses.get(product.id) ?? null));
  return { items, total };
}

export async function productFor(core: Core, actor: Actor, idOrCode: string): Promise<ProductView | null> {
  const stores = core.uow.read;
  const byId = await stores.catalogue.product(idOrCode);
  const product = byId ? await current(stores, byId) : await productNamed(stores, actor.environment, idOrCode);
  if (!product || product.environment !== actor.environment) return null;
  const pause = product.kind === 'h2h' ? await stores.upkeep.health.pause(product.id) : null;
  return view(core, stores, actor, product, await stores.catalogue.priceRules(product.businessId), pause);
}

const supplied = (products: readonly Product[]): string[] =>
  products.filter((product) => product.kind === 'h2h').map((product) => product.id);

async function view(
  core: Core,
  stores: Stores,
  actor: Actor,
  product: Product,
  rules: readonly PriceRule[],
  pause: ProductPause | null,
): Promise<ProductView> {
  const offers = await openOffers(stores, product, core.clock.now());
  const price = priceOf(product, offers, rules, tierOf(actor));
  // What a bill comes to is known when somebody asks about theirs.
  const isPriced = product.kind === 'bill' ? offers.some(({ active }) => active) : price !== null;
  const stock = product.kind === 'stock_code' ? await stores.stock.available(product.id) : null;
  const window = price?.offer ? cutOffAt(price.offer.cutOffStart, price.offer.cutOffEnd, core.clock.now()) : null;
  const paused = isPaused(pause, core.clock.now());
  const closedUntil = window?.closed ? window.reopensAt : null;
  return {
    id: product.id,
    code: product.code,
    kind: product.kind,
    name: product.name,
    category: product.category,
    brand: product.brand,
    description: product.description,
    priceIdr: price?.priceIdr ?? 0,
    stock,
    sellable: product.active && isPriced && stock !== 0 && closedUntil === null && !paused,
    reopensAt: closedUntil === null ? null : localTime(closedUntil, DEFAULT_ZONE),
    pausedUntil: paused && pause?.mode === 'auto' ? pause.until : null,
    destinationKind: product.destination?.kind ?? null,
    destinationFields: product.destination?.fields ?? [],
  };
}

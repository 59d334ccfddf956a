/** Products, offers and price rules. */
import type { Offer, Product } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore, ProductFilter } from '../../../commerce/ports/stores/catalogue.ts';
import { codeKey, joined, type AllRows } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

/** Words past this are ignored, as in the other stores. */
const SEARCH_WORDS_MAX = 12;

export const createCatalogueStore: MakeStore<CatalogueStore> = (rows) => ({
  ...productMethods(rows),
  ...offerMethods(rows),
  priceRules: async (businessId) => rows.priceRules.group('business', businessId).sort(by((rule) => rule.id)),
  async setPriceRule(rule) {
    const known = rows.priceRules.by('scope', joined(rule.businessId, rule.tier, rule.scope, rule.scopeValue));
    if (known) rows.priceRules.update(known.id, { ...rule, id: known.id });
    else rows.priceRules.insert(rule);
  },
});

function productMethods(
  rows: AllRows,
): Pick<
  CatalogueStore,
  | 'insertProduct'
  | 'updateProduct'
  | 'replaceProduct'
  | 'product'
  | 'productByCode'
  | 'products'
  | 'countProducts'
  | 'categories'
  | 'brands'
> {
  const { products } = rows;
  const costIdr = (product: Product): number =>
    Math.min(...rows.offers.group('product', product.id).map((offer) => offer.costIdr), Infinity);
  const active = (environment: string) => products.group('environment', environment).filter((row) => row.active);
  return {
    async insertProduct(product) {
      products.insert(product);
    },
    async updateProduct({ id, name, category, brand, description, destination, active: isActive }) {
      products.update(id, { name, category, brand, description, destination, active: isActive });
    },
    async replaceProduct(id, from, to) {
      const known = products.get(id);
      if (!known || (known.replacedBy ?? null) !== from) return false;
      const { replacedBy: _before, ...product } = known;
      products.remove(id);
      products.insert({ ...product, active: to === null, ...(to === null ? {} : { replacedBy: to }) });
      return true;
    },
    product: async (id) => orNull(products.get(id)),
    productByCode: async (environment, code) =>
      orNull(products.group('code', joined(environment, codeKey(code))).sort(by((row) => row.businessId))[0]),
    async products(filter) {
      const found = matching(rows, filter).sort(
        by(
          (row) => row.category,
          (row) => row.brand,
          (row) => (Number.isFinite(costIdr(row)) ? costIdr(row) : 0),
          (row) => row.name,
          (row) => row.id,
        ),
      );
      return found.slice(filter.offset ?? 0, (filter.offset ?? 0) + filter.limit);
    },
    countProducts: async (filter) => matching(rows, filter).length,
    categories: async (environment) => counted(active(environment).map((row) => row.category)),
    brands: async (environment, category) =>
      counted(
        active(environment)
          .filter((row) => row.category === category)
          .map((row) => row.brand),
      ),
  };
}

function matching({ products }: AllRows, filter: Omit<ProductFilter, 'limit' | 'offset'>): Product[] {
  const words = (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, SEARCH_WORDS_MAX);
  return products.group('environment', filter.environment).filter((row) => {
    if (!filter.includeInactive && !row.active) return false;
    if (filter.businessId !== undefined && row.businessId !== filter.businessId) return false;
    if (filter.category !== undefined && row.category !== filter.category) return false;
    if (filter.brand !== undefined && row.brand !== filter.brand) return false;
    const text = [row.name, row.brand, row.category, row.code].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function counted(names: string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort(
      by(
        (row) => -row.count,
        (row) => row.name,
      ),
    );
}

type Arranged = Omit<Offer, 'template' | 'rank' | 'homeProductId'> & {
  template?: string | null | undefined;
  rank?: number | null | undefined;
  homeProductId?: string | null | undefined;
};

const isHeld = ({ held }: Offer): boolean => held != null && !held.kept;

function offerMethods({
  offers,
}: AllRows): Pick<
  CatalogueStore,
  | 'upsertOffer'
  | 'offer'
  | 'offersOf'
  | 'offersToBuy'
  | 'moveOffer'
  | 'arrangeOffer'
  | 'offersOfProvider'
  | 'offersPage'
  | 'setOfferActive'
  | 'heldOffers'
  | 'countHeldOffers'
> {
  const byCost = by<Offer>(
    (offer) => offer.costIdr,
    (offer) => offer.id,
  );
  // A field that is none any more is no field at all, and a change would leave the old one.
  const put = (id: string, { template, rank, homeProductId, ...offer }: Arranged): void => {
    offers.remove(id);
    offers.insert({
      ...offer,
      ...(template == null ? {} : { template }),
      ...(rank == null ? {} : { rank }),
      ...(homeProductId == null ? {} : { homeProductId }),
    });
  };
  const ofProvider = (providerId: string) => offers.group('provider', providerId).sort(by((offer) => offer.sku));
  return {
    async upsertOffer(offer) {
      const known = offers.by('sku', joined(offer.providerId, offer.sku));
      if (!known) {
        offers.insert(offer);
        return 'inserted';
      }
      const { id, productId, template, rank, homeProductId } = known;
      put(id, { ...offer, id, productId, template, rank, homeProductId });
      return 'updated';
    },
    offer: async (id) => orNull(offers.get(id)),
    offersOf: async (productId) => offers.group('product', productId).sort(byCost),
    offersToBuy: async (productId) =>
      [...offers.group('product', productId), ...offers.group('home', productId)].sort(byCost),
    async moveOffer(id, from, { productId, homeProductId }) {
      const known = offers.get(id);
      if (known?.productId !== from) return false;
      put(id, { ...known, productId, homeProductId, rank: null });
      return true;
    },
    async arrangeOffer(id, patch) {
      const known = offers.get(id);
      if (known) put(id, { ...known, ...patch });
    },
    offersOfProvider: async (providerId) => ofProvider(providerId),
    offersPage: async (providerId, afterSku, limit) =>
      ofProvider(providerId)
        .filter((offer) => offer.sku > afterSku)
        .slice(0, limit),
    heldOffers: async (providerId, afterSku, limit) =>
      ofProvider(providerId)
        .filter((offer) => isHeld(offer) && offer.sku > afterSku)
        .slice(0, limit),
    countHeldOffers: async (providerId) => ofProvider(providerId).filter(isHeld).length,
    async setOfferActive(offerId, active) {
      offers.update(offerId, { active });
    },
  };
}

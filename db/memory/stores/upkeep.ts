/** Price lists, deposits and the health of products. */
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { BalanceWatchStore, HealthStore, PriceListStore } from '../../../commerce/ports/stores/upkeep.ts';
import { blankPriceList } from '../../../commerce/provider/price-list.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

export const createUpkeepStores: MakeStore<Stores['upkeep']> = (rows) => ({
  priceLists: priceListMethods(rows),
  watches: watchMethods(rows),
  health: healthMethods(rows),
});

function priceListMethods({ priceLists, priceListParts }: AllRows): PriceListStore {
  const write: PriceListStore['set'] = async (providerId, patch) => {
    if (!priceLists.update(providerId, patch)) priceLists.insert({ ...blankPriceList(providerId), ...patch });
  };
  return {
    get: async (providerId) => orNull(priceLists.get(providerId)),
    set: write,
    async claim(providerId, now, notSince) {
      const askedAt = priceLists.get(providerId)?.askedAt ?? null;
      if (askedAt !== null && askedAt > notSince) return false;
      await write(providerId, { askedAt: now });
      return true;
    },
    async setPart(providerId, place, items) {
      const key = joined(providerId, place);
      if (!priceListParts.update(key, { items })) priceListParts.insert({ providerId, place, items });
    },
    part: async (providerId, place) => priceListParts.get(joined(providerId, place))?.items ?? null,
    async dropParts(providerId, from) {
      for (const { place } of priceListParts.group('provider', providerId))
        if (place >= from) priceListParts.remove(joined(providerId, place));
    },
  };
}

const watchMethods = ({ watches }: AllRows): BalanceWatchStore => ({
  get: async (providerId) => orNull(watches.get(providerId)),
  async save(watch) {
    const next = { ...watch, version: watch.version + 1 };
    if (watch.version === 0) return watches.insertUnless(next);
    return watches.get(watch.providerId)?.version === watch.version && watches.update(watch.providerId, next);
  },
});

const healthMethods = ({ outcomes, productPauses }: AllRows): HealthStore => ({
  note: async (outcome) => outcomes.insertUnless(outcome),
  latest: async (productId, limit) =>
    outcomes
      .group('product', productId)
      .sort(by((row) => -row.at))
      .slice(0, limit),
  pause: async (productId) => orNull(productPauses.get(productId)),
  pauses: async (productIds) => productIds.flatMap((id) => productPauses.get(id) ?? []),
  async setPause(pause) {
    if (!productPauses.update(pause.productId, pause)) productPauses.insert(pause);
  },
  async endPause(productId) {
    productPauses.remove(productId);
  },
  allPauses: async (limit) =>
    productPauses
      .all()
      .sort(
        by(
          (row) => row.since,
          (row) => row.productId,
        ),
      )
      .slice(0, limit),
});

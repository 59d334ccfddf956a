/** Price lists, deposits and the health of products. */
import type { Kysely } from 'kysely';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { BalanceWatch } from '../../commerce/provider/balance-watch-model.ts';
import type { BalanceWatchStore } from '../../commerce/ports/stores/upkeep.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';
import type { StoreDeps } from './deps.ts';
import { healthStore } from './upkeep/health.ts';
import { priceListStore } from './upkeep/price-lists.ts';

export function createUpkeepStores(db: Kysely<Database>, _deps: StoreDeps): Stores['upkeep'] {
  return { priceLists: priceListStore(db), watches: watchStore(db), health: healthStore(db) };
}

function watchStore(db: Kysely<Database>): BalanceWatchStore {
  return {
    get: async (providerId) => {
      const row = await oneBy(db, 'balance_watches', { provider_id: providerId });
      return row ? fromRow<BalanceWatch>(row) : null;
    },
    save: async ({ providerId, version, ...watch }) => {
      const row = toRow({ ...watch, version: version + 1 });
      if (version === 0) return insertRow(db, 'balance_watches', { provider_id: providerId, ...row }, ['provider_id']);
      return (await updateBy(db, 'balance_watches', { provider_id: providerId, version }, row)) === 1;
    },
  };
}

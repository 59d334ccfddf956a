/** The price list at hand of each supplier, in pieces: one text of ten thousand products would hold everybody up. */
import type { Kysely } from 'kysely';
import type { PriceListStore } from '../../../commerce/ports/stores/upkeep.ts';
import { blankPriceList, type PriceList, type SyncTotals } from '../../../commerce/provider/price-list.ts';
import { fromRow, patchRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import type { PriceListsTable } from '../../tables/supplier-upkeep.ts';
import { oneBy } from '../by-key.ts';
import { without } from '../values.ts';

type Patch = Partial<Omit<PriceList, 'providerId' | 'totals'>>;

const PATCHED: readonly (keyof Patch)[] = [
  'listId',
  'state',
  'fetchedAt',
  'parts',
  'askedAt',
  'syncedDay',
  'failures',
  'holdPct',
];

const { totals: _none, ...BLANK } = blankPriceList('');

export function priceListStore(db: Kysely<Database>): PriceListStore {
  return {
    async get(providerId) {
      const row = await oneBy(db, 'price_lists', { provider_id: providerId });
      return row ? toPriceList(row) : null;
    },
    async set(providerId, { totals, ...patch }) {
      const written = totals === undefined ? {} : { totals: totals === null ? null : JSON.stringify(totals) };
      const row = { ...patchRow<Patch>(patch, PATCHED), ...written };
      if (Object.keys(row).length === 0) return;
      await db
        .insertInto('price_lists')
        .values({ ...toRow({ ...BLANK, providerId }), totals: null, ...row })
        .onConflict((c) => c.column('provider_id').doUpdateSet(row))
        .execute();
    },
    async claim(providerId, now, notSince) {
      const row = await db
        .insertInto('price_lists')
        .values({ ...toRow({ ...BLANK, providerId }), totals: null, asked_at: now })
        .onConflict((c) =>
          c
            .column('provider_id')
            .doUpdateSet({ asked_at: now })
            .where((eb) => eb.or([eb('price_lists.asked_at', 'is', null), eb('price_lists.asked_at', '<=', notSince)])),
        )
        .returning('asked_at')
        .executeTakeFirst();
      return row !== undefined;
    },
    async setPart(providerId, place, items) {
      await db
        .insertInto('price_list_parts')
        .values({ provider_id: providerId, place, items })
        .onConflict((c) => c.columns(['provider_id', 'place']).doUpdateSet({ items }))
        .execute();
    },
    async part(providerId, place) {
      return (await oneBy(db, 'price_list_parts', { provider_id: providerId, place }))?.items ?? null;
    },
    async dropParts(providerId, from) {
      await db
        .deleteFrom('price_list_parts')
        .where('provider_id', '=', providerId)
        .where('place', '>=', from)
        .execute();
    },
  };
}

const toPriceList = (row: PriceListsTable): PriceList => ({
  ...fromRow<Omit<PriceList, 'totals'>>(without(row, 'totals')),
  totals: row.totals === null ? null : (JSON.parse(row.totals) as SyncTotals),
});

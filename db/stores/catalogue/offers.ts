/** Suppliers' SKUs behind products. */
import type { Kysely } from 'kysely';
import type { Offer } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore } from '../../../commerce/ports/stores/catalogue.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { OffersTable } from '../../tables/catalogue.ts';
import type { Database } from '../../tables/index.ts';
import { IS_HELD } from '../../tables/supplier-upkeep.ts';
import { changedOne, flag, without } from '../values.ts';
import { selectBy } from '../by-key.ts';

type OfferMethod =
  | 'upsertOffer'
  | 'offersOf'
  | 'offersOfProvider'
  | 'offersPage'
  | 'setOfferActive'
  | 'heldOffers'
  | 'countHeldOffers';

export function offerMethods(db: Kysely<Database>): Pick<CatalogueStore, OfferMethod> {
  return {
    async upsertOffer(offer) {
      const { id, product_id, provider_id, sku, ...changing } = offerRow(offer);
      const updated = await db
        .updateTable('offers')
        .set(changing)
        .where('provider_id', '=', provider_id)
        .where('sku', '=', sku)
        .executeTakeFirst();
      if (changedOne(updated)) return 'updated';
      await db
        .insertInto('offers')
        .values({ id, product_id, provider_id, sku, ...changing })
        .onConflict((c) => c.columns(['provider_id', 'sku']).doUpdateSet(changing))
        .execute();
      return 'inserted';
    },
    async offersOf(productId) {
      const rows = await selectBy(db, 'offers', { product_id: productId }, 'cost_idr', 'id');
      return rows.map(toOffer);
    },
    async offersOfProvider(providerId) {
      const rows = await selectBy(db, 'offers', { provider_id: providerId }, 'sku');
      return rows.map(toOffer);
    },
    async offersPage(providerId, afterSku, limit) {
      const rows = await db
        .selectFrom('offers')
        .selectAll()
        .where('provider_id', '=', providerId)
        .where('sku', '>', afterSku)
        .orderBy('sku')
        .limit(limit)
        .execute();
      return rows.map(toOffer);
    },
    async setOfferActive(offerId, active) {
      await db
        .updateTable('offers')
        .set({ active: flag(active) })
        .where('id', '=', offerId)
        .execute();
    },
    async heldOffers(providerId, afterSku, limit) {
      const rows = await db
        .selectFrom('offers')
        .selectAll()
        .where('provider_id', '=', providerId)
        .where(IS_HELD)
        .where('sku', '>', afterSku)
        .orderBy('sku')
        .limit(limit)
        .execute();
      return rows.map(toOffer);
    },
    async countHeldOffers(providerId) {
      const { count } = await db
        .selectFrom('offers')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('provider_id', '=', providerId)
        .where(IS_HELD)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

function offerRow({ held, ...offer }: Offer): OffersTable {
  return {
    ...toRow(offer),
    active: flag(offer.active),
    multi: flag(offer.multi),
    held_cost_idr: held?.costIdr ?? null,
    held_since: held?.since ?? null,
    held_kept: flag(held?.kept ?? false),
  };
}

function toOffer(row: OffersTable): Offer {
  const own = without(row, 'held_cost_idr', 'held_since', 'held_kept');
  const offer = fromRow<Omit<Offer, 'held'>>({ ...own, active: row.active === 1, multi: row.multi === 1 });
  if (row.held_cost_idr === null) return offer;
  return { ...offer, held: { costIdr: row.held_cost_idr, since: row.held_since ?? 0, kept: row.held_kept === 1 } };
}

/** Suppliers' SKUs behind products. */
import type { Kysely } from 'kysely';
import type { Offer } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore } from '../../../commerce/ports/stores/catalogue.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { OffersTable } from '../../tables/catalogue.ts';
import type { Database } from '../../tables/index.ts';
import { changedOne, flag } from '../values.ts';
import { selectBy } from '../by-key.ts';

export function offerMethods(
  db: Kysely<Database>,
): Pick<CatalogueStore, 'upsertOffer' | 'offersOf' | 'offersOfProvider' | 'offersPage' | 'setOfferActive'> {
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
  };
}

const offerRow = (offer: Offer): OffersTable => ({
  ...toRow(offer),
  active: flag(offer.active),
  multi: flag(offer.multi),
});

const toOffer = (row: OffersTable): Offer =>
  fromRow<Offer>({ ...row, active: row.active === 1, multi: row.multi === 1 });

/** Suppliers' SKUs behind products. */
import type { Kysely } from 'kysely';
import type { Offer } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore } from '../../../commerce/ports/stores/catalogue.ts';
import { fromRow, patchRow, toRow } from '../../rows.ts';
import type { OffersTable } from '../../tables/catalogue.ts';
import type { Database } from '../../tables/index.ts';
import { IS_HELD } from '../../tables/supplier-upkeep.ts';
import { changedOne, flag, without } from '../values.ts';
import { oneBy, selectBy, updateBy } from '../by-key.ts';

type OfferMethod =
  | 'upsertOffer'
  | 'offer'
  | 'offersToBuy'
  | 'moveOffer'
  | 'arrangeOffer'
  | 'offersOf'
  | 'offersOfProvider'
  | 'offersPage'
  | 'setOfferActive'
  | 'heldOffers'
  | 'countHeldOffers';

export function offerMethods(db: Kysely<Database>): Pick<CatalogueStore, OfferMethod> {
  return {
    async upsertOffer(offer) {
      const { id, product_id, provider_id, sku, template, rank, home_product_id, ...changing } = offerRow(offer);
      const arranged = { template, rank, home_product_id };
      const updated = await db
        .updateTable('offers')
        .set(changing)
        .where('provider_id', '=', provider_id)
        .where('sku', '=', sku)
        .executeTakeFirst();
      if (changedOne(updated)) return 'updated';
      await db
        .insertInto('offers')
        .values({ id, product_id, provider_id, sku, ...arranged, ...changing })
        .onConflict((c) => c.columns(['provider_id', 'sku']).doUpdateSet(changing))
        .execute();
      return 'inserted';
    },
    async offer(id) {
      const row = await oneBy(db, 'offers', { id });
      return row ? toOffer(row) : null;
    },
    async offersToBuy(productId) {
      const rows = await db
        .selectFrom('offers')
        .selectAll()
        .where((eb) => eb.or([eb('product_id', '=', productId), eb('home_product_id', '=', productId)]))
        .orderBy('cost_idr')
        .orderBy('id')
        .execute();
      return rows.map(toOffer);
    },
    async moveOffer(id, from, { productId, homeProductId }) {
      const change = { product_id: productId, home_product_id: homeProductId, rank: null };
      return (await updateBy(db, 'offers', { id, product_id: from }, change)) === 1;
    },
    async arrangeOffer(id, patch) {
      const change = patchRow(patch, ['template', 'rank']);
      if (Object.keys(change).length > 0) await updateBy(db, 'offers', { id }, change);
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
    template: offer.template ?? null,
    rank: offer.rank ?? null,
    home_product_id: offer.homeProductId ?? null,
  };
}

function toOffer(row: OffersTable): Offer {
  const own = without(row, 'held_cost_idr', 'held_since', 'held_kept', 'template', 'rank', 'home_product_id');
  const offer: Omit<Offer, 'held'> = {
    ...fromRow<Omit<Offer, 'held' | keyof Arranged>>({ ...own, active: row.active === 1, multi: row.multi === 1 }),
    ...arrangedOf(row),
  };
  if (row.held_cost_idr === null) return offer;
  return { ...offer, held: { costIdr: row.held_cost_idr, since: row.held_since ?? 0, kept: row.held_kept === 1 } };
}

type Arranged = Required<Pick<Offer, 'template' | 'rank' | 'homeProductId'>>;

/** Only what there is: the model has no such field else. */
const arrangedOf = ({ template, rank, home_product_id: homeProductId }: OffersTable): Partial<Arranged> => ({
  ...(template === null ? {} : { template }),
  ...(rank === null ? {} : { rank }),
  ...(homeProductId === null ? {} : { homeProductId }),
});

/** Outcomes of deliveries by product, and which products are paused. */
import type { Kysely } from 'kysely';
import type { ProductOutcome, ProductPause } from '../../../commerce/catalogue/health/model.ts';
import type { HealthStore } from '../../../commerce/ports/stores/upkeep.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import { insertRow, oneBy } from '../by-key.ts';
import { batches } from '../values.ts';

export function healthStore(db: Kysely<Database>): HealthStore {
  return {
    note: (outcome) => insertRow(db, 'product_outcomes', toRow(outcome), ['attempt_id', 'kind']),
    async latest(productId, limit) {
      const rows = await db
        .selectFrom('product_outcomes')
        .selectAll()
        .where('product_id', '=', productId)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<ProductOutcome>(row));
    },
    ...pauseMethods(db),
  };
}

type PauseMethod = 'pause' | 'pauses' | 'setPause' | 'endPause' | 'allPauses';

function pauseMethods(db: Kysely<Database>): Pick<HealthStore, PauseMethod> {
  const all = () => db.selectFrom('product_pauses').selectAll();
  return {
    async pause(productId) {
      const row = await oneBy(db, 'product_pauses', { product_id: productId });
      return row ? fromRow<ProductPause>(row) : null;
    },
    async pauses(productIds) {
      const found: ProductPause[] = [];
      for (const ids of batches(productIds)) {
        const rows = await all().where('product_id', 'in', ids).execute();
        found.push(...rows.map((row) => fromRow<ProductPause>(row)));
      }
      return found;
    },
    async setPause(pause) {
      const { product_id: _id, ...changed } = toRow(pause);
      await db
        .insertInto('product_pauses')
        .values(toRow(pause))
        .onConflict((c) => c.column('product_id').doUpdateSet(changed))
        .execute();
    },
    async endPause(productId) {
      await db.deleteFrom('product_pauses').where('product_id', '=', productId).execute();
    },
    async allPauses(limit) {
      const rows = await all().orderBy('since').orderBy('product_id').limit(limit).execute();
      return rows.map((row) => fromRow<ProductPause>(row));
    },
  };
}

/** Cases for a person to decide. */
import type { Kysely } from 'kysely';
import type { ReviewCase } from '../../commerce/payment/model.ts';
import type { ReviewStore } from '../../commerce/ports/stores/payments.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne } from './values.ts';
import { insertRow, oneBy } from './by-key.ts';

export function createReviewStore(db: Kysely<Database>, _deps: StoreDeps): ReviewStore {
  const oldestFirst = () => db.selectFrom('review_cases').selectAll().orderBy('opened_at').orderBy('id');
  return {
    open: async (row) => insertRow(db, 'review_cases', toRow(row), ['dedupe_key']),
    get: async (id) => {
      const row = await oneBy(db, 'review_cases', { id });
      return row ? fromRow<ReviewCase>(row) : null;
    },
    listOpen: async (environment) => {
      let query = oldestFirst().where('state', '=', 'open');
      if (environment) query = query.where('environment', '=', environment);
      return (await query.execute()).map((row) => fromRow<ReviewCase>(row));
    },
    ofOrder: async (orderId) => {
      const rows = await oldestFirst().where('order_id', '=', orderId).execute();
      return rows.map((row) => fromRow<ReviewCase>(row));
    },
    resolve: async (id, resolution, at, by) =>
      changedOne(
        await db
          .updateTable('review_cases')
          .set({ state: 'resolved', resolution, resolved_at: at, resolved_by: by })
          .where('id', '=', id)
          .where('state', '=', 'open')
          .executeTakeFirstOrThrow(),
      ),
  };
}

/** Cases for a person to decide. */
import type { Kysely, Selectable } from 'kysely';
import type { ReviewCase } from '../../commerce/payment/model.ts';
import type { ReviewStore } from '../../commerce/ports/stores/payments.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';

export function createReviewStore(db: Kysely<Database>, _deps: StoreDeps): ReviewStore {
  const oldestFirst = (where: Partial<Selectable<Database['review_cases']>>) =>
    selectBy(db, 'review_cases', where, 'opened_at', 'id');
  return {
    open: async (row) => insertRow(db, 'review_cases', toRow(row), ['dedupe_key']),
    get: async (id) => {
      const row = await oneBy(db, 'review_cases', { id });
      return row ? fromRow<ReviewCase>(row) : null;
    },
    listOpen: async (environment) => {
      const where = environment ? ({ state: 'open', environment } as const) : ({ state: 'open' } as const);
      return (await oldestFirst(where)).map((row) => fromRow<ReviewCase>(row));
    },
    ofOrder: async (orderId) => {
      const rows = await oldestFirst({ order_id: orderId });
      return rows.map((row) => fromRow<ReviewCase>(row));
    },
    resolve: async (id, resolution, at, by) =>
      (await updateBy(
        db,
        'review_cases',
        { id, state: 'open' },
        { state: 'resolved', resolution, resolved_at: at, resolved_by: by },
      )) === 1,
  };
}

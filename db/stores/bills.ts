/** What suppliers said bills come to. */
import type { Kysely } from 'kysely';
import type { BillQuote } from '../../commerce/bill/model.ts';
import type { BillStore } from '../../commerce/ports/stores/bills.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy } from './by-key.ts';
import { changedOne } from './values.ts';

export function createBillStore(db: Kysely<Database>): BillStore {
  return {
    insert: async (row) => {
      await insertRow(db, 'bill_quotes', toRow(row));
    },
    get: async (id) => {
      const row = await oneBy(db, 'bill_quotes', { id });
      return row ? fromRow<BillQuote>(row) : null;
    },
    ofLine: async (lineId) => {
      const rows = await db
        .selectFrom('bill_quotes')
        .selectAll()
        .where('line_id', '=', lineId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => fromRow<BillQuote>(row));
    },
    move: async (id, from, patch) =>
      from.length > 0 &&
      changedOne(
        await db
          .updateTable('bill_quotes')
          .set(patchRow(patch, ['state', 'costIdr', 'feeIdr', 'sellingIdr', 'maskedName', 'period', 'lineId']))
          .where('id', '=', id)
          .where('state', 'in', [...from])
          .executeTakeFirstOrThrow(),
      ),
  };
}

/** Paused suppliers and charges on top of a unit. */
import type { Kysely } from 'kysely';
import type { Charge, SupplierPause } from '../../commerce/fulfilment/supply-model.ts';
import type { SupplyStore } from '../../commerce/ports/stores/supply.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';
import { changedOne } from './values.ts';

export function createSupplyStore(db: Kysely<Database>): SupplyStore {
  return {
    pause: async (providerId) => {
      const row = await oneBy(db, 'supplier_pauses', { provider_id: providerId });
      return row ? fromRow<SupplierPause>(row) : null;
    },
    pauses: async () => {
      const rows = await db
        .selectFrom('supplier_pauses')
        .selectAll()
        .where('resumed_at', 'is', null)
        .orderBy('provider_id')
        .execute();
      return rows.map((row) => fromRow<SupplierPause>(row));
    },
    savePause: async (pause) => {
      const { provider_id: _key, ...rest } = toRow(pause);
      await db
        .insertInto('supplier_pauses')
        .values(toRow(pause))
        .onConflict((c) => c.column('provider_id').doUpdateSet(rest))
        .execute();
    },
    endPause: async (providerId, at) =>
      changedOne(
        await db
          .updateTable('supplier_pauses')
          .set({ resumed_at: at })
          .where('provider_id', '=', providerId)
          .where('resumed_at', 'is', null)
          .executeTakeFirstOrThrow(),
      ),
    insertCharge: async (charge) => insertRow(db, 'charges', toRow(charge), ['fulfilment_id', 'round']),
    charge: async (id) => {
      const row = await oneBy(db, 'charges', { id });
      return row ? fromRow<Charge>(row) : null;
    },
    chargesOf: async (fulfilmentId) => {
      const rows = await selectBy(db, 'charges', { fulfilment_id: fulfilmentId }, 'round');
      return rows.map((row) => fromRow<Charge>(row));
    },
    chargeOfOrder: async (orderId) => {
      const row = await oneBy(db, 'charges', { order_id: orderId });
      return row ? fromRow<Charge>(row) : null;
    },
    updateCharge: async (id, from, patch) =>
      (await updateBy(
        db,
        'charges',
        { id, state: from },
        { state: from, ...patchRow(patch, ['state', 'orderId', 'expiresAt']) },
      )) === 1,
  };
}

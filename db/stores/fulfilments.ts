/** Deliveries and their attempts at suppliers. */
import type { Kysely } from 'kysely';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { FulfilmentPatch, FulfilmentStore } from '../../commerce/ports/stores/fulfilment.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { FulfilmentAttemptsTable } from '../tables/fulfilments.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';

const PATCHED: readonly (keyof FulfilmentPatch)[] = [
  'state',
  'attempt',
  'checkCount',
  'nextCheckAt',
  'serialSealed',
  'note',
  'finishedAt',
];

type AttemptPatch = Parameters<FulfilmentStore['updateAttempt']>[1];

const PATCHED_OF_ATTEMPT: readonly (keyof AttemptPatch)[] = [
  'outcome',
  'reason',
  'priceIdr',
  'message',
  'serialSealed',
  'answeredAt',
  'supplierRef',
];

export function createFulfilmentStore(db: Kysely<Database>, _deps: StoreDeps): FulfilmentStore {
  return {
    insert: async (rows) => {
      for (const row of rows) await insertRow(db, 'fulfilments', toRow(row));
    },
    get: async (id) => {
      const row = await oneBy(db, 'fulfilments', { id });
      return row ? fromRow<Fulfilment>(row) : null;
    },
    ofOrder: async (orderId) => {
      const rows = await selectBy(db, 'fulfilments', { order_id: orderId }, 'id');
      return rows.map((row) => fromRow<Fulfilment>(row));
    },
    update: async (id, expectedVersion, patch) =>
      (await updateBy(
        db,
        'fulfilments',
        { id, version: expectedVersion },
        { ...patchRow(patch, PATCHED), version: expectedVersion + 1 },
      )) === 1,
    ...attemptMethods(db),
  };
}

const found = (row: FulfilmentAttemptsTable | undefined) => (row ? fromRow<FulfilmentAttempt>(row) : null);

function attemptMethods(db: Kysely<Database>): Omit<FulfilmentStore, 'insert' | 'get' | 'ofOrder' | 'update'> {
  const attempts = () => db.selectFrom('fulfilment_attempts').selectAll();
  return {
    // Both unique keys mean the same: somebody submitted this already.
    insertAttempt: (attempt) => insertRow(db, 'fulfilment_attempts', toRow(attempt), '*'),
    attempt: async (fulfilmentId, attempt) =>
      found(await oneBy(db, 'fulfilment_attempts', { fulfilment_id: fulfilmentId, attempt })),
    attemptByRef: async (providerId, refId) =>
      found(await oneBy(db, 'fulfilment_attempts', { provider_id: providerId, ref_id: refId })),
    attemptBySupplierRef: async (providerId, supplierRef) =>
      found(
        await attempts()
          .where('provider_id', '=', providerId)
          .where('supplier_ref', '=', supplierRef)
          .orderBy('submitted_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    attemptsOf: async (fulfilmentId) => {
      const rows = await selectBy(db, 'fulfilment_attempts', { fulfilment_id: fulfilmentId }, 'attempt');
      return rows.map((row) => fromRow<FulfilmentAttempt>(row));
    },
    updateAttempt: async (id, patch) => {
      const row = patchRow(patch, PATCHED_OF_ATTEMPT);
      if (Object.keys(row).length === 0) return;
      await updateBy(db, 'fulfilment_attempts', { id }, row);
    },
  };
}

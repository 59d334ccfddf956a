/** Door keys. A stay room has at most one that is not finished; a partial unique index sees to it. */
import type { Kysely } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { DoorKeyRow } from '../../../commerce/stay/model.ts';
import { fromRow, patchRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import { changedOne } from '../values.ts';
import { oneBy, selectBy } from '../by-key.ts';

export function doorKeyMethods(
  db: Kysely<Database>,
): Pick<StayStore, 'insertKey' | 'key' | 'keysOfStayRoom' | 'updateKey'> {
  return {
    async insertKey(key) {
      const result = await db
        .insertInto('door_keys')
        .values(toRow(key))
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async key(id) {
      const row = await oneBy(db, 'door_keys', { id });
      return row ? fromRow<DoorKeyRow>(row) : null;
    },
    /** Oldest first. */
    async keysOfStayRoom(stayRoomId) {
      const rows = await selectBy(db, 'door_keys', { stay_room_id: stayRoomId }, 'created_at', 'id');
      return rows.map((row) => fromRow<DoorKeyRow>(row));
    },
    async updateKey(id, from, patch) {
      const result = await db
        .updateTable('door_keys')
        .set(patchRow(patch, PATCHED))
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return changedOne(result);
    },
  };
}

const PATCHED = ['state', 'vendorKeyId', 'pinSealed', 'validFrom', 'validTo'] as const;

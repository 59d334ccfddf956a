/** Door keys. A stay room has at most one that is not finished; a partial unique index sees to it. */
import type { Kysely, Selectable } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { DoorKeyRow } from '../../../commerce/stay/model.ts';
import type { Database } from '../../tables/index.ts';
import type { DoorKeysTable } from '../../tables/stays.ts';
import { changedOne } from '../values.ts';

export function doorKeyMethods(
  db: Kysely<Database>,
): Pick<StayStore, 'insertKey' | 'key' | 'keysOfStayRoom' | 'updateKey'> {
  return {
    async insertKey(key) {
      const result = await db
        .insertInto('door_keys')
        .values(keyRow(key))
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async key(id) {
      const row = await db.selectFrom('door_keys').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toKey(row) : null;
    },
    /** Oldest first. */
    async keysOfStayRoom(stayRoomId) {
      const rows = await db
        .selectFrom('door_keys')
        .selectAll()
        .where('stay_room_id', '=', stayRoomId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toKey);
    },
    async updateKey(id, from, patch) {
      const result = await db
        .updateTable('door_keys')
        .set(patchRow(patch))
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return changedOne(result);
    },
  };
}

const keyRow = (key: DoorKeyRow): DoorKeysTable => ({
  id: key.id,
  stay_room_id: key.stayRoomId,
  provider_id: key.providerId,
  lock_id: key.lockId,
  vendor_key_id: key.vendorKeyId,
  label: key.label,
  pin_sealed: key.pinSealed,
  valid_from: key.validFrom,
  valid_to: key.validTo,
  state: key.state,
  created_at: key.createdAt,
});

/** Kysely leaves out what is undefined, so only what the patch names is changed. */
const patchRow = (patch: Parameters<StayStore['updateKey']>[2]): Partial<DoorKeysTable> => ({
  state: patch.state,
  vendor_key_id: patch.vendorKeyId,
  pin_sealed: patch.pinSealed,
  valid_from: patch.validFrom,
  valid_to: patch.validTo,
});

const toKey = (row: Selectable<DoorKeysTable>): DoorKeyRow => ({
  id: row.id,
  stayRoomId: row.stay_room_id,
  providerId: row.provider_id,
  lockId: row.lock_id,
  vendorKeyId: row.vendor_key_id,
  label: row.label,
  pinSealed: row.pin_sealed,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  state: row.state,
  createdAt: row.created_at,
});

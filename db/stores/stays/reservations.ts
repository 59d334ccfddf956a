/** Stays and their rooms. A stay that is released or cancelled gives up the doors it had in the same transaction. */
import type { Kysely } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { Stay, StayRoom } from '../../../commerce/stay/model.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import type { StaysTable } from '../../tables/stays.ts';
import { changedOne } from '../values.ts';
import { vacateUnits } from './unit-assignment.ts';
import { oneBy, selectBy } from '../by-key.ts';

export function reservationMethods(
  db: Kysely<Database>,
): Pick<StayStore, 'insertStay' | 'stay' | 'stayOfOrder' | 'updateStay' | 'rebook' | 'stayRooms' | 'stayRoom'> {
  const stays = () => db.selectFrom('stays').selectAll();
  return {
    async insertStay(stay, rooms) {
      await db
        .insertInto('stays')
        .values({ ...toRow(stay), nightly: JSON.stringify(stay.nightly) })
        .execute();
      if (rooms.length > 0) await db.insertInto('stay_rooms').values(rooms.map(toRow)).execute();
    },
    async stay(id) {
      const row = await stays().where('id', '=', id).executeTakeFirst();
      return row ? toStay(row) : null;
    },
    async stayOfOrder(orderId) {
      const row = await stays().where('order_id', '=', orderId).executeTakeFirst();
      return row ? toStay(row) : null;
    },
    async updateStay(id, expectedVersion, patch) {
      const result = await db
        .updateTable('stays')
        .set({ state: patch.state, version: expectedVersion + 1 })
        .where('id', '=', id)
        .where('version', '=', expectedVersion)
        .executeTakeFirst();
      if (!changedOne(result)) return false;
      if (patch.state === 'cancelled' || patch.state === 'released') await vacateUnits(db, id);
      return true;
    },
    async rebook(id, expectedVersion, { roomTypeId, checkIn, checkOut, nights, nightly }) {
      const result = await db
        .updateTable('stays')
        .set({
          room_type_id: roomTypeId,
          check_in: checkIn,
          check_out: checkOut,
          nights,
          nightly: JSON.stringify(nightly),
          version: expectedVersion + 1,
        })
        .where('id', '=', id)
        .where('version', '=', expectedVersion)
        .executeTakeFirstOrThrow();
      return changedOne(result);
    },
    async stayRooms(stayId) {
      const rows = await selectBy(db, 'stay_rooms', { stay_id: stayId }, 'position');
      return rows.map((row) => fromRow<StayRoom>(row));
    },
    async stayRoom(id) {
      const row = await oneBy(db, 'stay_rooms', { id });
      return row ? fromRow<StayRoom>(row) : null;
    },
  };
}

const toStay = (row: StaysTable): Stay =>
  fromRow<Stay>({ ...row, nightly: JSON.parse(row.nightly) as Stay['nightly'] });

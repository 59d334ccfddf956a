/** Stays and their rooms. A stay that is released or cancelled gives up the doors it had in the same transaction. */
import type { Kysely, Selectable } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { Stay, StayRoom } from '../../../commerce/stay/model.ts';
import type { Database } from '../../tables/index.ts';
import type { StayRoomsTable, StaysTable } from '../../tables/stays.ts';
import { changedOne } from '../values.ts';
import { vacateUnits } from './unit-assignment.ts';

export function reservationMethods(
  db: Kysely<Database>,
): Pick<StayStore, 'insertStay' | 'stay' | 'stayOfOrder' | 'updateStay' | 'stayRooms' | 'stayRoom'> {
  const stays = () => db.selectFrom('stays').selectAll();
  return {
    async insertStay(stay, rooms) {
      await db.insertInto('stays').values(stayRow(stay)).execute();
      if (rooms.length > 0) await db.insertInto('stay_rooms').values(rooms.map(stayRoomRow)).execute();
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
    async stayRooms(stayId) {
      const rows = await db
        .selectFrom('stay_rooms')
        .selectAll()
        .where('stay_id', '=', stayId)
        .orderBy('position')
        .execute();
      return rows.map(toStayRoom);
    },
    async stayRoom(id) {
      const row = await db.selectFrom('stay_rooms').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toStayRoom(row) : null;
    },
  };
}

const stayRow = (stay: Stay): StaysTable => ({
  id: stay.id,
  order_id: stay.orderId,
  property_id: stay.propertyId,
  room_type_id: stay.roomTypeId,
  environment: stay.environment,
  state: stay.state,
  version: stay.version,
  check_in: stay.checkIn,
  check_out: stay.checkOut,
  nights: stay.nights,
  rooms: stay.rooms,
  guests: stay.guests,
  booker_name: stay.bookerName,
  booker_contact: stay.bookerContact,
  arrival_time: stay.arrivalTime,
  nightly: JSON.stringify(stay.nightly),
});

const toStay = (row: Selectable<StaysTable>): Stay => ({
  id: row.id,
  orderId: row.order_id,
  propertyId: row.property_id,
  roomTypeId: row.room_type_id,
  environment: row.environment,
  state: row.state,
  version: row.version,
  checkIn: row.check_in,
  checkOut: row.check_out,
  nights: row.nights,
  rooms: row.rooms,
  guests: row.guests,
  bookerName: row.booker_name,
  bookerContact: row.booker_contact,
  arrivalTime: row.arrival_time,
  nightly: JSON.parse(row.nightly) as Stay['nightly'],
});

const stayRoomRow = (room: StayRoom): StayRoomsTable => ({
  id: room.id,
  stay_id: room.stayId,
  position: room.position,
  unit_id: room.unitId,
});

const toStayRoom = (row: Selectable<StayRoomsTable>): StayRoom => ({
  id: row.id,
  stayId: row.stay_id,
  position: row.position,
  unitId: row.unit_id,
});

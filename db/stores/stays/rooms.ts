/** Room types, which are sold, and room units, which have a door. */
import type { Kysely, Selectable } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { RoomType, RoomUnit } from '../../../commerce/stay/model.ts';
import type { Database } from '../../tables/index.ts';
import type { RoomTypesTable, RoomUnitsTable } from '../../tables/stays.ts';
import { codeKey, flag } from '../values.ts';

type RoomTypeMethods = Pick<
  StayStore,
  'insertRoomType' | 'updateRoomType' | 'roomType' | 'roomTypeByCode' | 'roomTypes'
>;
type RoomUnitMethods = Pick<StayStore, 'insertRoomUnit' | 'updateRoomUnit' | 'roomUnit' | 'roomUnits'>;

export const roomMethods = (db: Kysely<Database>): RoomTypeMethods & RoomUnitMethods => ({
  ...roomTypeMethods(db),
  ...roomUnitMethods(db),
});

function roomTypeMethods(db: Kysely<Database>): RoomTypeMethods {
  const roomTypes = () => db.selectFrom('room_types').selectAll();
  return {
    async insertRoomType(roomType) {
      await db.insertInto('room_types').values(roomTypeRow(roomType)).execute();
    },
    async updateRoomType(roomType) {
      const { id, ...changing } = roomTypeRow(roomType);
      await db.updateTable('room_types').set(changing).where('id', '=', id).execute();
    },
    async roomType(id) {
      const row = await roomTypes().where('id', '=', id).executeTakeFirst();
      return row ? toRoomType(row) : null;
    },
    async roomTypeByCode(environment, code) {
      const row = await roomTypes()
        .where('environment', '=', environment)
        .where('code_key', '=', codeKey(code))
        .executeTakeFirst();
      return row ? toRoomType(row) : null;
    },
    async roomTypes(propertyId) {
      const rows = await roomTypes().where('property_id', '=', propertyId).orderBy('rate_idr').orderBy('id').execute();
      return rows.map(toRoomType);
    },
  };
}

function roomUnitMethods(db: Kysely<Database>): RoomUnitMethods {
  return {
    async insertRoomUnit(unit) {
      await db.insertInto('room_units').values(roomUnitRow(unit)).execute();
    },
    async updateRoomUnit(unit) {
      const { id, ...changing } = roomUnitRow(unit);
      await db.updateTable('room_units').set(changing).where('id', '=', id).execute();
    },
    async roomUnit(id) {
      const row = await db.selectFrom('room_units').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toRoomUnit(row) : null;
    },
    async roomUnits(roomTypeId) {
      const rows = await db
        .selectFrom('room_units')
        .selectAll()
        .where('room_type_id', '=', roomTypeId)
        .orderBy('number')
        .execute();
      return rows.map(toRoomUnit);
    },
  };
}

const roomTypeRow = (roomType: RoomType): RoomTypesTable => ({
  id: roomType.id,
  property_id: roomType.propertyId,
  environment: roomType.environment,
  code: roomType.code,
  code_key: codeKey(roomType.code),
  name: roomType.name,
  description: roomType.description,
  capacity: roomType.capacity,
  rate_idr: roomType.rateIdr,
  picture: roomType.picture,
  active: flag(roomType.active),
});

const toRoomType = (row: Selectable<RoomTypesTable>): RoomType => ({
  id: row.id,
  propertyId: row.property_id,
  environment: row.environment,
  code: row.code,
  name: row.name,
  description: row.description,
  capacity: row.capacity,
  rateIdr: row.rate_idr,
  picture: row.picture,
  active: row.active === 1,
});

const roomUnitRow = (unit: RoomUnit): RoomUnitsTable => ({
  id: unit.id,
  room_type_id: unit.roomTypeId,
  number: unit.number,
  lock_provider_id: unit.lockProviderId,
  lock_id: unit.lockId,
  active: flag(unit.active),
});

export const toRoomUnit = (row: Selectable<RoomUnitsTable>): RoomUnit => ({
  id: row.id,
  roomTypeId: row.room_type_id,
  number: row.number,
  lockProviderId: row.lock_provider_id,
  lockId: row.lock_id,
  active: row.active === 1,
});

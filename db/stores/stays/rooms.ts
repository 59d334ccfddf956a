/** Room types, which are sold, and room units, which have a door. */
import type { Kysely } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { RoomType, RoomUnit } from '../../../commerce/stay/model.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import type { RoomTypesTable, RoomUnitsTable } from '../../tables/stays.ts';
import { codeKey, flag, without } from '../values.ts';
import { oneBy, selectBy } from '../by-key.ts';

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
      const row = await oneBy(db, 'room_units', { id });
      return row ? toRoomUnit(row) : null;
    },
    async roomUnits(roomTypeId) {
      const rows = await selectBy(db, 'room_units', { room_type_id: roomTypeId }, 'number');
      return rows.map(toRoomUnit);
    },
  };
}

const roomTypeRow = (roomType: RoomType): RoomTypesTable => ({
  ...toRow(roomType),
  code_key: codeKey(roomType.code),
  active: flag(roomType.active),
});

const toRoomType = (row: RoomTypesTable): RoomType =>
  fromRow<RoomType>({ ...without(row, 'code_key'), active: row.active === 1 });

const roomUnitRow = (unit: RoomUnit): RoomUnitsTable => ({ ...toRow(unit), active: flag(unit.active) });

export const toRoomUnit = (row: RoomUnitsTable): RoomUnit => fromRow<RoomUnit>({ ...row, active: row.active === 1 });

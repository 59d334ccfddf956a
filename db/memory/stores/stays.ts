/** Everything about rooms: places, counted nights, stays, which door a stay gets, and its keys. */
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { DoorKeyRow, RoomUnit } from '../../../commerce/stay/model.ts';
import { nightsBetween } from '../../stores/stays/unit-assignment.ts';
import { codeKey, joined, type AllRows } from '../tables.ts';
import { nightMethods } from './nights.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

export const createStayStore: MakeStore<StayStore> = (rows) => ({
  ...placeMethods(rows),
  ...roomMethods(rows),
  ...nightMethods(rows),
  ...reservationMethods(rows),
  ...keyMethods(rows),
  assignUnit: async (stayRoomId, roomTypeId, checkIn, checkOut) =>
    assignUnit(rows, stayRoomId, roomTypeId, nightsBetween(checkIn, checkOut)),
});

function placeMethods({
  businesses,
  properties,
}: AllRows): Pick<
  StayStore,
  'insertBusiness' | 'business' | 'firstBusiness' | 'insertProperty' | 'property' | 'properties'
> {
  return {
    async insertBusiness({ id, name, address }) {
      businesses.insert({ id, name, address });
    },
    business: async (id) => orNull(businesses.get(id)),
    firstBusiness: async () => orNull(businesses.all().sort(by((row) => row.id))[0]),
    async insertProperty(property) {
      properties.insert(property);
    },
    property: async (id) => orNull(properties.get(id)),
    properties: async (environment) => properties.group('environment', environment).sort(by((row) => row.id)),
  };
}

function roomMethods({
  roomTypes,
  roomUnits,
}: AllRows): Pick<
  StayStore,
  | 'insertRoomType'
  | 'updateRoomType'
  | 'roomType'
  | 'roomTypeByCode'
  | 'roomTypes'
  | 'insertRoomUnit'
  | 'updateRoomUnit'
  | 'roomUnit'
  | 'roomUnits'
> {
  return {
    async insertRoomType(roomType) {
      roomTypes.insert(roomType);
    },
    async updateRoomType(roomType) {
      roomTypes.update(roomType.id, roomType);
    },
    roomType: async (id) => orNull(roomTypes.get(id)),
    roomTypeByCode: async (environment, code) => orNull(roomTypes.by('code', joined(environment, codeKey(code)))),
    roomTypes: async (propertyId) =>
      roomTypes.group('property', propertyId).sort(
        by(
          (row) => row.rateIdr,
          (row) => row.id,
        ),
      ),
    async insertRoomUnit(unit) {
      roomUnits.insert(unit);
    },
    async updateRoomUnit(unit) {
      roomUnits.update(unit.id, unit);
    },
    roomUnit: async (id) => orNull(roomUnits.get(id)),
    roomUnits: async (roomTypeId) => unitsOf(roomUnits, roomTypeId),
  };
}

const unitsOf = (roomUnits: AllRows['roomUnits'], roomTypeId: string): RoomUnit[] =>
  roomUnits.group('type', roomTypeId).sort(by((unit) => unit.number));

function reservationMethods(
  rows: AllRows,
): Pick<StayStore, 'insertStay' | 'stay' | 'stayOfOrder' | 'updateStay' | 'rebook' | 'stayRooms' | 'stayRoom'> {
  const { stays, stayRooms, unitNights } = rows;
  return {
    async insertStay(stay, rooms) {
      stays.insert(stay);
      for (const room of rooms) stayRooms.insert(room);
    },
    stay: async (id) => orNull(stays.get(id)),
    stayOfOrder: async (orderId) => orNull(stays.by('order', orderId)),
    async updateStay(id, expectedVersion, { state }) {
      if (stays.get(id)?.version !== expectedVersion) return false;
      stays.update(id, { ...(state === undefined ? {} : { state }), version: expectedVersion + 1 });
      if (state !== 'cancelled' && state !== 'released') return true;
      // The doors of a stay that will not take place are free again.
      for (const room of stayRooms.group('stay', id))
        for (const taken of unitNights.group('room', room.id)) unitNights.remove(joined(taken.unitId, taken.night));
      return true;
    },
    async rebook(id, expectedVersion, { roomTypeId, checkIn, checkOut, nights, nightly }) {
      if (stays.get(id)?.version !== expectedVersion) return false;
      return stays.update(id, { roomTypeId, checkIn, checkOut, nights, nightly, version: expectedVersion + 1 });
    },
    stayRooms: async (stayId) => stayRooms.group('stay', stayId).sort(by((room) => room.position)),
    stayRoom: async (id) => orNull(stayRooms.get(id)),
  };
}

function assignUnit(rows: AllRows, stayRoomId: string, roomTypeId: string, nights: string[]): RoomUnit | null {
  const [kept] = rows.unitNights.group('room', stayRoomId);
  if (kept) return orNull(rows.roomUnits.get(kept.unitId));
  const isFree = ({ id }: RoomUnit) => nights.every((night) => !rows.unitNights.get(joined(id, night)));
  const unit = unitsOf(rows.roomUnits, roomTypeId).find((each) => each.active && isFree(each));
  if (!unit) return null;
  for (const night of nights) rows.unitNights.insert({ unitId: unit.id, night, stayRoomId });
  rows.stayRooms.update(stayRoomId, { unitId: unit.id });
  return unit;
}

const PATCHED_OF_KEY = ['state', 'vendorKeyId', 'pinSealed', 'validFrom', 'validTo'] as const;

function keyMethods({ doorKeys }: AllRows): Pick<StayStore, 'insertKey' | 'key' | 'keysOfStayRoom' | 'updateKey'> {
  return {
    insertKey: async (key) => doorKeys.insertUnless(key),
    key: async (id) => orNull(doorKeys.get(id)),
    keysOfStayRoom: async (stayRoomId) =>
      doorKeys.group('room', stayRoomId).sort(
        by<DoorKeyRow>(
          (key) => key.createdAt,
          (key) => key.id,
        ),
      ),
    async updateKey(id, from, patch) {
      return doorKeys.get(id)?.state === from && doorKeys.update(id, patchOf(patch, PATCHED_OF_KEY));
    },
  };
}

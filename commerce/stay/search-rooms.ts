/** Live availability and price per room type for the dates somebody asks about. */
import type { Answer, RoomOffer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { checkDates } from './check-dates.ts';
import { freeRooms } from './free-rooms.ts';
import { DEFAULT_ZONE, localDate } from './local-time.ts';
import type { Property, RoomType } from './model.ts';

export interface RoomQuery {
  checkIn: string;
  checkOut: string;
  rooms: number;
  guests: number;
}

export async function searchRooms(core: Core, actor: Actor, query: RoomQuery): Promise<Answer<{ rooms: RoomOffer[] }>> {
  return answering(async () => {
    if (!Number.isInteger(query.rooms) || query.rooms < 1 || !Number.isInteger(query.guests) || query.guests < 1) {
      throw new Refused('bad_input');
    }
    const stores = core.uow.read;
    const rooms: RoomOffer[] = [];
    for (const property of await stores.stays.properties(actor.environment)) {
      const nights = checkDates(core, property.zone, query.checkIn, query.checkOut);
      if (nights.length * query.rooms > core.settings.maxRoomNights) {
        throw new Refused('too_many_nights', { max: core.settings.maxRoomNights });
      }
      for (const roomType of await stores.stays.roomTypes(property.id)) {
        if (roomType.active) rooms.push(await offer(stores, property, roomType, nights, query.rooms));
      }
    }
    return { ok: true as const, rooms };
  });
}

async function offer(
  stores: Stores,
  property: Property,
  roomType: RoomType,
  nights: string[],
  rooms: number,
): Promise<RoomOffer> {
  const inventory = await stores.stays.nights(roomType.id, nights);
  return {
    roomTypeId: roomType.id,
    code: roomType.code,
    name: roomType.name,
    description: roomType.description,
    capacity: roomType.capacity,
    picture: roomType.picture,
    available: freeRooms(inventory, nights.length),
    nights: nights.length,
    totalIdr: roomType.rateIdr * nights.length * rooms,
    nightly: nights.map((night) => ({ night, priceIdr: roomType.rateIdr })),
    propertyName: property.name,
    zone: property.zone,
    checkInTime: property.checkInTime,
    checkOutTime: property.checkOutTime,
  };
}

export async function today(core: Core, actor: Pick<Actor, 'environment'>): Promise<{ date: string; zone: string }> {
  const [property] = await core.uow.read.stays.properties(actor.environment);
  const zone = property?.zone ?? DEFAULT_ZONE;
  return { date: localDate(core.clock.now(), zone), zone };
}

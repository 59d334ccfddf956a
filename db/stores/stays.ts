/** Everything about rooms: the places, the counted nights, the stays, which door a stay gets, and its keys. */
import type { Kysely } from 'kysely';
import type { StayStore } from '../../commerce/ports/stores/stays.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { doorKeyMethods } from './stays/door-keys.ts';
import { nightMethods } from './stays/nights.ts';
import { placeMethods } from './stays/places.ts';
import { reservationMethods } from './stays/reservations.ts';
import { roomMethods } from './stays/rooms.ts';
import { assignUnit } from './stays/unit-assignment.ts';

export function createStayStore(db: Kysely<Database>, deps: StoreDeps): StayStore {
  return {
    ...placeMethods(db, deps),
    ...roomMethods(db),
    ...nightMethods(db),
    ...reservationMethods(db),
    ...doorKeyMethods(db),
    assignUnit: (stayRoomId, roomTypeId, checkIn, checkOut) =>
      assignUnit(db, stayRoomId, roomTypeId, checkIn, checkOut),
  };
}

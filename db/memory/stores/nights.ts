/** The counted nights of a room type. All of a change is checked before any of it is written. */
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, positive } from './support.ts';

type NightMethods = Pick<
  StayStore,
  'setPhysical' | 'nights' | 'takeNights' | 'heldToSold' | 'releaseHeld' | 'releaseSold'
>;

export function nightMethods({ nights }: AllRows): NightMethods {
  function move(roomTypeId: string, dates: readonly string[], { held = 0, sold = 0 }): void {
    for (const night of dates.toSorted()) {
      const row = nights.get(joined(roomTypeId, night));
      if (!row || row.held + held < 0 || row.sold + sold < 0)
        throw new Error(`night ${night} of room type ${roomTypeId} has fewer rooms to give back`);
      nights.update(joined(roomTypeId, night), { held: row.held + held, sold: row.sold + sold });
    }
  }
  return {
    async setPhysical(roomTypeId, dates, physical) {
      for (const night of dates) {
        const isKnown = nights.update(joined(roomTypeId, night), { physical });
        if (!isKnown) nights.insert({ roomTypeId, night, physical, outOfOrder: 0, sold: 0, held: 0 });
      }
    },
    nights: async (roomTypeId, dates) =>
      [...new Set(dates)].flatMap((night) => nights.get(joined(roomTypeId, night)) ?? []).sort(by((row) => row.night)),
    async takeNights(roomTypeId, dates, rooms) {
      positive(rooms, 'rooms');
      const inOrder = dates.toSorted();
      const short = inOrder.find((night) => {
        const row = nights.get(joined(roomTypeId, night));
        return !row || row.physical - row.outOfOrder - row.sold - row.held < rooms;
      });
      if (short !== undefined) return { ok: false, short };
      move(roomTypeId, inOrder, { held: rooms });
      return { ok: true };
    },
    async heldToSold(roomTypeId, dates, rooms) {
      move(roomTypeId, dates, { held: -positive(rooms, 'rooms'), sold: rooms });
    },
    async releaseHeld(roomTypeId, dates, rooms) {
      move(roomTypeId, dates, { held: -positive(rooms, 'rooms') });
    },
    async releaseSold(roomTypeId, dates, rooms) {
      move(roomTypeId, dates, { sold: -positive(rooms, 'rooms') });
    },
  };
}

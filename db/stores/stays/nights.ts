/**
 * The counted nights of a room type. Every change is a guarded update of one night, in order of date, so two bookings
 * that overlap queue behind each other's first common night and never block each other crosswise.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { InventoryNight } from '../../../commerce/stay/model.ts';
import { fromRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import { batches, changedOne, positive } from '../values.ts';

type NightMethods = Pick<
  StayStore,
  'setPhysical' | 'nights' | 'takeNights' | 'heldToSold' | 'releaseHeld' | 'releaseSold'
>;

export function nightMethods(db: Kysely<Database>): NightMethods {
  return {
    async setPhysical(roomTypeId, nights, physical) {
      const rows = nights.map((night) => ({
        room_type_id: roomTypeId,
        night,
        physical,
        out_of_order: 0,
        sold: 0,
        held: 0,
      }));
      for (const batch of batches(rows)) {
        await db
          .insertInto('inventory_nights')
          .values(batch)
          .onConflict((c) => c.columns(['room_type_id', 'night']).doUpdateSet({ physical }))
          .execute();
      }
    },
    async nights(roomTypeId, nights) {
      if (nights.length === 0) return [];
      const rows = await db
        .selectFrom('inventory_nights')
        .selectAll()
        .where('room_type_id', '=', roomTypeId)
        .where('night', 'in', nights)
        .orderBy('night')
        .execute();
      return rows.map((row) => fromRow<InventoryNight>(row));
    },
    async takeNights(roomTypeId, nights, rooms) {
      positive(rooms, 'rooms');
      const taken: string[] = [];
      for (const night of nights.toSorted()) {
        if (!(await takeNight(db, roomTypeId, night, rooms))) {
          await move(db, roomTypeId, taken, { held: -rooms });
          return { ok: false, short: night };
        }
        taken.push(night);
      }
      return { ok: true };
    },
    heldToSold: (roomTypeId, nights, rooms) =>
      move(db, roomTypeId, nights, { held: -positive(rooms, 'rooms'), sold: rooms }),
    releaseHeld: (roomTypeId, nights, rooms) => move(db, roomTypeId, nights, { held: -positive(rooms, 'rooms') }),
    releaseSold: (roomTypeId, nights, rooms) => move(db, roomTypeId, nights, { sold: -positive(rooms, 'rooms') }),
  };
}

async function takeNight(db: Kysely<Database>, roomTypeId: string, night: string, rooms: number): Promise<boolean> {
  const result = await db
    .updateTable('inventory_nights')
    .set((eb) => ({ held: eb('held', '+', rooms) }))
    .where('room_type_id', '=', roomTypeId)
    .where('night', '=', night)
    .where(sql<boolean>`physical - out_of_order - sold - held >= ${rooms}`)
    .executeTakeFirst();
  return changedOne(result);
}

/** Throws, for the transaction to roll back, when a count would fall below zero: that release happened before. */
async function move(
  db: Kysely<Database>,
  roomTypeId: string,
  nights: readonly string[],
  { held = 0, sold = 0 }: { held?: number; sold?: number },
): Promise<void> {
  for (const night of nights.toSorted()) {
    const result = await db
      .updateTable('inventory_nights')
      .set((eb) => ({ held: eb('held', '+', held), sold: eb('sold', '+', sold) }))
      .where('room_type_id', '=', roomTypeId)
      .where('night', '=', night)
      .where('held', '>=', -held)
      .where('sold', '>=', -sold)
      .executeTakeFirst();
    if (!changedOne(result)) throw new Error(`night ${night} of room type ${roomTypeId} has fewer rooms to give back`);
  }
}

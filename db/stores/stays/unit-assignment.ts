/**
 * Which door a stay room gets. Looking for a free unit and taking it are two steps, so the taking is what decides: one
 * row per unit and night, unique, inserted at assignment and deleted when the stay is released or cancelled. Whoever
 * loses a night to another transaction gives back the others and tries the next unit. A rule over date ranges would
 * need an exclusion constraint, which only one of our engines has.
 */
import type { Kysely } from 'kysely';
import type { RoomUnit } from '../../../commerce/stay/model.ts';
import type { Database } from '../../tables/index.ts';
import { toRoomUnit } from './rooms.ts';

/** More than any stay that can be sold; a longer range is a bug that must not become a loop over centuries. */
const NIGHTS_MAX = 400;
const DAY_MS = 86_400_000;

export async function assignUnit(
  db: Kysely<Database>,
  stayRoomId: string,
  roomTypeId: string,
  checkIn: string,
  checkOut: string,
): Promise<RoomUnit | null> {
  const nights = nightsBetween(checkIn, checkOut);
  const kept = await occupiedUnit(db, stayRoomId);
  if (kept) return kept;
  for (const unit of await freeUnits(db, roomTypeId, checkIn, checkOut)) {
    if (await occupy(db, unit.id, stayRoomId, nights)) {
      await db.updateTable('stay_rooms').set({ unit_id: unit.id }).where('id', '=', stayRoomId).execute();
      return unit;
    }
    // Lost to another transaction; it may have been one that served this very stay room.
    const given = await occupiedUnit(db, stayRoomId);
    if (given) return given;
  }
  return null;
}

/** The doors of a stay that will not take place are free again. `stay_rooms.unit_id` stays, for whoever revokes keys. */
export async function vacateUnits(db: Kysely<Database>, stayId: string): Promise<void> {
  await db
    .deleteFrom('unit_nights')
    .where('stay_room_id', 'in', (eb) => eb.selectFrom('stay_rooms').select('id').where('stay_id', '=', stayId))
    .execute();
}

async function occupiedUnit(db: Kysely<Database>, stayRoomId: string): Promise<RoomUnit | null> {
  const row = await db
    .selectFrom('room_units')
    .selectAll()
    .where('id', 'in', (eb) => eb.selectFrom('unit_nights').select('unit_id').where('stay_room_id', '=', stayRoomId))
    .limit(1)
    .executeTakeFirst();
  return row ? toRoomUnit(row) : null;
}

async function freeUnits(
  db: Kysely<Database>,
  roomTypeId: string,
  checkIn: string,
  checkOut: string,
): Promise<RoomUnit[]> {
  const rows = await db
    .selectFrom('room_units')
    .selectAll()
    .where('room_type_id', '=', roomTypeId)
    .where('active', '=', 1)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('unit_nights')
            .select('unit_nights.night')
            .whereRef('unit_nights.unit_id', '=', 'room_units.id')
            .where('unit_nights.night', '>=', checkIn)
            .where('unit_nights.night', '<', checkOut),
        ),
      ),
    )
    .orderBy('number')
    .execute();
  return rows.map(toRoomUnit);
}

/** All nights or none. */
async function occupy(db: Kysely<Database>, unitId: string, stayRoomId: string, nights: string[]): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('unit_nights')
    .values(nights.map((night) => ({ unit_id: unitId, night, stay_room_id: stayRoomId })))
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === BigInt(nights.length)) return true;
  await db.deleteFrom('unit_nights').where('unit_id', '=', unitId).where('stay_room_id', '=', stayRoomId).execute();
  return false;
}

/** Every night of a stay, in order. Throws RangeError when there are none or more than can be sold. */
export function nightsBetween(checkIn: string, checkOut: string): string[] {
  const from = Date.parse(`${checkIn}T00:00:00Z`);
  const count = (Date.parse(`${checkOut}T00:00:00Z`) - from) / DAY_MS;
  if (!Number.isInteger(count) || count < 1 || count > NIGHTS_MAX) {
    throw new RangeError(`a stay from ${checkIn} to ${checkOut} has no nights to assign`);
  }
  return Array.from({ length: count }, (_, i) => new Date(from + i * DAY_MS).toISOString().slice(0, 10));
}

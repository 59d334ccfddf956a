/**
 * Keeps the calendar open: every room type can be sold for the coming year, with as many rooms as on its last open
 * night (or as it has active units). Nights that exist are left alone. Runs at start and daily.
 */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import { ENVIRONMENTS } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import { addDays, localDate } from './local-time.ts';
import type { Property, RoomType } from './model.ts';

const DAYS_OPEN = 365;

export async function openNights(core: Core): Promise<void> {
  for (const environment of ENVIRONMENTS) {
    for (const { property, roomType } of await roomTypesOf(core.uow.read, environment)) {
      await core.uow.run('nights.open', (stores) => openFor(core, stores, property, roomType));
    }
  }
}

async function roomTypesOf(
  stores: Stores,
  environment: Environment,
): Promise<{ property: Property; roomType: RoomType }[]> {
  const found: { property: Property; roomType: RoomType }[] = [];
  for (const property of await stores.stays.properties(environment)) {
    for (const roomType of await stores.stays.roomTypes(property.id)) found.push({ property, roomType });
  }
  return found;
}

async function openFor(core: Core, stores: Stores, property: Property, roomType: RoomType): Promise<void> {
  const today = localDate(core.clock.now(), property.zone);
  const wanted = Array.from({ length: DAYS_OPEN }, (_, index) => addDays(today, index));
  const known = await stores.stays.nights(roomType.id, wanted);
  if (known.length === wanted.length) return;
  const open = new Set(known.map((row) => row.night));
  const units = (await stores.stays.roomUnits(roomType.id)).filter((unit) => unit.active).length;
  const missing = wanted.filter((night) => !open.has(night));
  await stores.stays.setPhysical(roomType.id, missing, known.at(-1)?.physical ?? units);
}

/** The owner sets up rooms: rate, units, how many can be sold per night, and which lock is behind which door. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { ensureProperty } from './ensure-property.ts';
import { addDays, isDate, localDate } from './local-time.ts';
import type { Property, RoomType, SetRoomInput } from './model.ts';

const MAX_UNITS = 500;
const MAX_NIGHTS = 730;

export async function setRoom(core: Core, actor: Actor, input: SetRoomInput): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('room.set', async (stores) => {
      requireRight(actor, 'setRoom');
      checkNumbers(input);
      const property = await ensureProperty(core, stores, actor.environment);
      const roomType = await upsertType(core, stores, actor, property, input);
      const units = await addUnits(core, stores, roomType, input.units ?? []);
      const from = input.from ?? localDate(core.clock.now(), property.zone);
      if (!isDate(from)) throw new Refused('bad_dates', { why: 'no_such_date' });
      const nights = Array.from({ length: input.nights ?? 365 }, (_, index) => addDays(from, index));
      await stores.stays.setPhysical(roomType.id, nights, input.physical ?? units);
      await audit(core, stores, actor, 'room.set', `room_types:${roomType.id}`, JSON.stringify(input).slice(0, 300));
      return { ok: true as const };
    }),
  );
}

function checkNumbers(input: SetRoomInput): void {
  const bad = (value: number | undefined, min: number, max: number) =>
    value !== undefined && (!Number.isSafeInteger(value) || value < min || value > max);
  if (!/^[A-Za-z0-9-]{1,20}$/.test(input.code)) throw new Refused('bad_input', { field: 'code' });
  if (bad(input.rateIdr, 1, 100_000_000)) throw new Refused('bad_input', { field: 'rate' });
  if (bad(input.capacity, 1, 50)) throw new Refused('bad_input', { field: 'capacity' });
  if (bad(input.physical, 0, MAX_UNITS)) throw new Refused('bad_input', { field: 'physical' });
  if (bad(input.nights, 1, MAX_NIGHTS)) throw new Refused('bad_input', { field: 'nights' });
  if ((input.units?.length ?? 0) > MAX_UNITS) throw new Refused('bad_input', { field: 'units' });
}

async function upsertType(
  core: Core,
  stores: Stores,
  actor: Actor,
  property: Property,
  input: SetRoomInput,
): Promise<RoomType> {
  const code = input.code.toUpperCase();
  const known = await stores.stays.roomTypeByCode(actor.environment, code);
  if (known) {
    const { name = known.name, rateIdr = known.rateIdr, capacity = known.capacity } = input;
    const changed = { ...known, name, rateIdr, capacity };
    await stores.stays.updateRoomType(changed);
    return changed;
  }
  if (input.rateIdr === undefined) throw new Refused('bad_input', { field: 'rate' });
  const roomType: RoomType = {
    id: core.ids.uuid(),
    propertyId: property.id,
    environment: actor.environment,
    code,
    name: input.name ?? code,
    description: '',
    capacity: input.capacity ?? 2,
    rateIdr: input.rateIdr,
    picture: null,
    active: true,
  };
  await stores.stays.insertRoomType(roomType);
  return roomType;
}

/** Adds missing units; returns how many active ones the type has. */
async function addUnits(core: Core, stores: Stores, roomType: RoomType, numbers: readonly string[]): Promise<number> {
  const units = await stores.stays.roomUnits(roomType.id);
  const known = new Set(units.map((unit) => unit.number));
  let active = units.filter((unit) => unit.active).length;
  for (const number of new Set(numbers.map((value) => value.trim()).filter(Boolean))) {
    if (known.has(number)) continue;
    await stores.stays.insertRoomUnit({
      id: core.ids.uuid(),
      roomTypeId: roomType.id,
      number,
      lockProviderId: null,
      lockId: null,
      active: true,
    });
    active++;
  }
  return active;
}

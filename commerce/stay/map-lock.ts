/** Says which lock is behind a room's door. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { RoomUnit } from './model.ts';

export interface MapLockInput {
  /** Door number of the room unit. */
  room: string;
  lockId: string;
  /** Which lock provider, when there is more than one. */
  providerSlug?: string;
}

export async function mapLock(core: Core, actor: Actor, input: MapLockInput): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('lock.map', async (stores) => {
      requireRight(actor, 'mapLock');
      const unit = await findUnit(stores, actor, input.room);
      const providerId = await lockProvider(stores, actor, input.providerSlug);
      await stores.stays.updateRoomUnit({ ...unit, lockProviderId: providerId, lockId: input.lockId });
      await audit(core, stores, actor, 'lock.mapped', `room_units:${unit.id}`, input.lockId);
      return { ok: true as const };
    }),
  );
}

async function findUnit(stores: Stores, actor: Actor, number: string): Promise<RoomUnit> {
  for (const property of await stores.stays.properties(actor.environment)) {
    for (const roomType of await stores.stays.roomTypes(property.id)) {
      const unit = (await stores.stays.roomUnits(roomType.id)).find((row) => row.number === number.trim());
      if (unit) return unit;
    }
  }
  throw new Refused('not_found', { what: 'room' });
}

async function lockProvider(stores: Stores, actor: Actor, slug: string | undefined): Promise<string> {
  const locks = await stores.providers.list({
    integrationType: 'door_lock',
    environment: actor.environment,
    activeOnly: true,
  });
  const provider = slug ? locks.find((row) => row.slug === slug) : locks[0];
  if (!provider) throw new Refused('not_found', { what: 'provider' });
  return provider.id;
}

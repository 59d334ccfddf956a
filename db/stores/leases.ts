/** Leases by name: each method is one statement whose guard the engine checks under the row's lock. */
import type { Kysely } from 'kysely';
import type { LeaseStore } from '../../commerce/ports/stores/leases.ts';
import type { Database } from '../tables/index.ts';
import { changedOne } from './values.ts';

export function createLeaseStore(db: Kysely<Database>): LeaseStore {
  const held = (name: string, fence: number) =>
    db.updateTable('leases').where('name', '=', name).where('fence', '=', fence).where('owner', 'is not', null);
  return {
    take: async (name, owner, now, until) => {
      const row = await db
        .insertInto('leases')
        .values({ name, owner, until, fence: 1 })
        .onConflict((c) =>
          c
            .column('name')
            .doUpdateSet((eb) => ({ owner, until, fence: eb('leases.fence', '+', 1) }))
            .where((eb) => eb.or([eb('leases.owner', 'is', null), eb('leases.until', '<=', now)])),
        )
        .returning('fence')
        .executeTakeFirst();
      return row?.fence ?? null;
    },
    extend: async (name, fence, until) => changedOne(await held(name, fence).set({ until }).executeTakeFirstOrThrow()),
    holds: async (name, fence) => {
      const row = await db
        .selectFrom('leases')
        .select('fence')
        .where('name', '=', name)
        .where('fence', '=', fence)
        .where('owner', 'is not', null)
        .executeTakeFirst();
      return row !== undefined;
    },
    release: async (name, fence) => {
      await held(name, fence).set({ owner: null }).execute();
    },
    releaseAbandoned: async () => {
      await db.updateTable('leases').set({ owner: null }).where('owner', 'is not', null).execute();
    },
  };
}

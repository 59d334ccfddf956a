/** Where the vault keeps its wrapped keys. Not a store: keys are made outside any unit of work. */
import type { Kysely } from 'kysely';
import { HANDOVER } from './master-ring.ts';
import type { Database } from './tables/index.ts';
import type { VaultDeps } from './vault.ts';

export function dataKeyRows(db: Kysely<Database>): Pick<VaultDeps, 'loadDataKeys' | 'loadHandover' | 'saveDataKey'> {
  const all = () => db.selectFrom('data_keys').select(['purpose', 'month', 'wrapped']);
  return {
    loadDataKeys: () => all().execute(),
    loadHandover: () => all().where('purpose', '=', HANDOVER).execute(),
    saveDataKey: async (key, at) => {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('data_keys')
          .values({ ...key, created_at: at })
          .onConflict((c) => c.columns(['purpose', 'month']).doNothing())
          .execute();
      });
    },
  };
}

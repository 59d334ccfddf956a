/** The log of calls we made to vendors. */
import type { Kysely } from 'kysely';
import type { IntegrationLog } from '../../commerce/provider/model.ts';
import type { IntegrationLogStore } from '../../commerce/ports/stores/providers.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow } from './by-key.ts';

export function createIntegrationLogStore(db: Kysely<Database>, _deps: StoreDeps): IntegrationLogStore {
  return {
    append: async (row) => {
      await insertRow(db, 'integration_logs', toRow(row));
    },
    latest: async ({ providerId, limit }) => {
      let query = db
        .selectFrom('integration_logs')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      if (providerId) query = query.where('provider_id', '=', providerId);
      return (await query.execute()).map((row) => fromRow<IntegrationLog>(row));
    },
    lastAt: async (providerId, action) => {
      const row = await db
        .selectFrom('integration_logs')
        .select('created_at')
        .where('provider_id', '=', providerId)
        .where('action', '=', action)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.created_at ?? null;
    },
  };
}

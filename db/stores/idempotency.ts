/** The answers use cases gave, by the asker's key. */
import type { Kysely } from 'kysely';
import type { IdempotencyStore } from '../../commerce/ports/stores/orders.ts';
import { toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertedOne } from './values.ts';

export function createIdempotencyStore(db: Kysely<Database>, _deps: StoreDeps): IdempotencyStore {
  return {
    find: async (key) => {
      const row = await db
        .selectFrom('idempotency_keys')
        .select(['input_hash', 'result'])
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? { inputHash: row.input_hash, result: row.result } : null;
    },
    save: async (row) =>
      insertedOne(
        await db
          .insertInto('idempotency_keys')
          .values(toRow(row))
          .onConflict((c) => c.column('key').doNothing())
          .executeTakeFirst(),
      ),
  };
}

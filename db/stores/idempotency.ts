/** The answers use cases gave, by the asker's key. */
import type { Kysely } from 'kysely';
import type { IdempotencyStore } from '../../commerce/ports/stores/orders.ts';
import { toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy } from './by-key.ts';

export function createIdempotencyStore(db: Kysely<Database>, _deps: StoreDeps): IdempotencyStore {
  return {
    find: async (key) => {
      const row = await oneBy(db, 'idempotency_keys', { key });
      return row ? { inputHash: row.input_hash, result: row.result } : null;
    },
    save: async (row) => insertRow(db, 'idempotency_keys', toRow(row), ['key']),
  };
}

/** By what old rows are found whose keys do not tell their age. */
import type { Kysely } from 'kysely';

export async function createRetentionIndex(db: Kysely<any>): Promise<void> {
  await db.schema.createIndex('idempotency_keys_at').on('idempotency_keys').columns(['at']).execute();
}

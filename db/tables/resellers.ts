/** What resellers' terms need beyond the first table of them. */
import type { Kysely } from 'kysely';

export async function growResellers(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('resellers').addColumn('pin_ok_at', 'bigint').execute();
}

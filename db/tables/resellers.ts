/** What resellers need beyond the first table of them: when the PIN was last right, and statements of their account. */
import type { Kysely } from 'kysely';
import { createStatement } from './statement.ts';

export async function growResellers(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('resellers').addColumn('pin_ok_at', 'bigint').execute();
  await createStatement(db);
}

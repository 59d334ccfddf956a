/** Leases held by name (commerce/ports/stores/leases.ts). Rows stay when given back: their fence must go on growing. */
import type { Kysely } from 'kysely';

export interface LeasesTable {
  name: string;
  /** Null once given back. */
  owner: string | null;
  until: number;
  fence: number;
}

export interface LeaseTables {
  leases: LeasesTable;
}

export async function createLeaseTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('owner', 'text')
    .addColumn('until', 'bigint', (c) => c.notNull())
    .addColumn('fence', 'bigint', (c) => c.notNull())
    .execute();
}

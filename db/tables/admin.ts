/** Tables of the audit trail, settings changed at run time, and wrapped data keys (db/vault.ts). */
import type { Kysely } from 'kysely';
import type { AuditRow } from '../../commerce/ports/stores/admin.ts';
import type { Row } from '../rows.ts';

export type AuditLogTable = Row<AuditRow>;

export interface SettingsTable {
  key: string;
  value: string;
}

export interface DataKeysTable {
  purpose: string;
  /** "2026-11"; "always" for the key of fingerprints, which must not change. */
  month: string;
  /** The key, sealed under the master key. */
  wrapped: string;
  created_at: number;
}

export interface AdminTables {
  audit_log: AuditLogTable;
  settings: SettingsTable;
  data_keys: DataKeysTable;
}

export async function createAdminTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('audit_log')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('via', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('audit_log_subject').on('audit_log').columns(['subject', 'at']).execute();
  await db.schema.createIndex('audit_log_at').on('audit_log').columns(['at']).execute();
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('data_keys')
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('wrapped', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('data_keys_key', ['purpose', 'month'])
    .execute();
}

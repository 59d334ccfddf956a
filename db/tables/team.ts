/** Invitations to the staff, their PINs, and in which role an act of the audit trail was done. */
import { sql, type Kysely } from 'kysely';
import type { StaffInvite, StaffPin } from '../../commerce/people/team.ts';
import type { Row } from '../rows.ts';

export interface TeamTables {
  staff_invites: Row<StaffInvite>;
  staff_pins: Row<StaffPin>;
}

export async function createTeamTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('staff_invites')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull().unique())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('invited_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('used_by', 'text')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('staff_pins')
    .addColumn('person_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('pin_hash', 'text')
    .addColumn('pin_failures', 'integer', (c) => c.notNull())
    .addColumn('pin_locked_until', 'bigint')
    .addColumn('pin_ok_at', 'bigint')
    .execute();
  await addRoles(db);
}

/** Of acts from before, the role their person has now: a shop had owners only. */
async function addRoles(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('audit_log').addColumn('role', 'text').execute();
  const ofPerson = sql<string>`(select min(g.role) from role_grants g
    where g.person_id = audit_log.person_id and g.role <> 'reseller' and g.revoked_at is null)`;
  await db.updateTable('audit_log').set({ role: ofPerson }).where('person_id', 'is not', null).execute();
  await db.schema.createIndex('audit_log_person').on('audit_log').columns(['person_id', 'at']).execute();
}

/**
 * Tables of persons, the channel accounts that belong to them, their roles, the owner's claim codes, alerts that wait
 * for an owner, and web chat sessions. Codes and session tokens are stored as keyed fingerprints only.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { Person, Role, RoleGrant } from '../../commerce/people/model.ts';

export interface PersonsTable {
  id: string;
  name: string | null;
  kind: Person['kind'];
  created_at: number;
}

export interface IdentitiesTable {
  channel: string;
  external_id: string;
  person_id: string;
  added_at: number;
}

export interface RoleGrantsTable {
  person_id: string;
  role: Role;
  scope: RoleGrant['scope'];
  granted_at: number;
  revoked_at: number | null;
}

export interface ClaimCodesTable {
  fingerprint: string;
  expires_at: number;
  created_at: number;
  used_at: number | null;
  used_by: string | null;
}

export interface AlertsTable {
  id: string;
  environment: Environment;
  dedupe_key: string;
  screen: string;
  created_at: number;
  delivered_at: number | null;
}

export interface WebSessionsTable {
  id: string;
  token_fingerprint: string;
  chat_id: string;
  created_at: number;
  last_seen_at: number;
}

export interface PeopleTables {
  persons: PersonsTable;
  identities: IdentitiesTable;
  role_grants: RoleGrantsTable;
  claim_codes: ClaimCodesTable;
  alerts: AlertsTable;
  web_sessions: WebSessionsTable;
}

export async function createPeopleTables(db: Kysely<any>): Promise<void> {
  await createPersons(db);
  await createClaimCodes(db);
  await createAlerts(db);
  await createWebSessions(db);
}

async function createPersons(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('persons')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('identities')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('external_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('identities_key', ['channel', 'external_id'])
    .execute();
  await db.schema.createIndex('identities_person').on('identities').columns(['person_id']).execute();
  await db.schema
    .createTable('role_grants')
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('granted_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addPrimaryKeyConstraint('role_grants_key', ['person_id', 'role', 'scope'])
    .execute();
  await db.schema.createIndex('role_grants_role').on('role_grants').columns(['role']).execute();
}

async function createClaimCodes(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('claim_codes')
    .addColumn('fingerprint', 'text', (c) => c.primaryKey().notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('used_by', 'text')
    .execute();
}

async function createAlerts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text', (c) => c.notNull().unique())
    .addColumn('screen', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('delivered_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('alerts_waiting')
    .on('alerts')
    .columns(['created_at', 'id'])
    .where(sql<boolean>`delivered_at is null`)
    .execute();
}

async function createWebSessions(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('web_sessions')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('token_fingerprint', 'text', (c) => c.notNull().unique())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .execute();
}

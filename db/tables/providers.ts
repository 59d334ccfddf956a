/** Tables of providers, which feature each serves, and the log of calls we made to them. */
import { sql, type Kysely } from 'kysely';
import type { IntegrationLog, Provider, ProviderFeature } from '../../commerce/provider/model.ts';
import type { Row } from '../rows.ts';

/** `profile`, `config` and `capabilities` are JSON, `is_active` is 0 or 1. */
export type ProvidersTable = Row<
  Omit<Provider, 'profile' | 'config' | 'capabilities' | 'isActive'> & {
    profile: string;
    config: string;
    capabilities: string;
    isActive: number;
  }
>;
export type ProviderFeaturesTable = Row<ProviderFeature>;
export type IntegrationLogsTable = Row<IntegrationLog>;

export interface ProviderTables {
  providers: ProvidersTable;
  provider_features: ProviderFeaturesTable;
  integration_logs: IntegrationLogsTable;
}

export async function createProviderTables(db: Kysely<any>): Promise<void> {
  await createProviders(db);
  await createFeatures(db);
  await createIntegrationLogs(db);
}

async function createProviders(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('providers')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('business_id', 'text', (c) => c.notNull())
    .addColumn('integration_type', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('api_format', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('base_url', 'text', (c) => c.notNull())
    .addColumn('preset_id', 'text')
    .addColumn('profile', 'text', (c) => c.notNull())
    .addColumn('config', 'text', (c) => c.notNull())
    .addColumn('credentials_encrypted', 'text', (c) => c.notNull())
    .addColumn('capabilities', 'text', (c) => c.notNull())
    .addColumn('is_active', 'integer', (c) => c.notNull())
    .addColumn('display_order', 'integer', (c) => c.notNull())
    .addColumn('test_status', 'text', (c) => c.notNull())
    .addColumn('test_message', 'text', (c) => c.notNull())
    .addColumn('last_tested_at', 'bigint')
    .addColumn('notes', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('providers_environment_unique', ['id', 'environment'])
    .addCheckConstraint('providers_environment_known', sql`environment in ('practice', 'sandbox', 'live')`)
    .execute();
}

async function createFeatures(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('provider_features')
    .addColumn('feature', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('primary_provider_id', 'text', (c) => c.notNull())
    .addColumn('primary_method', 'text', (c) => c.notNull())
    .addColumn('fallback_provider_id', 'text')
    .addColumn('fallback_method', 'text')
    .addPrimaryKeyConstraint('provider_features_key', ['feature', 'environment'])
    .addForeignKeyConstraint('provider_features_primary', ['primary_provider_id', 'environment'], 'providers', [
      'id',
      'environment',
    ])
    .addForeignKeyConstraint('provider_features_fallback', ['fallback_provider_id', 'environment'], 'providers', [
      'id',
      'environment',
    ])
    .execute();
}

/** No tie to `providers`: a connection is tested, and its calls logged, before the row is saved. */
async function createIntegrationLogs(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('integration_logs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('integration_type', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('latency_ms', 'integer', (c) => c.notNull())
    .addColumn('error_message', 'text')
    .addColumn('request_summary', 'text', (c) => c.notNull())
    .addColumn('response_summary', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('integration_logs_action')
    .on('integration_logs')
    .columns(['provider_id', 'action', 'created_at'])
    .execute();
  await db.schema.createIndex('integration_logs_created').on('integration_logs').columns(['created_at']).execute();
}

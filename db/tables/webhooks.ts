/**
 * Tables of what arrived at `/webhook`. The keys of accepted events live in a table of their own: a forged delivery is
 * kept in the log and can never occupy the key of the real one.
 */
import { sql, type Kysely } from 'kysely';
import type { WebhookLog } from '../../commerce/provider/model.ts';
import type { Row } from '../rows.ts';

export type WebhookLogsTable = Row<WebhookLog>;

export interface EventKeysTable {
  provider_id: string;
  event_key: string;
  webhook_id: string;
  seen_at: number;
}

export interface WebhookTables {
  webhook_logs: WebhookLogsTable;
  event_keys: EventKeysTable;
}

/** What a flood can make us keep, as the partial index says it. */
export const LONE_WEBHOOK = sql<boolean>`verdict in ('refused', 'unknown')`;

export async function createWebhookTables(db: Kysely<any>): Promise<void> {
  await createWebhookLogs(db);
  await db.schema
    .createTable('event_keys')
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('event_key', 'text', (c) => c.notNull())
    .addColumn('webhook_id', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('event_keys_key', ['provider_id', 'event_key'])
    .execute();
}

async function createWebhookLogs(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('webhook_logs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('integration_type', 'text', (c) => c.notNull())
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text')
    .addColumn('environment', 'text')
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('headers_masked', 'text', (c) => c.notNull())
    .addColumn('body_sealed', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('event_key', 'text')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('processed_at', 'bigint')
    .addForeignKeyConstraint('webhook_logs_provider', ['provider_id', 'environment'], 'providers', [
      'id',
      'environment',
    ])
    .execute();
  await db.schema.createIndex('webhook_logs_slug').on('webhook_logs').columns(['slug', 'received_at']).execute();
  await db.schema
    .createIndex('webhook_logs_lone')
    .on('webhook_logs')
    .columns(['slug', 'received_at'])
    .where(LONE_WEBHOOK)
    .execute();
}

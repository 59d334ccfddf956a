/**
 * Deliveries as they arrived. Keys of accepted events are taken first, in one statement for all rows of a group commit;
 * what did not get its key is a repeat, be the first one in another commit or in the same.
 */
import type { Kysely } from 'kysely';
import type { WebhookLog } from '../../commerce/provider/model.ts';
import type { WebhookStore } from '../../commerce/ports/stores/providers.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { LONE_WEBHOOK, type EventKeysTable, type WebhookLogsTable } from '../tables/webhooks.ts';
import type { StoreDeps } from './deps.ts';
import { insertMany, type InsertMany } from './insert-many.ts';
import { oneBy, updateBy } from './by-key.ts';

const LOGS: InsertMany<WebhookLogsTable> = {
  columns: [
    'id',
    'integration_type',
    'slug',
    'provider_id',
    'environment',
    'method',
    'path',
    'headers_masked',
    'body_sealed',
    'verdict',
    'reason',
    'event_key',
    'received_at',
    'processed_at',
  ],
  query: (db, rows) => db.insertInto('webhook_logs').values(rows),
};

const KEYS: InsertMany<EventKeysTable> = {
  columns: ['provider_id', 'event_key', 'webhook_id', 'seen_at'],
  query: (db, rows) =>
    db
      .insertInto('event_keys')
      .values(rows)
      .onConflict((c) => c.columns(['provider_id', 'event_key']).doNothing())
      .returning('webhook_id'),
};

export function createWebhookStore(db: Kysely<Database>, _deps: StoreDeps): WebhookStore {
  return {
    append: async (row) => verdictOf(row, await storeAll(db, [row])),
    appendMany: async (rows) => {
      const repeats = await storeAll(db, rows);
      return rows.map((row) => verdictOf(row, repeats));
    },
    get: async (id) => {
      const row = await oneBy(db, 'webhook_logs', { id });
      return row ? fromRow<WebhookLog>(row) : null;
    },
    markProcessed: async (id, at) => {
      await updateBy(db, 'webhook_logs', { id }, { processed_at: at });
    },
    countRefused: async (slug, since) => {
      const { count } = await db
        .selectFrom('webhook_logs')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('slug', '=', slug)
        .where('received_at', '>=', since)
        .where(LONE_WEBHOOK)
        .executeTakeFirstOrThrow();
      return count;
    },
    latest: async ({ slug, limit }) => {
      let query = db
        .selectFrom('webhook_logs')
        .selectAll()
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      if (slug !== undefined) query = query.where('slug', '=', slug);
      return (await query.execute()).map((row) => fromRow<WebhookLog>(row));
    },
    notTaken: async (since, limit) => {
      const rows = await db
        .selectFrom('webhook_logs')
        .selectAll()
        .where('received_at', '>=', since)
        .where(LONE_WEBHOOK)
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<WebhookLog>(row));
    },
    reopen: async (id, { providerId, integrationType, environment, reason }) => {
      const as = { provider_id: providerId, integration_type: integrationType, environment, reason };
      await updateBy(db, 'webhook_logs', { id }, { ...as, verdict: 'accepted', processed_at: null });
    },
  };
}

const verdictOf = ({ id }: WebhookLog, repeats: ReadonlySet<string>) => (repeats.has(id) ? 'duplicate' : 'stored');

/** @returns the ids of those whose event was known before. */
async function storeAll(db: Kysely<Database>, rows: WebhookLog[]): Promise<Set<string>> {
  const repeats = await repeatsAmong(db, rows);
  const stored = rows.map((row) => toRow<WebhookLog>(repeats.has(row.id) ? { ...row, verdict: 'duplicate' } : row));
  await insertMany(db, LOGS, stored);
  return repeats;
}

/** Ids of accepted rows whose event is known. Only accepted rows may take a key. */
async function repeatsAmong(db: Kysely<Database>, rows: readonly WebhookLog[]): Promise<Set<string>> {
  const keys = rows.flatMap(({ verdict, providerId, eventKey, id, receivedAt }) =>
    verdict === 'accepted' && providerId !== null && eventKey !== null
      ? [{ provider_id: providerId, event_key: eventKey, webhook_id: id, seen_at: receivedAt }]
      : [],
  );
  const repeats = new Set(keys.map((key) => key.webhook_id));
  const taken = await insertMany<EventKeysTable, { webhook_id: string }>(db, KEYS, keys);
  for (const { webhook_id } of taken) repeats.delete(webhook_id);
  return repeats;
}

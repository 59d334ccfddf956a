/**
 * Old rows, a bounded look at a time. Those whose ids tell their age are walked along the primary key; the others have
 * an index on their time or are few.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type {
  ClearedBatch,
  ClearedKind,
  NeededWebhooks,
  RetentionStore,
} from '../../commerce/ports/stores/retention.ts';
import { idsBefore } from '../ids-before.ts';
import type { Database } from '../tables/index.ts';
import { neededWebhooks } from './needed-webhooks.ts';

/** Rows looked at in one transaction. */
const BATCH = 200;

type Row = Record<string, string | number | null>;

interface Look {
  db: Kysely<Database>;
  before: number;
  from: string;
  needed: NeededWebhooks;
}

const CLEAR: Record<ClearedKind, (look: Look) => Promise<ClearedBatch>> = {
  webhooks: (look) =>
    walk(look, 'webhook_logs', sql`id, provider_id, verdict, received_at, processed_at`, (row) => {
      // An accepted one that is not worked off is still to be; a refused one is nobody's evidence.
      if (row['verdict'] === 'refused' || row['verdict'] === 'unknown') return isOld(row['received_at'], look);
      const isOpen = row['verdict'] === 'accepted' && row['processed_at'] === null;
      return !isOpen && isOld(row['received_at'], look) && !isNeeded(row, look.needed);
    }),
  inbox: (look) =>
    walk(look, 'inbox', sql`id, at, handled_at`, (row) => row['handled_at'] !== null && isOld(row['at'], look)),
  jobs: (look) =>
    walk(
      look,
      'jobs',
      sql`id, state, finished_at`,
      (row) => row['state'] === 'done' && isOld(row['finished_at'], look),
    ),
  calls: (look) => byTime(look, 'integration_logs', 'id', sql`created_at < ${look.before}`),
  answers: (look) => byTime(look, 'idempotency_keys', 'key', sql`at < ${look.before}`),
  bills: (look) => byTime(look, 'bill_quotes', 'id', sql`line_id is null and expires_at < ${look.before}`),
  outcomes: (look) => byTime(look, 'product_outcomes', 'attempt_id', sql`at < ${look.before}`),
  async links(look) {
    await byTime(look, 'claim_codes', 'fingerprint', sql`expires_at < ${look.before} and used_at is null`);
    return byTime(look, 'login_links', 'fingerprint', sql`expires_at < ${look.before}`);
  },
  journal: clearJournal,
  files: (look) => byTime(look, 'files', 'id', sql`created_at < ${look.before}`),
};

export function createRetentionStore(db: Kysely<Database>): RetentionStore {
  return {
    neededWebhooks: () => neededWebhooks(db),
    clear: (kind, before, from, needed) => CLEAR[kind]({ db, before, from, needed }),
  };
}

const isOld = (at: Row[string] | undefined, { before }: Look): boolean => typeof at === 'number' && at < before;

function isNeeded(row: Row, { since, sinceAll }: NeededWebhooks): boolean {
  const at = Number(row['received_at']);
  const from = since[String(row['provider_id'])];
  return (sinceAll !== null && at >= sinceAll) || (from !== undefined && at >= from);
}

/** Also past rows that stay: the next batch begins behind the last one looked at. */
async function walk(
  { db, before, from }: Look,
  table: 'webhook_logs' | 'inbox' | 'jobs',
  columns: RawBuilder<unknown>,
  mayGo: (row: Row) => boolean,
): Promise<ClearedBatch> {
  const { rows } = await sql<Row>`
    select ${columns} from ${sql.table(table)}
    where id > ${from} and id < ${idsBefore(before)} order by id limit ${sql.lit(BATCH)}`.execute(db);
  const ids = rows.filter(mayGo).map((row) => String(row['id']));
  if (ids.length > 0) await db.deleteFrom(table).where('id', 'in', ids).execute();
  return { deleted: ids.length, next: rows.length < BATCH ? null : String(rows.at(-1)?.['id']) };
}

/** For tables in which everything old goes, so the oldest are always the next. */
async function byTime(
  { db }: Look,
  table:
    | 'bill_quotes'
    | 'integration_logs'
    | 'idempotency_keys'
    | 'claim_codes'
    | 'login_links'
    | 'files'
    | 'product_outcomes',
  key: string,
  isGone: RawBuilder<unknown>,
): Promise<ClearedBatch> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)} where ${isGone} limit ${sql.lit(BATCH)})`.execute(db);
  const deleted = Number(numAffectedRows);
  return { deleted, next: deleted < BATCH ? null : 'more' };
}

/** A dialog that ends takes its journal along; what is left belongs to none. */
async function clearJournal({ db, before, from }: Look): Promise<ClearedBatch> {
  const { rows } = await sql<{ id: string; lives: number }>`
    select j.dialog_id as id, case when exists (select 1 from dialogs d where d.id = j.dialog_id) then 1 else 0 end as lives
    from (select distinct dialog_id from dialog_journal
          where dialog_id > ${from} and dialog_id < ${idsBefore(before)} order by dialog_id limit ${sql.lit(BATCH)}) j
    order by j.dialog_id`.execute(db);
  const gone = rows.filter(({ lives }) => lives === 0).map(({ id }) => id);
  if (gone.length > 0) await db.deleteFrom('dialog_journal').where('dialog_id', 'in', gone).execute();
  return { deleted: gone.length, next: rows.length < BATCH ? null : String(rows.at(-1)?.id) };
}

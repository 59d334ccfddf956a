/**
 * Messages to people. Within a chat they leave in the order of their numbers, one at a time: the first row that is not
 * sent yet holds up those behind it, whether it waits for a retry or is being sent. Chats do not wait for each other.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { NewOutgoing, OutgoingRow } from '../../commerce/chat/model.ts';
import type { OutgoingStore } from '../../commerce/ports/stores/chat.ts';
import { skipLocked } from '../engine/dialect.ts';
import type { OutgoingTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import { giveSeqBack, requireChat } from './chat-seq.ts';
import type { StoreDeps } from './deps.ts';
import { openScreen, outgoingRow, toOutgoingRow } from './outgoing-row.ts';
import { changedOne, positive } from './values.ts';

/** Channels quote whole answers in their errors. */
const ERROR_LENGTH_MAX = 500;

export function createOutgoingStore(db: Kysely<Database>, deps: StoreDeps): OutgoingStore {
  return {
    async append(rows, now) {
      const ids: string[] = [];
      for (const row of rows) {
        const id = await appendOne(db, deps, row, now);
        if (id !== null) ids.push(id);
      }
      if (ids.length > 0) deps.added.outgoing();
      return ids;
    },
    screen: (row) => openScreen(row, deps.vault),
    ...sendingMethods(db),
    ...readMethods(db),
  };
}

async function appendOne(db: Kysely<Database>, deps: StoreDeps, row: NewOutgoing, now: number): Promise<string | null> {
  const chat = await takeSeq(db, row.chatId, row.dedupeKey);
  if (!chat) {
    await requireChat(db, row.chatId);
    return null;
  }
  const id = deps.ids.uuid();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('outgoing')
    .values(outgoingRow(id, row, chat, now, deps.vault))
    .onConflict((c) => c.column('dedupe_key').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return id;
  // The twin was committed while we waited for the chat row, after our statement had looked for it.
  await giveSeqBack(db, row.chatId);
  return null;
}

function takeSeq(db: Kysely<Database>, chatId: string, dedupeKey: string | undefined) {
  let query = db
    .updateTable('chats')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', chatId);
  if (dedupeKey !== undefined) {
    query = query.where((eb) =>
      eb.not(eb.exists(eb.selectFrom('outgoing').select('outgoing.id').where('dedupe_key', '=', dedupeKey))),
    );
  }
  return query.returning(['last_seq', 'lang', 'channel']).executeTakeFirst();
}

/** In literals, word for word the condition of the index `outgoing_open`: engines match it by its text. */
const isOpen = (table: string) => sql<boolean>`${sql.ref(`${table}.state`)} in ('waiting', 'sending')`;

/** Open rows with no earlier open row in their chat, of chats that have not blocked us. */
const headsOfLine = (db: Kysely<Database>, channel: string) =>
  db
    .selectFrom('outgoing as head')
    .innerJoin('chats', 'chats.id', 'head.chat_id')
    .where('head.channel', '=', channel)
    .where(isOpen('head'))
    .where('chats.blocked_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outgoing as earlier')
            .select('earlier.id')
            .whereRef('earlier.chat_id', '=', 'head.chat_id')
            .whereRef('earlier.seq', '<', 'head.seq')
            .where(isOpen('earlier')),
        ),
      ),
    );

/** When a sender may take an open row: a lease that runs out makes a row due again. */
const dueAt = (table: string) =>
  sql<number>`case ${sql.ref(`${table}.state`)} when 'sending' then ${sql.ref(`${table}.lease_until`)} else ${sql.ref(`${table}.next_at`)} end`;

function sendingMethods(
  db: Kysely<Database>,
): Pick<OutgoingStore, 'claim' | 'markSent' | 'retryAt' | 'markFailed' | 'nextDueAt' | 'releaseAbandoned'> {
  const leaveSending = async (id: string, patch: Partial<OutgoingTable>): Promise<boolean> => {
    const result = await db
      .updateTable('outgoing')
      .set({ ...patch, lease_until: null })
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .executeTakeFirst();
    return changedOne(result);
  };
  return {
    async claim(channel, now, leaseUntil, limit) {
      const due = headsOfLine(db, channel)
        .select('head.id')
        .where(dueAt('head'), '<=', now)
        .orderBy('head.created_at')
        .orderBy('head.id')
        .limit(positive(limit, 'limit'));
      const rows = await db
        .updateTable('outgoing')
        .set((eb) => ({ state: 'sending', lease_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', skipLocked(db, due, 'head'))
        .returningAll()
        .execute();
      return rows.map(toOutgoingRow).sort(oldestFirst);
    },
    markSent: (id, externalId, at) => leaveSending(id, { state: 'sent', external_id: externalId, sent_at: at }),
    retryAt: (id, at, error) => leaveSending(id, { state: 'waiting', next_at: at, last_error: shortened(error) }),
    markFailed: (id, error) => leaveSending(id, { state: 'failed', last_error: shortened(error) }),
    async releaseAbandoned(now) {
      await db
        .updateTable('outgoing')
        .set({ state: 'waiting', lease_until: null, next_at: now })
        .where('state', '=', 'sending')
        .execute();
    },
    async nextDueAt(channel) {
      const row = await headsOfLine(db, channel)
        .select((eb) => eb.fn.min<number | null>(dueAt('head')).as('due_at'))
        .executeTakeFirstOrThrow();
      return row.due_at;
    },
  };
}

function readMethods(db: Kysely<Database>): Pick<OutgoingStore, 'get' | 'after' | 'bySlot' | 'countByState' | 'stuck'> {
  return {
    async get(id) {
      const row = await db.selectFrom('outgoing').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toOutgoingRow(row) : null;
    },
    async after(chatId, seq, limit) {
      const rows = await db
        .selectFrom('outgoing')
        .selectAll()
        .where('chat_id', '=', chatId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toOutgoingRow);
    },
    async bySlot(chatId, slot) {
      const row = await db
        .selectFrom('outgoing')
        .selectAll()
        .where('chat_id', '=', chatId)
        .where('slot', '=', slot)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toOutgoingRow(row) : null;
    },
    async countByState() {
      const rows = await db
        .selectFrom('outgoing')
        .select((eb) => ['state', eb.fn.countAll().as('count')])
        .groupBy('state')
        .execute();
      const counts: Record<OutgoingRow['state'], number> = { waiting: 0, sending: 0, sent: 0, failed: 0 };
      for (const row of rows) counts[row.state] = Number(row.count);
      return counts;
    },
    async stuck(olderThan, limit) {
      const oldest = db.selectFrom('outgoing').selectAll().orderBy('created_at').orderBy('id').limit(limit);
      const failed = await oldest.where(sql<boolean>`state = 'failed'`).execute();
      const late = await oldest.where(isOpen('outgoing')).where('created_at', '<', olderThan).execute();
      return [...failed, ...late].map(toOutgoingRow).sort(oldestFirst).slice(0, limit);
    },
  };
}

const oldestFirst = (a: OutgoingRow, b: OutgoingRow): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

const shortened = (error: string): string => error.slice(0, ERROR_LENGTH_MAX);

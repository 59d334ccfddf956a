/**
 * Messages to people. Within a chat they leave in the order of their numbers, one at a time: the first row that is not
 * sent yet holds up those behind it, whether it waits for a retry or is being sent. Chats do not wait for each other.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { NewOutgoing, OutgoingRow } from '../../commerce/chat/model.ts';
import type { OutgoingStore } from '../../commerce/ports/stores/chat.ts';
import { skipLocked } from '../engine/dialect.ts';
import { prepared } from '../engine/prepared.ts';
import type { OutgoingTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import { giveSeqBack, requireChat } from './chat-seq.ts';
import type { StoreDeps } from './deps.ts';
import { openScreen, outgoingRow, toOutgoingRow } from './outgoing-row.ts';
import { positive } from './values.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';

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
  const chat =
    row.dedupeKey === undefined
      ? await takeSeq.first(db, row.chatId)
      : await takeSeqUnlessKnown.first(db, row.chatId, row.dedupeKey);
  if (!chat) {
    await requireChat(db, row.chatId);
    return null;
  }
  const id = deps.ids.uuid();
  if (await insertRow(db, 'outgoing', outgoingRow(id, row, chat, now, deps.vault), ['dedupe_key'])) return id;
  // The twin was committed while we waited for the chat row, after our statement had looked for it.
  await giveSeqBack(db, row.chatId);
  return null;
}

const numbered = (db: Kysely<Database>, chatId: string) =>
  db
    .updateTable('chats')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', chatId)
    .returning(['last_seq', 'lang', 'channel']);

const takeSeq = prepared((db, chatId: string) => numbered(db, chatId));

const takeSeqUnlessKnown = prepared((db, chatId: string, dedupeKey: string) =>
  numbered(db, chatId).where((eb) =>
    eb.not(eb.exists(eb.selectFrom('outgoing').select('outgoing.id').where('dedupe_key', '=', dedupeKey))),
  ),
);

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

const claim = prepared((db, leaseUntil: number, channel: string, now: number, limit: number) => {
  const due = headsOfLine(db, channel)
    .select('head.id')
    .where(dueAt('head'), '<=', now)
    .orderBy('head.created_at')
    .orderBy('head.id')
    .limit(limit);
  return db
    .updateTable('outgoing')
    .set((eb) => ({ state: 'sending', lease_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', skipLocked(db, due, 'head'))
    .returningAll();
});

const nextDueAt = prepared((db, channel: string) =>
  headsOfLine(db, channel).select((eb) => eb.fn.min<number | null>(dueAt('head')).as('due_at')),
);

const after = prepared((db, chatId: string, seq: number, limit: number) =>
  db
    .selectFrom('outgoing')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit),
);

const latestOfSlot = prepared((db, chatId: string, slot: string, beforeSeq: number) =>
  db
    .selectFrom('outgoing')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('slot', '=', slot)
    .where('seq', '<', beforeSeq)
    .orderBy('seq', 'desc')
    .limit(1),
);

function sendingMethods(
  db: Kysely<Database>,
): Pick<OutgoingStore, 'claim' | 'markSent' | 'retryAt' | 'markFailed' | 'nextDueAt' | 'releaseAbandoned'> {
  const leaveSending = async (id: string, patch: Partial<OutgoingTable>): Promise<boolean> =>
    (await updateBy(db, 'outgoing', { id, state: 'sending' }, { ...patch, lease_until: null })) === 1;
  return {
    async claim(channel, now, leaseUntil, limit) {
      const rows = await claim.all(db, leaseUntil, channel, now, positive(limit, 'limit'));
      return rows.map(toOutgoingRow).sort(oldestFirst);
    },
    markSent: (id, externalId, at) => leaveSending(id, { state: 'sent', external_id: externalId, sent_at: at }),
    retryAt: (id, at, error) => leaveSending(id, { state: 'waiting', next_at: at, last_error: shortened(error) }),
    markFailed: (id, error) => leaveSending(id, { state: 'failed', last_error: shortened(error) }),
    async releaseAbandoned(now) {
      await db
        .updateTable('outgoing')
        .set({ state: 'waiting', lease_until: null, next_at: now })
        .where(isOpen('outgoing'))
        .where('state', '=', 'sending')
        .execute();
    },
    nextDueAt: async (channel) => (await nextDueAt.first(db, channel))?.due_at ?? null,
  };
}

function readMethods(db: Kysely<Database>): Pick<OutgoingStore, 'get' | 'after' | 'bySlot' | 'countByState' | 'stuck'> {
  return {
    async get(id) {
      const row = await oneBy(db, 'outgoing', { id });
      return row ? toOutgoingRow(row) : null;
    },
    after: async (chatId, seq, limit) => (await after.all(db, chatId, seq, limit)).map(toOutgoingRow),
    async bySlot(chatId, slot, beforeSeq = Number.MAX_SAFE_INTEGER) {
      const row = await latestOfSlot.first(db, chatId, slot, beforeSeq);
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

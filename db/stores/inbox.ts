/** What people wrote, stored before anything is done about it. A message told twice takes no number and no row. */
import type { Kysely } from 'kysely';
import type { InboxRow } from '../../commerce/chat/model.ts';
import type { InboxStore } from '../../commerce/ports/stores/chat.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { InboxTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import { giveSeqBack, requireChat } from './chat-seq.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow } from './by-key.ts';
import { flag } from './values.ts';

export function createInboxStore(db: Kysely<Database>, deps: StoreDeps): InboxStore {
  return { append: (row) => append(db, deps, row), ...readMethods(db) };
}

async function append(db: Kysely<Database>, deps: StoreDeps, row: Parameters<InboxStore['append']>[0]) {
  const chat = await takeSeq.first(db, row.at, row.chatId, row.chatId, row.messageId);
  if (chat === undefined) {
    await requireChat(db, row.chatId);
    return null;
  }
  const stored = { ...toRow(row), sealed: flag(row.sealed), seq: chat.last_seq, handled_at: null };
  if (!(await insertRow(db, 'inbox', stored, ['chat_id', 'message_id']))) {
    // The twin was committed while we waited for the chat row, after our statement had looked for it.
    await giveSeqBack(db, row.chatId);
    return null;
  }
  deps.added.inbox();
  return chat.last_seq;
}

const takeSeq = prepared((db, at: number, id: string, chatId: string, messageId: string) =>
  db
    .updateTable('chats')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1), last_written_at: at }))
    .where('id', '=', id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('inbox').select('inbox.id').where('chat_id', '=', chatId).where('message_id', '=', messageId),
        ),
      ),
    )
    .returning('last_seq'),
);

const firstUnhandled = prepared((db, chatId: string) =>
  db
    .selectFrom('inbox')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('handled_at', 'is', null)
    .orderBy('seq')
    .limit(1),
);

const chatsToServe = prepared((db, now: number, limit: number) =>
  db
    .selectFrom('inbox')
    .innerJoin('chats', 'chats.id', 'inbox.chat_id')
    .select('inbox.chat_id')
    .where('inbox.handled_at', 'is', null)
    .where((eb) => eb.or([eb('chats.lease_until', 'is', null), eb('chats.lease_until', '<=', now)]))
    .groupBy('inbox.chat_id')
    .orderBy((eb) => eb.fn.min('inbox.at'))
    .orderBy('inbox.chat_id')
    .limit(limit),
);

const markHandled = prepared((db, at: number, id: string) =>
  db.updateTable('inbox').set({ handled_at: at }).where('id', '=', id).where('handled_at', 'is', null),
);

const after = prepared((db, chatId: string, seq: number, limit: number) =>
  db.selectFrom('inbox').selectAll().where('chat_id', '=', chatId).where('seq', '>', seq).orderBy('seq').limit(limit),
);

function readMethods(db: Kysely<Database>): Omit<InboxStore, 'append'> {
  return {
    async nextUnhandled(chatId) {
      const row = await firstUnhandled.first(db, chatId);
      return row ? toInboxRow(row) : null;
    },
    chatsToServe: async (now, limit) => (await chatsToServe.all(db, now, limit)).map((row) => row.chat_id),
    markHandled: async (id, at) => (await markHandled.run(db, at, id)) === 1,
    async countUnhandled(chatId) {
      const row = await db
        .selectFrom('inbox')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('chat_id', '=', chatId)
        .where('handled_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    after: async (chatId, seq, limit) => (await after.all(db, chatId, seq, limit)).map(toInboxRow),
  };
}

const toInboxRow = (row: InboxTable): InboxRow => fromRow<InboxRow>({ ...row, sealed: row.sealed === 1 });

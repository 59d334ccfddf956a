/** What people wrote, stored before anything is done about it. A message told twice takes no number and no row. */
import type { Kysely } from 'kysely';
import type { InboxRow } from '../../commerce/chat/model.ts';
import type { InboxStore } from '../../commerce/ports/stores/chat.ts';
import { fromRow, toRow } from '../rows.ts';
import type { InboxTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import { giveSeqBack, requireChat } from './chat-seq.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne, flag } from './values.ts';

export function createInboxStore(db: Kysely<Database>, deps: StoreDeps): InboxStore {
  return { append: (row) => append(db, deps, row), ...readMethods(db) };
}

async function append(db: Kysely<Database>, deps: StoreDeps, row: Parameters<InboxStore['append']>[0]) {
  const seq = await takeSeq(db, row.chatId, row.messageId, row.at);
  if (seq === null) {
    await requireChat(db, row.chatId);
    return null;
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('inbox')
    .values({ ...toRow(row), sealed: flag(row.sealed), seq, handled_at: null })
    .onConflict((c) => c.columns(['chat_id', 'message_id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) {
    // The twin was committed while we waited for the chat row, after our statement had looked for it.
    await giveSeqBack(db, row.chatId);
    return null;
  }
  deps.added.inbox();
  return seq;
}

async function takeSeq(db: Kysely<Database>, chatId: string, messageId: string, at: number): Promise<number | null> {
  const chat = await db
    .updateTable('chats')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1), last_written_at: at }))
    .where('id', '=', chatId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('inbox').select('inbox.id').where('chat_id', '=', chatId).where('message_id', '=', messageId),
        ),
      ),
    )
    .returning('last_seq')
    .executeTakeFirst();
  return chat ? chat.last_seq : null;
}

function readMethods(db: Kysely<Database>): Omit<InboxStore, 'append'> {
  const unhandled = (chatId: string) =>
    db.selectFrom('inbox').where('chat_id', '=', chatId).where('handled_at', 'is', null);
  return {
    async nextUnhandled(chatId) {
      const row = await unhandled(chatId).selectAll().orderBy('seq').limit(1).executeTakeFirst();
      return row ? toInboxRow(row) : null;
    },
    async chatsToServe(now, limit) {
      const rows = await db
        .selectFrom('inbox')
        .innerJoin('chats', 'chats.id', 'inbox.chat_id')
        .select('inbox.chat_id')
        .where('inbox.handled_at', 'is', null)
        .where((eb) => eb.or([eb('chats.lease_until', 'is', null), eb('chats.lease_until', '<=', now)]))
        .groupBy('inbox.chat_id')
        .orderBy((eb) => eb.fn.min('inbox.at'))
        .orderBy('inbox.chat_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.chat_id);
    },
    async markHandled(id, at) {
      const result = await db
        .updateTable('inbox')
        .set({ handled_at: at })
        .where('id', '=', id)
        .where('handled_at', 'is', null)
        .executeTakeFirst();
      return changedOne(result);
    },
    async countUnhandled(chatId) {
      const row = await unhandled(chatId)
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async after(chatId, seq, limit) {
      const rows = await db
        .selectFrom('inbox')
        .selectAll()
        .where('chat_id', '=', chatId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toInboxRow);
    },
  };
}

const toInboxRow = (row: InboxTable): InboxRow => fromRow<InboxRow>({ ...row, sealed: row.sealed === 1 });

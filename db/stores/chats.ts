/**
 * Chats, their lease and their numbering. A lease is exclusive whoever asks, also for the worker that has it, and its
 * fence only grows: a worker that slept past its lease cannot save a turn once another one took the chat.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Chat } from '../../commerce/chat/model.ts';
import type { ChatStore } from '../../commerce/ports/stores/chat.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { ChatsTable } from '../tables/chat.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { without } from './values.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';

export function createChatStore(db: Kysely<Database>, _deps: StoreDeps): ChatStore {
  return { ...addressMethods(db), ...leaseMethods(db) };
}

function addressMethods(
  db: Kysely<Database>,
): Omit<ChatStore, 'lease' | 'holdsLease' | 'releaseLease' | 'releaseAbandoned'> {
  const change = async (id: string, patch: Partial<ChatsTable>) => {
    await updateBy(db, 'chats', { id }, patch);
  };
  return {
    async insert(chat) {
      await insertRow(db, 'chats', chatRow(chat));
    },
    async get(id) {
      const row = await oneBy(db, 'chats', { id });
      return row ? toChat(row) : null;
    },
    async byAddress(channel, address) {
      const row = await oneBy(db, 'chats', { channel, address });
      return row ? toChat(row) : null;
    },
    async ofPerson(personId) {
      const rows = await db
        .selectFrom('chats')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('last_written_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toChat);
    },
    setLang: (id, lang) => change(id, { lang }),
    setPerson: (id, personId) => change(id, { person_id: personId }),
    setBlocked: (id, at) => change(id, { blocked_at: at }),
  };
}

const lease = prepared((db, owner: string, until: number, id: string, now: number) =>
  db
    .updateTable('chats')
    .set({ lease_owner: owner, lease_until: until, lease_fence: sql<number>`lease_fence + 1` })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .returning('lease_fence'),
);

/**
 * An update that changes nothing: it locks the chat row until the turn's transaction ends, so on an engine with many
 * writers nobody takes the lease between this check and the commit. A lease that ran out still holds while nobody else
 * took it.
 */
const confirmLease = prepared((db, fence: number, id: string, held: number) =>
  db
    .updateTable('chats')
    .set({ lease_fence: fence })
    .where('id', '=', id)
    .where('lease_fence', '=', held)
    .where('lease_owner', 'is not', null),
);

const FREE = { lease_owner: null, lease_until: null };

function leaseMethods(
  db: Kysely<Database>,
): Pick<ChatStore, 'lease' | 'holdsLease' | 'releaseLease' | 'releaseAbandoned'> {
  return {
    lease: async (id, owner, now, until) => (await lease.first(db, owner, until, id, now))?.lease_fence ?? null,
    holdsLease: async (id, fence) => (await confirmLease.run(db, fence, id, fence)) === 1,
    async releaseLease(id, fence) {
      await updateBy(db, 'chats', { id, lease_fence: fence }, FREE);
    },
    async releaseAbandoned() {
      await db
        .updateTable('chats')
        .set(FREE)
        .where('lease_owner', 'is not', null)
        // A chat is leased for rows that wait and let go with the last of them; all chats ever are not looked at.
        .where('id', 'in', db.selectFrom('inbox').select('chat_id').where('handled_at', 'is', null))
        .execute();
    },
  };
}

const chatRow = (chat: Chat): ChatsTable => ({
  ...toRow(chat),
  last_written_at: chat.createdAt,
  lease_owner: null,
  lease_until: null,
  lease_fence: 0,
});

const toChat = (row: ChatsTable): Chat =>
  fromRow<Chat>(without(row, 'last_written_at', 'lease_owner', 'lease_until', 'lease_fence'));

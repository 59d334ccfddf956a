/** Chats with their lease and their one series of numbers, and what people wrote in them. */
import type { Chat } from '../../../commerce/chat/model.ts';
import type { ChatStore, InboxStore } from '../../../commerce/ports/stores/chat.ts';
import { joined, type AllRows, type ChatRecord } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

const FREE = { leaseOwner: null, leaseUntil: null };

export const createChatStore: MakeStore<ChatStore> = ({ chats, inbox }) => ({
  async insert(chat) {
    chats.insert({ ...chat, lastWrittenAt: chat.createdAt, ...FREE, leaseFence: 0 });
  },
  get: async (id) => toChat(chats.get(id)),
  byAddress: async (channel, address) => toChat(chats.by('address', joined(channel, address))),
  ofPerson: async (personId) =>
    chats
      .group('person', personId)
      .sort(
        by<ChatRecord>(
          (chat) => chat.lastWrittenAt,
          (chat) => chat.id,
        ),
      )
      .toReversed()
      .flatMap((chat) => toChat(chat) ?? []),
  async setLang(id, lang) {
    chats.update(id, { lang });
  },
  async setPerson(id, personId) {
    chats.update(id, { personId });
  },
  async setBlocked(id, at) {
    chats.update(id, { blockedAt: at });
  },
  async lease(id, owner, now, until) {
    const chat = chats.get(id);
    if (!chat || (chat.leaseUntil !== null && chat.leaseUntil > now)) return null;
    const leaseFence = chat.leaseFence + 1;
    chats.update(id, { leaseOwner: owner, leaseUntil: until, leaseFence });
    return leaseFence;
  },
  async holdsLease(id, fence) {
    const chat = chats.get(id);
    return chat?.leaseFence === fence && chat.leaseOwner !== null;
  },
  async releaseLease(id, fence) {
    if (chats.get(id)?.leaseFence === fence) chats.update(id, FREE);
  },
  async releaseAbandoned() {
    for (const { chatId } of inbox.group('waiting', 'all'))
      if (chats.get(chatId)?.leaseOwner) chats.update(chatId, FREE);
  },
});

function toChat(record: ChatRecord | undefined): Chat | null {
  if (!record) return null;
  const { lastWrittenAt: _at, leaseOwner: _owner, leaseUntil: _until, leaseFence: _fence, ...chat } = record;
  return chat;
}

/** The next number of a chat. Throws when there is no such chat. */
export function nextSeq({ chats }: AllRows, chatId: string, writtenAt?: number): ChatRecord {
  const chat = chats.get(chatId);
  if (!chat) throw new Error(`there is no chat ${chatId}`);
  chats.update(chatId, {
    lastSeq: chat.lastSeq + 1,
    ...(writtenAt === undefined ? {} : { lastWrittenAt: writtenAt }),
  });
  return chats.get(chatId) as ChatRecord;
}

export const createInboxStore: MakeStore<InboxStore> = (rows, deps) => {
  const { chats, inbox } = rows;
  const inOrder = by<ReturnType<typeof inbox.all>[number]>((row) => row.seq);
  return {
    async append(row) {
      if (inbox.by('message', joined(row.chatId, row.messageId))) return null;
      const { lastSeq } = nextSeq(rows, row.chatId, row.at);
      inbox.insert({ ...row, seq: lastSeq, handledAt: null });
      deps.added.inbox = true;
      return lastSeq;
    },
    nextUnhandled: async (chatId) => orNull(inbox.group('unhandled', chatId).sort(inOrder)[0]),
    async chatsToServe(now, limit) {
      const since = new Map<string, number>();
      for (const { chatId, at } of inbox.group('waiting', 'all')) {
        const until = chats.get(chatId)?.leaseUntil ?? null;
        if (until === null || until <= now) since.set(chatId, Math.min(since.get(chatId) ?? Infinity, at));
      }
      const longest = [...since].sort(
        by(
          ([, at]) => at,
          ([chatId]) => chatId,
        ),
      );
      return longest.slice(0, limit).map(([chatId]) => chatId);
    },
    async markHandled(id, at) {
      return inbox.get(id)?.handledAt === null && inbox.update(id, { handledAt: at });
    },
    countUnhandled: async (chatId) => inbox.count('unhandled', chatId),
    after: async (chatId, seq, limit) =>
      inbox
        .group('chat', chatId)
        .filter((row) => row.seq > seq)
        .sort(inOrder)
        .slice(0, limit),
  };
};

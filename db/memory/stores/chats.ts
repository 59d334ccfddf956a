/** Chats with their lease and their one series of numbers, and what people wrote in them. */
import type { Chat } from '../../../commerce/chat/model.ts';
import type { ChatStore, InboxStore } from '../../../commerce/ports/stores/chat.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, orNull, type MakeStore } from './support.ts';

const FREE = { leaseOwner: null, leaseUntil: null };

export const createChatStore: MakeStore<ChatStore> = ({ chats, chatLeases, inbox }) => ({
  async insert(chat) {
    chats.insert(chat);
    chatLeases.insert({ chatId: chat.id, lastWrittenAt: chat.createdAt, ...FREE, leaseFence: 0 });
  },
  get: async (id) => orNull(chats.get(id)),
  byAddress: async (channel, address) => orNull(chats.by('address', joined(channel, address))),
  ofPerson: async (personId) =>
    chats
      .group('person', personId)
      .sort(
        by<Chat>(
          (chat) => chatLeases.get(chat.id)?.lastWrittenAt ?? 0,
          (chat) => chat.id,
        ),
      )
      .toReversed(),
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
    const lease = chatLeases.get(id);
    if (!lease || (lease.leaseUntil !== null && lease.leaseUntil > now)) return null;
    const leaseFence = lease.leaseFence + 1;
    chatLeases.update(id, { leaseOwner: owner, leaseUntil: until, leaseFence });
    return leaseFence;
  },
  async holdsLease(id, fence) {
    const lease = chatLeases.get(id);
    return lease?.leaseFence === fence && lease.leaseOwner !== null;
  },
  async releaseLease(id, fence) {
    if (chatLeases.get(id)?.leaseFence === fence) chatLeases.update(id, FREE);
  },
  async releaseAbandoned() {
    for (const { chatId } of inbox.group('waiting', 'all'))
      if (chatLeases.get(chatId)?.leaseOwner) chatLeases.update(chatId, FREE);
  },
});

/** The chat with its next number. Throws when there is no such chat. */
export function nextSeq({ chats }: AllRows, chatId: string): Chat {
  const chat = chats.get(chatId);
  if (!chat) throw new Error(`there is no chat ${chatId}`);
  const lastSeq = chat.lastSeq + 1;
  chats.update(chatId, { lastSeq });
  return { ...chat, lastSeq };
}

export const createInboxStore: MakeStore<InboxStore> = (rows, deps) => {
  const { chatLeases, inbox } = rows;
  const inOrder = by<ReturnType<typeof inbox.all>[number]>((row) => row.seq);
  return {
    async append(row) {
      if (inbox.by('message', joined(row.chatId, row.messageId))) return null;
      const { lastSeq } = nextSeq(rows, row.chatId);
      chatLeases.update(row.chatId, { lastWrittenAt: row.at });
      inbox.insert({ ...row, seq: lastSeq, handledAt: null });
      deps.added.inbox = true;
      return lastSeq;
    },
    nextUnhandled: async (chatId) => orNull(inbox.group('unhandled', chatId).sort(inOrder)[0]),
    async chatsToServe(now, limit) {
      const since = new Map<string, number>();
      for (const { chatId, at } of inbox.group('waiting', 'all')) {
        const until = chatLeases.get(chatId)?.leaseUntil ?? null;
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

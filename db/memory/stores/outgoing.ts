/** Messages to people: the first unsent row of a chat holds up those behind it. */
import type { OutgoingRow } from '../../../commerce/chat/model.ts';
import type { OutgoingStore } from '../../../commerce/ports/stores/chat.ts';
import { openScreen, outgoingBody } from '../../stores/outgoing-row.ts';
import { joined, type AllRows } from '../tables.ts';
import { nextSeq } from './chats.ts';
import { by, orNull, positive, type MakeStore, type MemoryDeps } from './support.ts';

const ERROR_LENGTH_MAX = 500;

export const createOutgoingStore: MakeStore<OutgoingStore> = (rows, deps) => ({
  async append(many, now) {
    const ids = many.flatMap((row) => appendOne(rows, deps, row, now) ?? []);
    if (ids.length > 0) deps.added.outgoing = true;
    return ids;
  },
  screen: (row) => openScreen(row, deps.vault),
  ...sendingMethods(rows),
  ...readMethods(rows),
});

function appendOne(
  rows: AllRows,
  { ids, vault }: MemoryDeps,
  { chatId, screen, author, dedupeKey }: Parameters<OutgoingStore['append']>[0][number],
  now: number,
): string | null {
  if (dedupeKey !== undefined && rows.outgoing.by('dedupe', dedupeKey)) return null;
  const chat = nextSeq(rows, chatId);
  const id = ids.uuid();
  rows.outgoing.insert({
    id,
    chatId,
    channel: chat.channel,
    seq: chat.lastSeq,
    author: author ?? 'bot',
    lang: chat.lang,
    ...outgoingBody(id, screen, vault),
    slot: screen.slot ?? null,
    replaces: screen.replaces ?? null,
    dedupeKey: dedupeKey ?? null,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    leaseUntil: null,
    externalId: null,
    lastError: null,
    createdAt: now,
    sentAt: null,
  });
  return id;
}

const oldestFirst = by<OutgoingRow>(
  (row) => row.createdAt,
  (row) => row.id,
);
/** When a sender may take an open row: a lease that runs out makes a row due again. */
const dueAt = (row: OutgoingRow): number => (row.state === 'sending' ? (row.leaseUntil ?? 0) : row.nextAt);

/** Open rows with no earlier open row in their chat, of chats that have not blocked us. */
function headsOfLine({ outgoing, chats }: AllRows, channel: string): OutgoingRow[] {
  const heads = new Map<string, OutgoingRow>();
  for (const row of outgoing.group('open', channel)) {
    const head = heads.get(row.chatId);
    if (!head || row.seq < head.seq) heads.set(row.chatId, row);
  }
  return [...heads.values()].filter((row) => chats.get(row.chatId)?.blockedAt === null);
}

function sendingMethods(
  rows: AllRows,
): Pick<OutgoingStore, 'claim' | 'markSent' | 'retryAt' | 'markFailed' | 'nextDueAt' | 'releaseAbandoned'> {
  const { outgoing } = rows;
  const leaveSending = (id: string, change: Partial<OutgoingRow>): boolean =>
    outgoing.get(id)?.state === 'sending' && outgoing.update(id, { ...change, leaseUntil: null });
  return {
    async claim(channel, now, leaseUntil, limit) {
      positive(limit, 'limit');
      const due = headsOfLine(rows, channel).filter((row) => dueAt(row) <= now);
      return due
        .sort(oldestFirst)
        .slice(0, limit)
        .map(({ id, attempts }) => {
          outgoing.update(id, { state: 'sending', leaseUntil, attempts: attempts + 1 });
          return outgoing.get(id) as OutgoingRow;
        });
    },
    markSent: async (id, externalId, at) => leaveSending(id, { state: 'sent', externalId, sentAt: at }),
    retryAt: async (id, at, error) =>
      leaveSending(id, { state: 'waiting', nextAt: at, lastError: error.slice(0, ERROR_LENGTH_MAX) }),
    markFailed: async (id, error) => leaveSending(id, { state: 'failed', lastError: error.slice(0, ERROR_LENGTH_MAX) }),
    async releaseAbandoned(now) {
      for (const row of outgoing.all())
        if (row.state === 'sending') outgoing.update(row.id, { state: 'waiting', leaseUntil: null, nextAt: now });
    },
    async nextDueAt(channel) {
      const due = headsOfLine(rows, channel).map(dueAt);
      return due.length === 0 ? null : Math.min(...due);
    },
  };
}

function readMethods({
  outgoing,
}: AllRows): Pick<OutgoingStore, 'get' | 'after' | 'bySlot' | 'countByState' | 'stuck'> {
  const inOrder = by<OutgoingRow>((row) => row.seq);
  return {
    get: async (id) => orNull(outgoing.get(id)),
    after: async (chatId, seq, limit) =>
      outgoing
        .group('chat', chatId)
        .filter((row) => row.seq > seq)
        .sort(inOrder)
        .slice(0, limit),
    bySlot: async (chatId, slot, beforeSeq = Infinity) =>
      orNull(
        outgoing
          .group('slot', joined(chatId, slot))
          .filter((row) => row.seq < beforeSeq)
          .sort(inOrder)
          .at(-1),
      ),
    async countByState() {
      const counts = { waiting: 0, sending: 0, sent: 0, failed: 0 };
      for (const row of outgoing.all()) counts[row.state] += 1;
      return counts;
    },
    async stuck(olderThan, limit) {
      const stuck = outgoing
        .all()
        .filter((row) => row.state === 'failed' || (row.state !== 'sent' && row.createdAt < olderThan));
      return stuck.sort(oldestFirst).slice(0, limit);
    },
  };
}

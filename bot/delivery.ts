/** What becomes of a message after a channel had it: pure decision, then one guarded write. */
import type { OutgoingRow } from '../commerce/chat/model.ts';
import type { UnreadWhy } from '../commerce/notices/unread.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { Delivery } from './channels/channel.ts';

export type Verdict =
  | { kind: 'sent'; externalId: string | null }
  | { kind: 'retry'; at: number; error: string }
  /** The chat is closed to us; the row waits until the person writes again. */
  | { kind: 'blocked'; error: string }
  | { kind: 'failed'; error: string };

export interface Sent {
  row: OutgoingRow;
  delivery: Delivery;
  verdict: Verdict;
}

const SECOND = 1000;
/** The sixth try is after five minutes, when a person has waited long enough to be told elsewhere. */
const BACKOFF_MS = [5, 15, 30, 60, 90, 100, 300].map((seconds) => seconds * SECOND);
/** First attempts follow the channel's own advice alone: a rate limit of one second is over after one second. */
const TRUSTING_ATTEMPTS = 2;
const GIVE_UP_AFTER_MS = 24 * 60 * 60 * SECOND;

/** Retries get rarer up to every five minutes; a message that could not be sent for a day has failed. */
export function verdictOf(row: OutgoingRow, delivery: Delivery, now: number): Verdict {
  switch (delivery.kind) {
    case 'sent':
      return { kind: 'sent', externalId: delivery.externalId };
    case 'gone':
      return { kind: 'blocked', error: delivery.error };
    case 'rejected':
      return { kind: 'failed', error: delivery.error };
    case 'retry':
      if (now - row.createdAt > GIVE_UP_AFTER_MS && row.attempts > 1) return { kind: 'failed', error: delivery.error };
      return { kind: 'retry', at: now + pauseMs(row.attempts, delivery.afterMs), error: delivery.error };
  }
}

function pauseMs(attempts: number, advisedMs: number): number {
  if (advisedMs > 0 && attempts <= TRUSTING_ATTEMPTS) return advisedMs;
  const own = BACKOFF_MS[Math.min(Math.max(attempts, 1), BACKOFF_MS.length) - 1] ?? 0;
  return Math.max(advisedMs, own);
}

/** What is to happen about goods a person cannot read (commerce/notices/unread.ts). */
export type OnUnread = (stores: Stores, row: OutgoingRow, why: UnreadWhy) => Promise<void>;

/** A short outage is nobody's business. */
const LATE_AFTER_MS = 5 * 60 * SECOND;

/** A row that somebody else finished meanwhile (our lease ran out) is left as it is. */
export async function writeVerdict(stores: Stores, sent: Sent, now: number, onUnread: OnUnread): Promise<void> {
  const { row, verdict } = sent;
  const unread = (why: UnreadWhy) =>
    verdict.kind === 'sent' ? undefined : onUnread(stores, { ...row, lastError: verdict.error }, why);
  switch (verdict.kind) {
    case 'sent':
      await stores.outgoing.markSent(row.id, verdict.externalId, now);
      return;
    case 'retry':
      await stores.outgoing.retryAt(row.id, verdict.at, verdict.error);
      if (now - row.createdAt >= LATE_AFTER_MS) await unread('late');
      return;
    case 'failed':
      await stores.outgoing.markFailed(row.id, verdict.error);
      await unread('given_up');
      return;
    case 'blocked':
      await stores.chats.setBlocked(row.chatId, now);
      await stores.outgoing.retryAt(row.id, now, verdict.error);
      await unread('shut_out');
  }
}

/** The row as `writeVerdict` left it when it was sent; null when it was not. */
export const asSent = ({ row, verdict }: Sent, at: number): OutgoingRow | null =>
  verdict.kind === 'sent'
    ? { ...row, state: 'sent', externalId: verdict.externalId, sentAt: at, leaseUntil: null }
    : null;

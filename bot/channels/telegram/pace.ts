/**
 * Keeps us below Telegram's limits (unpublished; about one message per second and chat with short bursts, 30 per second
 * over all chats). Only a 429 is the truth; this makes it rare. Two token buckets, kept as the time at which each would
 * be full again.
 */
import { setTimeout as pause } from 'node:timers/promises';

export interface PaceOptions {
  elapsedMs: () => number;
  /** Between two messages of one chat, once its burst is used up. */
  chatEveryMs?: number;
  chatBurst?: number;
  /** Between any two messages. */
  everyMs?: number;
  burst?: number;
  /** Longer waits are not waited here: the message goes back to its row. */
  maxWaitMs?: number;
  maxChats?: number;
}

export interface Pace {
  /** Waits for its turn and gives 0, or gives how long the caller should come back after. */
  turn(chat: string): Promise<number>;
}

export function createPace(options: PaceOptions): Pace {
  const { elapsedMs, chatEveryMs = 1000, chatBurst = 5, everyMs = 40, burst = 5 } = options;
  const { maxWaitMs = 5000, maxChats = 10_000 } = options;
  const chats = new Map<string, number>();
  let all = 0;

  function remember(chat: string, fullAt: number, now: number): void {
    chats.delete(chat);
    if (chats.size >= maxChats) forget(now);
    chats.set(chat, fullAt);
  }

  /** Full buckets say nothing; should every chat be busy, the one unused for longest goes. */
  function forget(now: number): void {
    for (const [chat, fullAt] of chats) if (fullAt <= now) chats.delete(chat);
    if (chats.size >= maxChats) chats.delete(chats.keys().next().value ?? '');
  }

  return {
    async turn(chat) {
      const now = elapsedMs();
      const mine = chats.get(chat) ?? 0;
      const waitMs = Math.max(waitFor(mine, now, chatEveryMs, chatBurst), waitFor(all, now, everyMs, burst));
      if (waitMs > maxWaitMs) return Math.ceil(waitMs);
      remember(chat, Math.max(mine, now) + chatEveryMs, now);
      all = Math.max(all, now) + everyMs;
      if (waitMs > 0) await pause(waitMs);
      return 0;
    },
  };
}

const waitFor = (fullAt: number, now: number, every: number, size: number): number =>
  Math.max(0, fullAt - now - (size - 1) * every);

/**
 * Long polling in which an update is confirmed only after its row is durable. grammY's own loop moves on before a
 * handler is through, and its stop confirms what is still being handled; either would lose the message of somebody who
 * wrote just before a crash. Repeats are harmless: the inbox knows them.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import type { Log } from '../../../commerce/ports/runtime.ts';
import { retryAfterMs } from './outcome.ts';

export interface PollDeps {
  /** Everything from `offset` on; asking confirms what lies before it. Waits a while when there is nothing. */
  fetch(offset: number, signal: AbortSignal): Promise<Update[]>;
  /** Resolves when the update is durable. */
  store(update: Update): Promise<void>;
  log: Log;
  describe: (error: unknown) => string;
  firstPauseMs?: number;
  maxPauseMs?: number;
}

/** An update that alone keeps failing is given up after this many tries, or one broken message would stop all others. */
const GIVE_UP_AFTER = 10;

/** Polls until `signal` ends it; never throws. Resolves when what was received is stored. */
export async function poll(deps: PollDeps, signal: AbortSignal): Promise<void> {
  const { log, describe } = deps;
  const failures = new Map<number, number>();
  let offset = 0;
  let troubles = 0;
  while (!signal.aborted) {
    let askedMs = 0;
    try {
      const updates = await deps.fetch(offset, signal);
      const failed = await storeAll(deps, updates);
      const open = stillOpen(updates, failed, failures, log);
      offset = Math.min(...open, Math.max(offset, ...updates.map(({ update_id: id }) => id + 1)));
      troubles = open.length > 0 ? troubles + 1 : 0;
    } catch (error) {
      if (signal.aborted) return;
      troubles += 1;
      askedMs = retryAfterMs(error) ?? 0;
      log.warn({ why: describe(error), troubles }, 'could not fetch messages from Telegram');
    }
    if (troubles > 0) await rest(Math.max(askedMs, backoffMs(deps, troubles)), signal);
  }
}

/** Waits, or less when it is time to stop. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

export function backoffMs({ firstPauseMs = 500, maxPauseMs = 30_000 }: Partial<PollDeps>, troubles: number): number {
  return Math.min(maxPauseMs, firstPauseMs * 2 ** Math.min(troubles - 1, 20));
}

/** Chats at once, within a chat in order. Gives the ids that could not be stored, and all behind them in their chat. */
async function storeAll(deps: PollDeps, updates: readonly Update[]): Promise<number[]> {
  const failed: number[] = [];
  const chats = Object.values(Object.groupBy(updates, chatOf));
  await Promise.all(
    chats.map(async (queue = []) => {
      for (const [index, update] of queue.entries()) {
        try {
          await deps.store(update);
        } catch (error) {
          deps.log.error(
            { updateId: update.update_id, why: deps.describe(error) },
            'could not store a message from Telegram',
          );
          failed.push(...queue.slice(index).map(({ update_id: id }) => id));
          return;
        }
      }
    }),
  );
  return failed.sort((a, b) => a - b);
}

const chatOf = (update: Update): string => {
  const { message, callback_query: press } = update;
  return String(message?.chat.id ?? press?.message?.chat.id ?? press?.from.id ?? '');
};

/** Those that must come again. Only where others could be stored is a failing one itself to blame. */
function stillOpen(updates: readonly Update[], failed: number[], failures: Map<number, number>, log: Log): number[] {
  const othersWork = failed.length < updates.length;
  const open = failed.filter((id) => {
    const times = (failures.get(id) ?? 0) + 1;
    failures.set(id, times);
    if (times < GIVE_UP_AFTER || !othersWork) return true;
    log.error({ updateId: id, times }, 'gave up on a message from Telegram');
    return false;
  });
  for (const id of failures.keys()) if (!open.includes(id)) failures.delete(id);
  return open;
}

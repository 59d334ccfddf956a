/**
 * "One moment" instead of silence: whoever wrote and has no answer after a while is told that the message arrived. Said
 * once per chat and minute, whatever the channel. Best effort: a process that dies takes its timers with it, the message
 * itself is a row and is answered.
 */
import { text } from '../commerce/ports/screen.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Core } from '../commerce/core.ts';

const MAX_CHATS = 5_000;
const MINUTE_MS = 60_000;

export interface OneMoment {
  receive: Commerce['receive'];
  /** Forgets whom it would have told. */
  stop(): void;
}

export function createOneMoment(
  receive: Commerce['receive'],
  { uow, clock, log, settings }: Pick<Core, 'uow' | 'clock' | 'log' | 'settings'>,
): OneMoment {
  const timers = new Map<string, NodeJS.Timeout>();

  async function tell(chatId: string): Promise<void> {
    timers.delete(chatId);
    const oldest = await uow.read.inbox.nextUnhandled(chatId);
    if (!oldest) return;
    const now = clock.now();
    const waitedMs = now - oldest.at;
    // Written after the one we began to wait for, which has its answer.
    if (waitedMs < settings.oneMomentAfterMs) return watch(chatId, settings.oneMomentAfterMs - waitedMs);
    const dedupeKey = `one-moment:${chatId}:${Math.floor(now / MINUTE_MS)}`;
    await uow.run('chat.one-moment', (stores) =>
      stores.outgoing.append([{ chatId, screen: { lines: [text('one-moment')] }, dedupeKey }], now),
    );
  }

  function watch(chatId: string, afterMs: number = settings.oneMomentAfterMs): void {
    if (timers.has(chatId) || timers.size >= MAX_CHATS) return;
    const timer = setTimeout(() => {
      tell(chatId).catch((error: unknown) => log.warn({ chatId, err: error }, 'could not say "one moment"'));
    }, afterMs);
    timers.set(chatId, timer.unref());
  }

  return {
    async receive(message) {
      const answer = await receive(message);
      if (!answer.duplicate) watch(message.chatId);
      return answer;
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

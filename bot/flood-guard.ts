/**
 * A person on a messenger who writes faster than anybody can mean it is told so once, and what they send until the
 * window is over is dropped before it costs anything: no look-up, no row, no turn. The web chat has its own limit
 * (`bot/http/chat`), which can refuse a message and have it sent again; a messenger's update can only be taken or lost.
 */
import type { Core } from '../commerce/core.ts';
import { text } from '../commerce/ports/screen.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Inbound } from './channels/channel.ts';
import { createRateWindows } from './rate-window.ts';

const WINDOW_MS = 60_000;
/** Chats told in this window; beyond it somebody might be told twice. */
const MAX_TOLD = 10_000;

export function createFloodGuard(
  inbound: Inbound,
  { commerce, core }: { commerce: Pick<Commerce, 'openChat'>; core: Pick<Core, 'uow' | 'clock' | 'settings' | 'log'> },
): Inbound {
  const { uow, clock, settings, log } = core;
  const windows = createRateWindows(clock, { perWindow: () => settings.messagesPerMinute, windowMs: WINDOW_MS });
  const told = new Map<string, number>();

  /** True for the first message over the limit in a window. */
  function isFirst(key: string, waitMs: number): boolean {
    const nowMs = clock.elapsedMs();
    if ((told.get(key) ?? Number.NEGATIVE_INFINITY) > nowMs) return false;
    told.delete(key);
    if (told.size >= MAX_TOLD) told.delete(told.keys().next().value ?? '');
    told.set(key, nowMs + waitMs);
    return true;
  }

  return async (message) => {
    const key = `${message.channel}:${message.address}`;
    const waitMs = windows.take(key);
    if (waitMs === 0) return inbound(message);
    if (!isFirst(key, waitMs)) return null;
    const { chatId } = await commerce.openChat(message);
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    await uow.run('chat.too-fast', (stores) =>
      stores.outgoing.append([{ chatId, screen: { lines: [text('too-fast', { seconds })] } }], clock.now()),
    );
    log.warn({ chatId, channel: message.channel }, 'too many messages from one chat: dropped until the minute is over');
    return null;
  };
}

/** The way in for every channel: chat and person first, then the message as a row. Nothing is answered here. */
import type { Commerce } from '../commerce/app.ts';
import type { Channel, Inbound } from './channels/channel.ts';

export interface InboundDeps {
  commerce: Pick<Commerce, 'openChat' | 'receive'>;
  channels: ReadonlyMap<string, Channel>;
}

export function createInbound({ commerce, channels }: InboundDeps): Inbound {
  return async (message) => {
    const { channel, address, externalId, displayName, lang, messageId, body, at } = message;
    const chat = await commerce.openChat({ channel, address, externalId, displayName, lang });
    const { row, duplicate } = await commerce.receive({ chatId: chat.chatId, messageId, body, at });
    // Best effort and never waited for: a channel that hangs must not hold up the message.
    if (!duplicate)
      channels
        .get(channel)
        ?.typing?.(address)
        .catch(() => {});
    return { chatId: chat.chatId, seq: row?.seq ?? null, duplicate };
  };
}

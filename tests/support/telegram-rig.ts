/** A running Telegram channel against the Bot API on loopback, and messages to send through it. For tests. */
import { startFakeBotApi, type FakeBotApi } from './fake-bot-api.ts';
import type { Rendered } from '../../conversations/messages/render.ts';
import type { InboundMessage, OutgoingMessage } from '../../bot/channels/channel.ts';
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramOptions,
} from '../../bot/channels/telegram/channel.ts';

export const CHAT = 7001;

export interface TelegramRig {
  api: FakeBotApi;
  channel: TelegramChannel;
  /** Stored messages, in order, repeats left out as the inbox does. */
  stored: InboundMessage[];
  /** Everything logged, as one text. */
  logged(): string;
  /** A second channel on the same bot, as after a restart. */
  again(options?: Partial<TelegramOptions>): TelegramChannel;
  close(): Promise<void>;
}

export async function openTelegramRig(options: Partial<TelegramOptions> = {}): Promise<TelegramRig> {
  const api = await startFakeBotApi();
  const stored: InboundMessage[] = [];
  const lines: unknown[][] = [];
  const line = (...all: unknown[]) => void lines.push(all);
  const made: TelegramChannel[] = [];
  const make = (more: Partial<TelegramOptions> = {}): TelegramChannel => {
    const channel = createTelegramChannel({
      token: api.token,
      apiRoot: api.url,
      clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
      log: { debug: line, info: line, warn: line, error: line },
      inbound: async (message) => {
        const duplicate = stored.some(({ messageId }) => messageId === message.messageId);
        if (!duplicate) stored.push(message);
        return { chatId: 'c', seq: duplicate ? null : stored.length, duplicate };
      },
      ...options,
      ...more,
      timing: {
        pollSeconds: 5,
        // A loaded machine takes seconds to read a picture back.
        callTimeoutSeconds: 10,
        firstPauseMs: 5,
        maxPauseMs: 20,
        pace: { chatEveryMs: 1, everyMs: 1 },
        ...options.timing,
      },
    });
    made.push(channel);
    return channel;
  };
  return {
    api,
    channel: make(),
    stored,
    logged: () => lines.map((all) => JSON.stringify(all)).join('\n'),
    again: make,
    async close() {
      await Promise.all(made.map((channel) => channel.stop()));
      await api.close();
    },
  };
}

let ids = 0;

export function outgoing(rendered: Partial<Rendered>, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  ids += 1;
  const nothing = { choices: [], image: null, file: null, link: null, copy: null, expiresAt: null };
  return {
    id: `out-${ids}`,
    address: String(CHAT),
    lang: 'id',
    author: 'bot',
    rendered: { text: '', ...nothing, secret: false, practice: false, ...rendered },
    replacesExternalId: null,
    openFile: async () => null,
    ...more,
  };
}

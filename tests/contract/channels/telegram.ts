/** Telegram for the contract: the real channel, polling a Bot API on loopback. */
import { createTelegramChannel } from '../../../bot/channels/telegram/channel.ts';
import { startFakeBotApi } from '../../support/fake-bot-api.ts';
import type { ShownMessage } from '../../support/bot-api/shown.ts';
import type { ChannelEnd, Seen } from './bench.ts';
import { openRing } from './ring.ts';

const CHAT = 7001;

export async function telegramEnd(): Promise<ChannelEnd> {
  const ring = await openRing();
  const api = await startFakeBotApi();
  const channel = createTelegramChannel({
    ...ring,
    token: api.token,
    apiRoot: api.url,
    timing: { pollSeconds: 5, firstPauseMs: 5, maxPauseMs: 20, pace: { chatEveryMs: 1, everyMs: 1 } },
  });
  ring.channels.set(channel.name, channel);
  let last = 0;
  return {
    channel,
    uow: ring.uow,
    clock: ring.clock,
    person: {
      types: async (text) => void (last = api.userSays(CHAT, text)),
      presses: async (label) => void (last = api.userPresses(CHAT, label)),
      sees: async () => api.messages(CHAT).flatMap((message) => (message.from === 'bot' ? [seen(message)] : [])),
      seesPractice: async () => api.messages(CHAT).at(-1)?.text.startsWith('LATIHAN') ?? false,
      repeatLast: async () => api.redeliver(last),
      blocks: { block: () => void api.block(CHAT), unblock: () => api.unblock(CHAT) },
      limitOnce: () => api.failNext({ status: 429, retry_after: 1, description: 'Too Many Requests: retry after 1' }),
    },
    async close() {
      await api.close();
      await ring.close();
    },
  };
}

function seen({ text, buttons, photo, document }: ShownMessage): Seen {
  const all = buttons.flat();
  return {
    text,
    choices: all.filter(({ callback_data: data }) => data).map(({ text: label }) => label),
    qr: photo?.qr ?? null,
    picture: photo !== null,
    file: document,
    link: all.find(({ url }) => url)?.url ?? /https?:\S+/.exec(text)?.[0] ?? null,
  };
}

/** Somebody on Telegram, as a visitor of the web chat is one over HTTP: says things and waits for what must come. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FakeBotApi } from './fake-bot-api.ts';
import type { ShownMessage } from './bot-api/shown.ts';

const LOOK_EVERY_MS = 25;

export interface TelegramVisitor {
  chat: number;
  say(words: string): number;
  /** The first message since the last words that fits; throws with the transcript when none comes in time. */
  until(what: RegExp, withinMs?: number): Promise<ShownMessage>;
}

export function telegramVisitor(api: FakeBotApi, chat: number, lang = 'en'): TelegramVisitor {
  let mark = 0;
  const fits = (what: RegExp) =>
    api.messages(chat).find(({ id, from, text }) => from === 'bot' && id > mark && what.test(text));
  return {
    chat,
    say(words) {
      const update = api.userSays(chat, words, { lang });
      mark = api.messages(chat).at(-1)?.id ?? 0;
      return update;
    },
    async until(what, withinMs = 60_000) {
      const end = performance.now() + withinMs;
      for (;;) {
        const found = fits(what);
        if (found) return found;
        if (performance.now() > end) throw new Error(`nothing like ${String(what)} came:\n${api.transcript(chat)}`);
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}

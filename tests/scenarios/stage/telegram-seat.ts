/** Somebody on Telegram: the real channel, polling a Bot API on loopback. */
import { createTelegramChannel } from '../../../bot/channels/telegram/channel.ts';
import type { Channel, Inbound } from '../../../bot/channels/channel.ts';
import type { Core } from '../../../commerce/core.ts';
import { TELEGRAM_NAME } from '../../../commerce/people/invite-staff.ts';
import type { FakeBotApi } from '../../support/fake-bot-api.ts';
import { until } from '../../rig/until.ts';
import type { OpenSeat } from './person.ts';

/** The app's channel at the speed of tests. */
export const telegramChannel = (api: FakeBotApi, inbound: Inbound, { clock, log, uow }: Core): Channel =>
  createTelegramChannel({
    token: api.token,
    apiRoot: api.url,
    inbound,
    clock,
    log,
    onName: (name) => uow.run('telegram.name', (stores) => stores.admin.settings.set(TELEGRAM_NAME, name)),
    timing: { pollSeconds: 5, firstPauseMs: 5, maxPauseMs: 20, pace: { chatEveryMs: 1, everyMs: 1 } },
  });

export function telegramSeats(api: FakeBotApi, lang: string): OpenSeat {
  let people = 0;
  return async (name) => {
    people += 1;
    const chat = 7000 + people;
    const who = { name, lang };
    let last = 0;
    let shown = 0;
    /** The update is confirmed, so its row is durable. */
    const taken = (update: number) => until(() => api.confirmedBelow() > update);
    return {
      async says(words) {
        last = api.userSays(chat, words, who);
        await taken(last);
      },
      async presses(label) {
        const labels = api
          .messages(chat)
          .toReversed()
          .flatMap(({ buttons }) => buttons.flat());
        const full = labels.find(({ text, callback_data: data }) => data && text.includes(label))?.text ?? label;
        last = api.userPresses(chat, full, who);
        await taken(last);
      },
      async news() {
        const all = api.transcript(chat);
        const fresh = all.slice(shown).trim();
        shown = all.length;
        if (fresh === '') return [];
        // A secret is taken away beside the turn that reads it: which of the two is first is nobody's to say.
        const removed = [...fresh.matchAll(/^x .*$/gm)].map(() => 'x (message above removed)\n');
        const said = fresh.replaceAll(/\(QR [^)]*\)/g, '(QR)').replaceAll(/^x .*\n*/gm, '');
        return [`${removed.join('')}${said}`.trim()];
      },
      reopened: async () => JSON.stringify(api.messages(chat)),
      async repeats() {
        const before = api.calls.filter(({ method }) => method === 'getUpdates').length;
        api.redeliver(last);
        await until(() => api.calls.filter(({ method }) => method === 'getUpdates').length > before + 1);
      },
      async sendsSticker() {
        last = api.userSends(chat, { sticker: { file_id: 's' } });
        await taken(last);
      },
    };
  };
}

/**
 * Connects the Telegram channel where a bot token is configured. Loaded only then: its library costs start-up time
 * nobody without a bot should pay. Owners get a command menu of their own, which shows commands and grants nothing.
 */
import type { Commerce } from '../commerce/app.ts';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Inbound } from './channels/channel.ts';
import type { TelegramChannel } from './channels/telegram/channel.ts';
import type { Config } from './config.ts';

export interface TelegramDeps {
  config: Pick<Config, 'telegramToken' | 'telegramApiRoot' | 'publicUrl'>;
  uow: UnitOfWork;
  inbound: Inbound;
  clock: Clock;
  log: Log;
}

const TELEGRAM = 'telegram';

export async function connectTelegram({
  config,
  uow,
  inbound,
  clock,
  log,
}: TelegramDeps): Promise<TelegramChannel | null> {
  if (!config.telegramToken) return null;
  const { createTelegramChannel } = await import('./channels/telegram/channel.ts');
  return createTelegramChannel({
    token: config.telegramToken,
    ...(config.telegramApiRoot ? { apiRoot: config.telegramApiRoot } : {}),
    publicUrl: config.publicUrl,
    inbound,
    clock,
    log,
    async staff() {
      const owners = await uow.read.people.withRole('owner');
      const chats = await Promise.all(owners.map(({ personId }) => uow.read.chats.ofPerson(personId)));
      return chats
        .flat()
        .filter((chat) => chat.channel === TELEGRAM)
        .map((chat) => ({ address: chat.address, roles: ['owner'] as const }));
    },
  });
}

/** The same use cases; who becomes the owner on Telegram gets the owner's menu at once. */
export function withStaffMenu(commerce: Commerce, uow: UnitOfWork, telegram: () => TelegramChannel | null): Commerce {
  return {
    ...commerce,
    async claimOwner(actor, code) {
      const answer = await commerce.claimOwner(actor, code);
      const chat = answer.ok && actor.chatId ? await uow.read.chats.get(actor.chatId) : null;
      if (chat?.channel === TELEGRAM) await telegram()?.setStaffMenu(chat.address, ['owner']);
      return answer;
    },
  };
}

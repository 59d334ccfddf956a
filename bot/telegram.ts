/**
 * Connects the Telegram channel where a bot token is configured. Loaded only then: its library costs start-up time
 * nobody without a bot should pay. Staff get a command menu of their own, which shows commands and grants nothing.
 */
import type { Commerce } from '../commerce/app.ts';
import { TELEGRAM_NAME } from '../commerce/people/invite-staff.ts';
import type { Role } from '../commerce/people/model.ts';
import { membersOf } from '../commerce/people/team-view.ts';
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
    onName: (username) => uow.run('telegram.name', (stores) => stores.admin.settings.set(TELEGRAM_NAME, username)),
    async staff() {
      const chats: { address: string; roles: readonly Role[] }[] = [];
      for (const { personId, role } of await membersOf(uow.read))
        for (const address of await addressesOf(uow, personId)) chats.push({ address, roles: [role] });
      return chats;
    },
  });
}

const addressesOf = async (uow: UnitOfWork, personId: string): Promise<string[]> =>
  (await uow.read.chats.ofPerson(personId)).filter(({ channel }) => channel === TELEGRAM).map(({ address }) => address);

/** The same use cases; whose role changes on Telegram gets the menu of the new one at once. */
export function withStaffMenu(commerce: Commerce, uow: UnitOfWork, telegram: () => TelegramChannel | null): Commerce {
  async function showMenus(answer: { ok: boolean }, personId: string | null): Promise<void> {
    const channel = telegram();
    if (!answer.ok || personId === null || !channel) return;
    const roles = (await uow.read.people.roles(personId)).filter(({ scope }) => scope === 'all');
    for (const address of await addressesOf(uow, personId))
      await channel.setStaffMenu(
        address,
        roles.map(({ role }) => role),
      );
  }
  const after = async <T extends { ok: boolean }>(act: Promise<T>, personId: string | null): Promise<T> => {
    const answer = await act;
    await showMenus(answer, personId);
    return answer;
  };
  return {
    ...commerce,
    claimOwner: (actor, code) => after(commerce.claimOwner(actor, code), actor.personId),
    joinStaff: (actor, key, input) => after(commerce.joinStaff(actor, key, input), actor.personId),
    leaveStaff: (actor, key) => after(commerce.leaveStaff(actor, key), actor.personId),
    changeRole: (actor, key, input) => after(commerce.changeRole(actor, key, input), input.personId),
    revokeStaff: (actor, key, input) => after(commerce.revokeStaff(actor, key, input), input.personId),
  };
}

/**
 * Hand-over to a human. A guest's request is a row first and is shown to whoever is on duty; from the moment somebody
 * answers, the two chats are tied together and the bot is silent in the guest's until "selesai" or long silence.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { tellOwner } from '../notices/send.ts';
import { relayNotices } from '../notices/relay.ts';
import { staffChats } from '../people/deliver-alerts.ts';
import type { Actor, Role } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { RIGHTS } from '../people/rights-table.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import type { RelayRow } from './model.ts';

const ON_DUTY: readonly Role[] = RIGHTS.takeRelay;
const MAX_WORDS = 3_500;

export type RelayState = 'none' | 'guest_waiting' | 'guest_active' | 'staff_active';

export async function relayState(stores: Stores, chatId: string): Promise<RelayState> {
  const asGuest = await stores.relays.openOf(chatId);
  if (asGuest) return asGuest.state === 'active' ? 'guest_active' : 'guest_waiting';
  return (await stores.relays.activeOfStaffChat(chatId)) ? 'staff_active' : 'none';
}

export async function requestHuman(
  core: Core,
  actor: Actor,
  key: string,
  words: string,
): Promise<Answer<{ onDuty: boolean }>> {
  return answering(() =>
    core.uow.run('relay.request', async (stores) => {
      const chatId = actor.chatId;
      if (!chatId) throw new Refused('not_allowed');
      const now = core.clock.now();
      const relay = (await stores.relays.openOf(chatId)) ?? (await newRelay(core, stores, chatId, now));
      const staff = (await staffChats(stores, ON_DUTY, actor.environment === 'practice')).filter((id) => id !== chatId);
      const screen = relayNotices.request(await guestName(stores, actor), words.slice(0, MAX_WORDS), relay.id);
      await stores.outgoing.append(
        staff.map((id) => ({ chatId: id, screen, dedupeKey: `relay-request:${key}:${id}` })),
        now,
      );
      if (staff.length === 0) await tellOwner(core, stores, actor.environment, `relay:${relay.id}`, screen);
      return { ok: true as const, onDuty: staff.length > 0 };
    }),
  );
}

async function newRelay(core: Core, stores: Stores, guestChatId: string, now: number): Promise<RelayRow> {
  const relay: RelayRow = {
    id: core.ids.uuid(),
    guestChatId,
    state: 'waiting',
    staffPersonId: null,
    staffChatId: null,
    openedAt: now,
    lastActivityAt: now,
  };
  await stores.relays.insert(relay);
  return relay;
}

async function guestName(stores: Stores, actor: Actor): Promise<string> {
  const person = actor.personId ? await stores.people.get(actor.personId) : null;
  return person?.name ?? '';
}

export async function takeRelay(core: Core, actor: Actor, relayId: string): Promise<Answer<{ guestName: string }>> {
  return answering(() =>
    core.uow.run('relay.take', async (stores) => {
      requireRight(actor, 'takeRelay');
      const relay = await stores.relays.get(relayId);
      if (!relay || !actor.chatId || relay.guestChatId === actor.chatId) throw new Refused('not_found');
      if (relay.state !== 'waiting') throw new Refused('already_done');
      if (await stores.relays.activeOfStaffChat(actor.chatId)) throw new Refused('wrong_state');
      const now = core.clock.now();
      const taken = {
        state: 'active',
        staffPersonId: actor.personId,
        staffChatId: actor.chatId,
        lastActivityAt: now,
      } as const;
      mustWin(await stores.relays.update(relayId, 'waiting', taken), `relay ${relayId}`);
      await stores.outgoing.append(
        [{ chatId: relay.guestChatId, screen: relayNotices.taken(), dedupeKey: `relay-taken:${relayId}` }],
        now,
      );
      await audit(core, stores, actor, 'relay.taken', `relays:${relayId}`);
      const chat = await stores.chats.get(relay.guestChatId);
      const guest = chat ? await stores.people.get(chat.personId) : null;
      return { ok: true as const, guestName: guest?.name ?? '' };
    }),
  );
}

/** Passes words on if the chat takes part in an active relay. `messageKey` makes a repeated delivery harmless. */
export async function relayMessage(core: Core, actor: Actor, messageKey: string, words: string): Promise<boolean> {
  const chatId = actor.chatId;
  if (!chatId || (await relayState(core.uow.read, chatId)) === 'none') return false;
  return core.uow.run('relay.message', async (stores) => {
    const asGuest = await stores.relays.openOf(chatId);
    const relay = asGuest?.state === 'active' ? asGuest : await stores.relays.activeOfStaffChat(chatId);
    if (!relay?.staffChatId) return false;
    const fromStaff = relay.staffChatId === chatId;
    const now = core.clock.now();
    await stores.relays.update(relay.id, 'active', { lastActivityAt: now });
    await stores.outgoing.append(
      [
        {
          chatId: fromStaff ? relay.guestChatId : relay.staffChatId,
          screen: fromStaff
            ? relayNotices.fromStaff(words.slice(0, MAX_WORDS))
            : relayNotices.fromGuest(words.slice(0, MAX_WORDS)),
          author: fromStaff ? 'staff' : 'bot',
          dedupeKey: `relay-message:${messageKey}`,
        },
      ],
      now,
    );
    return true;
  });
}

export async function endRelay(core: Core, actor: Actor): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('relay.end', async (stores) => {
      const chatId = actor.chatId;
      const relay = chatId
        ? ((await stores.relays.activeOfStaffChat(chatId)) ?? (await stores.relays.openOf(chatId)))
        : null;
      if (!relay) throw new Refused('wrong_state');
      await close(core, stores, relay, 'ended');
      if (relay.staffChatId === chatId) await audit(core, stores, actor, 'relay.ended', `relays:${relay.id}`);
      return { ok: true as const };
    }),
  );
}

/** Whoever answers guests no more hears no more of them either. */
export async function closeStaffRelays(core: Core, stores: Stores, chatId: string): Promise<void> {
  const relay = await stores.relays.activeOfStaffChat(chatId);
  if (relay) await close(core, stores, relay, 'ended');
}

/** Closes relays in which nobody wrote for long; part of the recurring sweep. */
export async function sweepRelays(core: Core): Promise<number> {
  return core.uow.run('relay.sweep', async (stores) => {
    const silent = await stores.relays.silentSince(core.clock.now() - core.settings.relaySilenceMs, 50);
    const active = silent.filter((relay) => relay.state === 'active');
    for (const relay of active) await close(core, stores, relay, 'silent');
    return active.length;
  });
}

async function close(core: Core, stores: Stores, relay: RelayRow, why: 'ended' | 'silent'): Promise<void> {
  const now = core.clock.now();
  if (!(await stores.relays.update(relay.id, relay.state, { state: 'closed', lastActivityAt: now }))) return;
  const key = `relay-closed:${relay.id}`;
  const rows = [{ chatId: relay.guestChatId, screen: relayNotices.closedForGuest(why), dedupeKey: `${key}:guest` }];
  if (relay.staffChatId)
    rows.push({ chatId: relay.staffChatId, screen: relayNotices.closedForStaff(why), dedupeKey: `${key}:staff` });
  await stores.outgoing.append(rows, now);
}

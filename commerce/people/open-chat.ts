/** Finds or makes the chat and the person behind a channel address. A person keeps their identity across chats. */
import type { ChatIdentity } from '../app.ts';
import type { Lang } from '../chat/model.ts';
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { StaleWrite } from '../ports/unit-of-work.ts';
import { rolesNow } from './roles.ts';

export interface OpenChatInput {
  channel: string;
  address: string;
  externalId: string;
  displayName?: string;
  lang?: Lang;
}

export async function openChat(core: Core, input: OpenChatInput): Promise<ChatIdentity> {
  const known = await core.uow.read.chats.byAddress(input.channel, input.address);
  const chat = known ?? (await core.uow.run('chat.open', (stores) => create(core, stores, input)));
  return {
    chatId: chat.id,
    personId: chat.personId,
    lang: chat.lang,
    roles: await rolesNow(core.uow.read, chat.personId),
  };
}

async function create(core: Core, stores: Stores, input: OpenChatInput) {
  const raced = await stores.chats.byAddress(input.channel, input.address);
  if (raced) return raced;
  const now = core.clock.now();
  const chat = {
    id: core.ids.uuid(),
    channel: input.channel,
    address: input.address,
    personId: await personFor(core, stores, input, now),
    lang: input.lang ?? 'id',
    lastSeq: 0,
    blockedAt: null,
    createdAt: now,
  };
  await stores.chats.insert(chat);
  return chat;
}

async function personFor(core: Core, stores: Stores, input: OpenChatInput, now: number): Promise<string> {
  const known = await stores.people.byIdentity(input.channel, input.externalId);
  if (known) return known.id;
  const personId = core.ids.uuid();
  await stores.people.insert({
    id: personId,
    name: input.displayName?.slice(0, 80) ?? null,
    kind: 'person',
    createdAt: now,
  });
  const added = await stores.people.addIdentity({
    channel: input.channel,
    externalId: input.externalId,
    personId,
    at: now,
  });
  if (!added) throw new StaleWrite('identity was added by somebody else');
  return personId;
}

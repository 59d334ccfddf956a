/** Roles a person holds now. Practice grants count only while the shop is in practice mode. */
import { readMode } from '../provider/mode.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Actor, Role } from './model.ts';

export async function rolesNow(stores: Stores, personId: string): Promise<Role[]> {
  const grants = await stores.people.roles(personId);
  if (grants.length === 0) return [];
  const { practice } = await readMode(stores);
  const roles = grants.filter((grant) => grant.scope === 'all' || practice).map((grant) => grant.role);
  return [...new Set(roles)];
}

async function tierNow(stores: Stores, personId: string): Promise<Pick<Actor, 'tier'>> {
  const reseller = await stores.resellers.get(personId);
  return reseller?.state === 'active' ? { tier: reseller.tier } : {};
}

/** The actor behind a chat, as of now. */
export async function actorOf(stores: Stores, chatId: string): Promise<Actor> {
  const chat = await stores.chats.get(chatId);
  if (!chat) throw new Error(`chat ${chatId} is missing`);
  const mode = await readMode(stores);
  const roles = await rolesNow(stores, chat.personId);
  return {
    personId: chat.personId,
    chatId,
    roles,
    ...(roles.includes('reseller') ? await tierNow(stores, chat.personId) : {}),
    via: 'chat',
    environment: mode.environment,
    lang: chat.lang,
  };
}

/** Roles a person holds now. Practice grants count only while the shop is in practice mode. */
import type { Environment } from '../environment.ts';
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

/** Whoever is suspended pays what everybody pays. */
async function tierNow(stores: Stores, personId: string, environment: Environment): Promise<Pick<Actor, 'tier'>> {
  const reseller = await stores.resellers.get(personId);
  if (!reseller || reseller.environment !== environment) return {};
  return { tier: reseller.state === 'active' ? reseller.tier : 'retail' };
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
    ...(roles.includes('reseller') ? await tierNow(stores, chat.personId, mode.environment) : {}),
    via: 'chat',
    environment: mode.environment,
    lang: chat.lang,
  };
}

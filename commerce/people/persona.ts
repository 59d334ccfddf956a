/**
 * Practice mode lets a visitor look at the shop as guest, reseller or owner. The chat is handed to a stand-in person
 * with practice roles; the visitor's own person keeps none of it, and nothing of it counts once the shop is live.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { readMode } from '../provider/mode.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { newReseller } from './reseller.ts';

export type Persona = 'guest' | 'reseller' | 'owner';

export async function playPersona(core: Core, actor: Actor, persona: Persona): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('persona.play', async (stores) => {
      const { practice } = await readMode(stores);
      const chatId = actor.chatId;
      if (!practice || !chatId) throw new Refused('not_allowed');
      await stores.chats.setPerson(chatId, await standIn(core, stores, chatId, persona));
      return { ok: true as const };
    }),
  );
}

/** One stand-in per chat and persona, so that going back finds the same orders again. */
async function standIn(core: Core, stores: Stores, chatId: string, persona: Persona): Promise<string> {
  const externalId = `${chatId}:${persona}`;
  const known = await stores.people.byIdentity('persona', externalId);
  if (known) return known.id;
  const now = core.clock.now();
  const personId = core.ids.uuid();
  await stores.people.insert({ id: personId, name: null, kind: 'persona', createdAt: now });
  await stores.people.addIdentity({ channel: 'persona', externalId, personId, at: now });
  if (persona !== 'guest') {
    await stores.people.grant({ personId, role: persona, scope: 'practice', grantedAt: now, revokedAt: null });
  }
  if (persona === 'reseller') {
    const facts = {
      tier: 'reseller',
      state: 'active',
      shopName: 'Konter Latihan',
      contact: '',
      requestedAt: now,
    } as const;
    await stores.resellers.insert(newReseller(personId, 'practice', facts));
  }
  return personId;
}

/**
 * The owner's way from a chat to pages of their own: a link that opens once within minutes. The chat proves who asks;
 * practice personas get none, because anybody may play them. The database keeps only the link's fingerprint.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { requireRight } from './rights.ts';

const VALID_MS = 5 * 60_000;
const PURPOSE = 'login_link';

export async function ownerLink(core: Core, actor: Actor): Promise<Answer<{ url: string; minutes: number }>> {
  return answering(async () => {
    requireRight(actor, 'ownerLink');
    const token = core.ids.token();
    const now = core.clock.now();
    await core.uow.run('owner.link', async (stores) => {
      const { personId } = actor;
      if (personId === null || !(await isOwner(stores, personId))) throw new Refused('not_allowed');
      const link = { fingerprint: core.vault.fingerprint(PURPOSE, token), personId, expiresAt: now + VALID_MS };
      await stores.people.saveLoginLink(link, now);
      await audit(core, stores, actor, 'owner.link', `people:${personId}`);
    });
    return { ok: true as const, url: `${core.publicUrl}/owner/enter/${token}`, minutes: VALID_MS / 60_000 };
  });
}

/** Whose link it was, used up by asking; null when it is unknown, used, too old or its person no owner any more. */
export async function enterByLink(core: Core, token: string): Promise<string | null> {
  const fingerprint = core.vault.fingerprint(PURPOSE, token);
  return core.uow.run('owner.enter', async (stores) => {
    const personId = await stores.people.useLoginLink(fingerprint, core.clock.now());
    return personId !== null && (await isOwner(stores, personId)) ? personId : null;
  });
}

/** The real owner, as of now; playing one in practice mode does not count. */
export const isOwner = async (stores: Pick<Stores, 'people'>, personId: string): Promise<boolean> =>
  (await ownerSince(stores, personId)) !== null;

/** Since when; null for who is none. Who lost the role and got it back is the owner since then only. */
export async function ownerSince(stores: Pick<Stores, 'people'>, personId: string): Promise<number | null> {
  const grants = await stores.people.roles(personId);
  return grants.find(({ role, scope }) => role === 'owner' && scope === 'all')?.grantedAt ?? null;
}

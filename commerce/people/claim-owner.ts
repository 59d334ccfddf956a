/**
 * Becoming the owner: whoever can read the machine's screen types the one-time code in a chat. A code is renewed while
 * the shop is unclaimed; practice personas cannot claim and cannot block a claim.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { claimedScreen } from '../notices/owner.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';

const CODE_LENGTH = 8;

const normalise = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase().slice(0, 40);

export async function hasOwner(stores: Stores): Promise<boolean> {
  return (await stores.people.withRole('owner')).some((grant) => grant.scope === 'all');
}

/** A fresh code, shown once on the machine's screen; null when the shop has an owner. */
export async function renewClaimCode(core: Core): Promise<{ code: string; expiresAt: number } | null> {
  if (await hasOwner(core.uow.read)) return null;
  const now = core.clock.now();
  const code = core.ids.sayable(CODE_LENGTH);
  const expiresAt = now + core.settings.claimCodeMs;
  await core.uow.run('owner.code', (stores) =>
    stores.people.saveClaimCode({ fingerprint: core.vault.fingerprint('claim_code', code), expiresAt, createdAt: now }),
  );
  return { code, expiresAt };
}

export async function claimOwner(core: Core, actor: Actor, code: string): Promise<Answer<{ businessName: string }>> {
  return answering(() =>
    core.uow.run('owner.claim', async (stores) => {
      const personId = actor.personId;
      if (!personId) throw new Refused('not_allowed');
      if ((await stores.people.get(personId))?.kind === 'persona') throw new Refused('not_allowed');
      if (actor.roles.includes('owner')) throw new Refused('already_done');
      await stores.admin.settings.lockShop();
      if (await hasOwner(stores)) throw new Refused('not_allowed');
      const now = core.clock.now();
      const fingerprint = core.vault.fingerprint('claim_code', normalise(code));
      if (!(await stores.people.useClaimCode(fingerprint, personId, now))) throw new Refused('bad_code');
      await stores.people.grant({ personId, role: 'owner', scope: 'all', grantedAt: now, revokedAt: null });
      const dedupeKey = `alerts.deliver:claim:${personId}`;
      await stores.jobs.add({ name: 'alerts.deliver', payload: {}, dedupeKey }, now);
      await audit(core, stores, { ...actor, roles: ['owner'] }, 'owner.claimed', `people:${personId}`);
      const businessName = (await stores.stays.firstBusiness())?.name ?? '';
      if (actor.chatId) {
        const dedupeKey = `claimed:${personId}`;
        await stores.outgoing.append([{ chatId: actor.chatId, screen: claimedScreen(businessName), dedupeKey }], now);
      }
      return { ok: true as const, businessName };
    }),
  );
}

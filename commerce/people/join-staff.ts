/**
 * Somebody opens an invitation, reads what they will be able to do, and confirms. Opening uses nothing up, so a link
 * that was opened in the wrong account still works in the right one. Who already works here, who buys from a balance
 * and practice stand-ins are refused; a guest with open orders keeps them.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { joinedScreen, joinedAlert } from '../notices/team.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { inviteRef } from './invite-staff.ts';
import type { Actor } from './model.ts';
import { isOwner } from './owner-link.ts';
import type { StaffInvite, StaffRole } from './team.ts';
import { memberOf, nameOf } from './team-view.ts';
import { tellOwners } from './tell-owners.ts';

const MAX_NAME_CHARS = 40;

export interface Invitation {
  /** Names it from here on; whoever knows it has had the link. */
  ref: string;
  role: StaffRole;
  invitedBy: string;
  expiresAt: number;
  /** The person has no name yet: the log would not know whom it speaks of. */
  asksName: boolean;
}

/** Refuses with `wrong_state` and a `kind` that says why it opens nothing, for this person or at all. */
export async function invitation(core: Core, actor: Actor, token: string): Promise<Answer<{ invitation: Invitation }>> {
  return answering(async () => {
    const stores = core.uow.read;
    const { fingerprint: ref, role, invitedBy, expiresAt } = await openFor(core, stores, actor, inviteRef(core, token));
    return {
      ok: true as const,
      invitation: {
        ref,
        role,
        invitedBy: await nameOf(stores, invitedBy),
        expiresAt,
        asksName: (await nameOf(stores, actor.personId)) === '',
      },
    };
  });
}

export function joinStaff(
  core: Core,
  actor: Actor,
  key: string,
  { ref, name }: { ref: string; name?: string },
): Promise<Answer<{ role: StaffRole }>> {
  return idempotent(core, actor, 'staff.join', key, { ref, name }, async (stores) => {
    await stores.admin.settings.lockShop();
    const invite = await openFor(core, stores, actor, ref);
    const { role } = invite;
    const { personId } = actor;
    const now = core.clock.now();
    if (personId === null || !(await stores.team.useInvite(invite.id, personId, now)))
      throw new Refused('wrong_state', { kind: 'invite_used' });
    const called = name?.trim().slice(0, MAX_NAME_CHARS);
    if (called) await stores.people.rename(personId, called);
    await stores.people.grant({ personId, role, scope: 'all', grantedAt: now, revokedAt: null });
    await audit(core, stores, { ...actor, roles: [role] }, 'staff.joined', `people:${personId}`, role);
    const job = { name: 'alerts.deliver', payload: {}, dedupeKey: `alerts.deliver:join:${invite.id}` } as const;
    await stores.jobs.add(job, now);
    const business = (await stores.stays.firstBusiness())?.name ?? '';
    if (actor.chatId) {
      const screen = joinedScreen(role, business);
      await stores.outgoing.append([{ chatId: actor.chatId, screen, dedupeKey: `staff-joined:${invite.id}` }], now);
    }
    const alert = joinedAlert(await nameOf(stores, personId), role);
    await tellOwners(core, stores, `staff-joined:${invite.id}`, alert, [personId]);
    return { ok: true as const, role };
  });
}

async function openFor(core: Core, stores: Stores, actor: Actor, ref: string): Promise<StaffInvite> {
  const no = (kind: string) => new Refused('wrong_state', { kind });
  const invite = await stores.team.inviteBy(ref);
  if (!invite) throw no('invite_unknown');
  if (invite.usedAt !== null) throw no('invite_used');
  if (invite.revokedAt !== null || !(await isOwner(stores, invite.invitedBy))) throw no('invite_revoked');
  if (invite.expiresAt <= core.clock.now()) throw no('invite_expired');
  const { personId } = actor;
  const person = personId === null ? null : await stores.people.get(personId);
  if (!person) throw new Refused('not_allowed');
  if (person.kind === 'persona') throw no('persona');
  if (person.id === invite.invitedBy) throw no('own_invite');
  if (await memberOf(stores, person.id)) throw no('already_staff');
  const account = await stores.resellers.get(person.id);
  if (account && account.state !== 'refused') throw no('reseller');
  return invite;
}

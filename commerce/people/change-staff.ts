/**
 * Another role, none, or going by oneself. All of it happens under the shop's lock with the roles read anew, so that of
 * two owners who take each other's role at the same moment one does and the other finds they no longer may: a shop that
 * has an owner never has none. What somebody had begun with their old rights ends in the same transaction.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import { closeStaffRelays } from '../chat/relay.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { leftAlert, revokedAlert, revokedScreen, roleChangedAlert, roleChangedScreen } from '../notices/team.ts';
import { tellPerson } from '../notices/send.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { demandPin } from './danger.ts';
import type { Actor } from './model.ts';
import { requireLastingRight } from './rights.ts';
import { isStaffRole, type StaffRole } from './team.ts';
import { memberOf, type Member } from './team-view.ts';
import { tellOwners } from './tell-owners.ts';

export interface StaffChange {
  personId: string;
  /** The role the asker saw; another by now is a `conflict`. */
  from: StaffRole;
}

export function changeRole(
  core: Core,
  actor: Actor,
  key: string,
  input: StaffChange & { to: StaffRole },
): Promise<Answer<object>> {
  return idempotent(core, actor, 'staff.role', key, input, async (stores) => {
    const member = await underLock(core, stores, actor, 'changeRole', input);
    const { to } = input;
    if (!isStaffRole(to)) throw new Refused('bad_input', { field: 'role' });
    if (to === member.role) throw new Refused('already_done');
    await refuseLastOwner(stores, member);
    await audit(core, stores, actor, 'staff.role_changed', `people:${member.personId}`, `${member.role} ${to}`);
    await endRole(core, stores, actor, member);
    const now = core.clock.now();
    await stores.people.grant({ personId: member.personId, role: to, scope: 'all', grantedAt: now, revokedAt: null });
    const about = `staff-role:${key}`;
    if (member.personId !== actor.personId)
      await tellPerson(core, stores, member.personId, about, roleChangedScreen(member.role, to));
    await tellOwners(core, stores, about, roleChangedAlert(member.name, member.role, to), [
      actor.personId,
      member.personId,
    ]);
    return { ok: true as const };
  });
}

export function revokeStaff(core: Core, actor: Actor, key: string, input: StaffChange): Promise<Answer<object>> {
  return idempotent(core, actor, 'staff.revoke', key, input, async (stores) => {
    const member = await underLock(core, stores, actor, 'revokeStaff', input);
    if (member.personId === actor.personId) throw new Refused('wrong_state', { kind: 'self' });
    await refuseLastOwner(stores, member);
    await audit(core, stores, actor, 'staff.revoked', `people:${member.personId}`, member.role);
    await endRole(core, stores, actor, member);
    const about = `staff-revoked:${key}`;
    await tellPerson(core, stores, member.personId, about, revokedScreen(member.role));
    await tellOwners(core, stores, about, revokedAlert(member.name, member.role), [actor.personId, member.personId]);
    return { ok: true as const };
  });
}

export function leaveStaff(core: Core, actor: Actor, key: string): Promise<Answer<{ role: StaffRole }>> {
  return idempotent(core, actor, 'staff.leave', key, {}, async (stores) => {
    await stores.admin.settings.lockShop();
    await requireLastingRight(stores, actor, 'leaveStaff');
    const member = actor.personId === null ? null : await memberOf(stores, actor.personId);
    if (!member) throw new Refused('not_allowed');
    await refuseLastOwner(stores, member);
    await demandPin(core, stores, actor);
    await audit(core, stores, actor, 'staff.left', `people:${member.personId}`, member.role);
    await endRole(core, stores, actor, member);
    await tellOwners(core, stores, `staff-left:${key}`, leftAlert(member.name, member.role), [member.personId]);
    return { ok: true as const, role: member.role };
  });
}

async function underLock(
  core: Core,
  stores: Stores,
  actor: Actor,
  right: 'changeRole' | 'revokeStaff',
  { personId, from }: StaffChange,
): Promise<Member> {
  await stores.admin.settings.lockShop();
  await requireLastingRight(stores, actor, right);
  const member = await memberOf(stores, personId);
  if (!member) throw new Refused('wrong_state', { kind: 'not_staff' });
  if (member.role !== from) throw new Refused('conflict');
  await demandPin(core, stores, actor);
  return member;
}

async function refuseLastOwner(stores: Stores, member: Member): Promise<void> {
  if (member.role !== 'owner') return;
  const owners = (await stores.people.withRole('owner')).filter(({ scope }) => scope === 'all');
  if (owners.length < 2) throw new Refused('wrong_state', { kind: 'last_owner' });
}

/** The role, and what was begun or may be opened by it: pages, links, questions that wait, guests on the line. */
async function endRole(core: Core, stores: Stores, actor: Actor, { personId, role, since }: Member): Promise<void> {
  const now = core.clock.now();
  await stores.people.grant({ personId, role, scope: 'all', grantedAt: since, revokedAt: now });
  await stores.people.forgetLoginLinks(personId);
  await stores.team.revokeInvitesOf(personId, now);
  for (const chat of await stores.chats.ofPerson(personId)) {
    await closeStaffRelays(core, stores, chat.id);
    // The conversation that asks for this goes on to its end.
    if (chat.id === actor.chatId) continue;
    const dialog = await stores.dialogs.ofChat(chat.id);
    if (dialog) await stores.dialogs.end(dialog.id);
  }
}

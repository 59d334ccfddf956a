/** The staff as the owner sees it: who, in which role, since when; which links are still open; how much each may refund. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering } from '../refusal.ts';
import type { Actor } from './model.ts';
import { refundLimits, type RefundLimits } from './refund-limit.ts';
import { requireLastingRight } from './rights.ts';
import { STAFF_ROLES, type StaffInvite, type StaffRole } from './team.ts';

export interface Member {
  personId: string;
  /** '' where nobody said one. */
  name: string;
  role: StaffRole;
  since: number;
}

export type OpenInvite = Pick<StaffInvite, 'id' | 'role' | 'createdAt' | 'expiresAt'>;

export interface TeamView {
  members: Member[];
  invites: OpenInvite[];
  limits: RefundLimits;
  hasPin: boolean;
  selfId: string | null;
}

/** A shop that needs more has other means. */
const MAX_INVITES = 20;

export async function team(core: Core, actor: Actor): Promise<Answer<{ team: TeamView }>> {
  return answering(async () => {
    const stores = core.uow.read;
    await requireLastingRight(stores, actor, 'team');
    const pin = actor.personId ? await stores.team.pin(actor.personId) : null;
    const open = await stores.team.openInvites(core.clock.now(), MAX_INVITES);
    return {
      ok: true as const,
      team: {
        members: await membersOf(stores),
        invites: open.map(({ id, role, createdAt, expiresAt }) => ({ id, role, createdAt, expiresAt })),
        limits: await refundLimits(stores),
        hasPin: pin?.pinHash != null,
        selfId: actor.personId,
      },
    };
  });
}

/** Whose roles count for good, the strongest role first. */
export async function membersOf(stores: Stores): Promise<Member[]> {
  const members: Member[] = [];
  for (const role of STAFF_ROLES) {
    for (const { personId, scope } of await stores.people.withRole(role)) {
      if (scope !== 'all' || members.some((known) => known.personId === personId)) continue;
      const grants = await stores.people.roles(personId);
      const since = grants.find((grant) => grant.role === role && grant.scope === 'all')?.grantedAt ?? 0;
      members.push({ personId, name: await nameOf(stores, personId), role, since });
    }
  }
  return members;
}

export async function memberOf(stores: Stores, personId: string): Promise<Member | null> {
  return (await membersOf(stores)).find((member) => member.personId === personId) ?? null;
}

export const nameOf = async (stores: Stores, personId: string | null): Promise<string> =>
  personId === null ? '' : ((await stores.people.get(personId))?.name ?? '');

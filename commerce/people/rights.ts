/**
 * Who may do what, by the table in rights-table.ts. Checked inside the use case; a hidden button is a courtesy, not a
 * protection. That a role was taken away while the act was under way is noticed where the act is written down (audit.ts).
 */
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Actor, Role } from './model.ts';
import { RIGHTS, type StaffRight } from './rights-table.ts';
import { staffRoleOf } from './team.ts';

const isMachine = ({ via }: Actor): boolean => via === 'cli' || via === 'job';

/** Throws Refused('not_allowed') unless the actor holds one of the roles. The command line acts as the owner. */
export function requireRole(actor: Actor, ...roles: readonly Role[]): void {
  if (!isMachine(actor) && !actor.roles.some((role) => roles.includes(role))) throw new Refused('not_allowed');
}

/** The same by the use case's line in the table. */
export const requireRight = (actor: Actor, right: StaffRight): void => requireRole(actor, ...RIGHTS[right]);

/** For buttons and menus. */
export const mayUse = (actor: Pick<Actor, 'roles'>, right: StaffRight): boolean =>
  actor.roles.some((role) => (RIGHTS[right] as readonly Role[]).includes(role));

/**
 * For what reaches beyond practice (accounts at real vendors, jobs of everybody, the staff itself): practice roles do
 * not count, since anybody may play the owner of a practice shop.
 */
export async function requireLastingRight(stores: Stores, actor: Actor, right: StaffRight): Promise<void> {
  await requireLastingRole(stores, actor, ...RIGHTS[right]);
}

export async function requireLastingRole(stores: Stores, actor: Actor, ...roles: readonly Role[]): Promise<void> {
  requireRole(actor, ...roles);
  if (isMachine(actor)) return;
  const grants = actor.personId ? await stores.people.roles(actor.personId) : [];
  if (!grants.some((grant) => grant.scope === 'all' && roles.includes(grant.role))) throw new Refused('not_allowed');
}

export const isStaff = (actor: Actor): boolean => actor.via === 'cli' || staffRoleOf(actor) !== null;

/** Tiers are typed by owners and stand in buttons and commands. */
export const isTier = (name: string): boolean => /^[a-z][a-z0-9_-]{0,30}$/.test(name);

/** A tier named by the actor's account goes before the one their role has. */
export const tierOf = (actor: Actor): string =>
  actor.tier ?? (actor.roles.includes('reseller') ? 'reseller' : 'retail');

/** Who may do what. Checked inside the use case; a hidden button is a courtesy, not a protection. */
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Actor, Role } from './model.ts';

const STAFF: readonly Role[] = ['owner', 'manager', 'front_desk', 'finance', 'support'];

/** Throws Refused('not_allowed') unless the actor holds one of the roles. The command line acts as the owner. */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (actor.via === 'cli' || actor.via === 'job') return;
  if (!actor.roles.some((role) => roles.includes(role))) throw new Refused('not_allowed');
}

/**
 * The same for what reaches beyond practice (accounts at real vendors, jobs of everybody): practice roles do not count,
 * since anybody may play the owner of a practice shop.
 */
export async function requireLastingRole(stores: Stores, actor: Actor, ...roles: Role[]): Promise<void> {
  requireRole(actor, ...roles);
  if (actor.via === 'cli' || actor.via === 'job') return;
  const grants = actor.personId ? await stores.people.roles(actor.personId) : [];
  if (!grants.some((grant) => grant.scope === 'all' && roles.includes(grant.role))) throw new Refused('not_allowed');
}

export const isStaff = (actor: Actor): boolean =>
  actor.via === 'cli' || actor.roles.some((role) => STAFF.includes(role));

/** Tiers are typed by owners and stand in buttons and commands. */
export const isTier = (name: string): boolean => /^[a-z][a-z0-9_-]{0,30}$/.test(name);

/** A tier named by the actor's account goes before the one their role has. */
export const tierOf = (actor: Actor): string =>
  actor.tier ?? (actor.roles.includes('reseller') ? 'reseller' : 'retail');

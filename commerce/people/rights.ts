/** Who may do what. Checked inside the use case; a hidden button is a courtesy, not a protection. */
import { Refused } from '../refusal.ts';
import type { Actor, Role } from './model.ts';

const STAFF: readonly Role[] = ['owner', 'manager', 'front_desk', 'finance', 'support'];

/** Throws Refused('not_allowed') unless the actor holds one of the roles. The command line acts as the owner. */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (actor.via === 'cli' || actor.via === 'job') return;
  if (!actor.roles.some((role) => roles.includes(role))) throw new Refused('not_allowed');
}

export const isStaff = (actor: Actor): boolean =>
  actor.via === 'cli' || actor.roles.some((role) => STAFF.includes(role));

export const tierOf = (actor: Actor): string => (actor.roles.includes('reseller') ? 'reseller' : 'retail');

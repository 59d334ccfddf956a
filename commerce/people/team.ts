/** Who works in the shop: the roles that are no customers', how somebody is invited to one, and the PIN they keep. */
import type { Actor, Role } from './model.ts';

export type StaffRole = Exclude<Role, 'reseller'>;

/** The one with most rights first. */
export const STAFF_ROLES = [
  'owner',
  'manager',
  'front_desk',
  'finance',
  'support',
] as const satisfies readonly StaffRole[];

export const isStaffRole = (role: string): role is StaffRole => STAFF_ROLES.some((known) => known === role);

/** Somebody has one staff role at the most; practice may give several, of which the strongest counts. */
export const staffRoleOf = ({ roles }: Pick<Actor, 'roles'>): StaffRole | null =>
  STAFF_ROLES.find((role) => roles.includes(role)) ?? null;

/** A link that makes whoever confirms it first a member of staff. The link itself is kept nowhere, only its fingerprint. */
export interface StaffInvite {
  id: string;
  fingerprint: string;
  role: StaffRole;
  invitedBy: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  usedBy: string | null;
  revokedAt: number | null;
}

/** What is asked before dangerous acts; of a person, so that it outlives a change of role. */
export interface StaffPin {
  personId: string;
  version: number;
  /** Null: none is set. */
  pinHash: string | null;
  pinFailures: number;
  pinLockedUntil: number | null;
  /** When it was last right. */
  pinOkAt: number | null;
}

/**
 * Who did what, in which role, written in the same transaction as the deed. An act of somebody whose role was taken
 * away since they began is refused here, and everything of it rolled back with the line that would have told of it.
 */
import type { AuditAct } from './audit-acts.ts';
import type { Core } from './core.ts';
import type { Actor } from './people/model.ts';
import { staffRoleOf, type StaffRole } from './people/team.ts';
import type { Stores } from './ports/stores/index.ts';
import { Refused } from './refusal.ts';

export async function audit(
  core: Core,
  stores: Stores,
  actor: Actor,
  action: AuditAct,
  subject: string,
  detail = '',
): Promise<void> {
  await stores.admin.audit.append({
    id: core.ids.uuid(),
    at: core.clock.now(),
    personId: actor.personId,
    via: actor.via,
    role: await roleHeld(stores, actor),
    action,
    subject,
    detail,
  });
}

/** Null for customers and for what no person did. */
async function roleHeld(stores: Stores, actor: Actor): Promise<StaffRole | null> {
  const role = staffRoleOf(actor);
  if (role === null || actor.personId === null) return null;
  if ((await stores.people.revokedRoles(actor.personId)).includes(role)) throw new Refused('not_allowed');
  return role;
}

/** The actor of work that no person asked for. */
export const systemActor = (environment: Actor['environment']): Actor => ({
  personId: null,
  chatId: null,
  roles: [],
  via: 'job',
  environment,
  lang: 'id',
});

/**
 * Accounts are the owner's alone. Of practice accounts also who plays the owner: they reach nothing but the practice
 * vendors, whose address nobody types.
 */
import type { Environment } from '../environment.ts';
import type { Actor } from '../people/model.ts';
import { requireLastingRole, requireRole } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering } from '../refusal.ts';

/** Throws Refused('not_allowed'). */
export async function requireOwner(stores: Stores, actor: Actor, environment: Environment): Promise<void> {
  if (environment === 'practice') requireRole(actor, 'owner');
  else await requireLastingRole(stores, actor, 'owner');
}

/** Whether the actor may also touch accounts at real vendors. */
export async function isLastingOwner(stores: Stores, actor: Actor): Promise<boolean> {
  const asked = await answering(async () => {
    await requireLastingRole(stores, actor, 'owner');
    return { ok: true as const };
  });
  return asked.ok;
}

/**
 * Who may do what with accounts. Of practice accounts also who plays a role: they reach nothing but the practice
 * vendors, whose address nobody types. Live keys, and what is done with them first or last, are the owner's alone.
 */
import type { Environment } from '../environment.ts';
import type { Actor } from '../people/model.ts';
import { requireLastingRight, requireLastingRole, requireRight } from '../people/rights.ts';
import type { StaffRight } from '../people/rights-table.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering } from '../refusal.ts';

const OWNERS_IF_LIVE: readonly StaffRight[] = ['addProvider', 'useProvider', 'setWays', 'removeProvider'];

/** Throws Refused('not_allowed'). */
export async function requireAccountRight(
  stores: Stores,
  actor: Actor,
  right: StaffRight,
  environment: Environment,
): Promise<void> {
  if (environment === 'practice') return requireRight(actor, right);
  await requireLastingRight(stores, actor, right);
  if (environment === 'live' && OWNERS_IF_LIVE.includes(right)) await requireLastingRole(stores, actor, 'owner');
}

/** Whether the actor may also touch accounts of this kind. */
export async function hasAccountRight(
  stores: Stores,
  actor: Actor,
  right: StaffRight,
  environment: Environment,
): Promise<boolean> {
  const asked = await answering(async () => {
    await requireAccountRight(stores, actor, right, environment);
    return { ok: true as const };
  });
  return asked.ok;
}

/**
 * How much money somebody may let go of at a time, by role. Above their limit the owner decides; above the owner's own
 * mark whoever may do it is asked for their PIN. Set by the owner in the chat, hence a row and no setting of the start.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { MAX_AMOUNT_IDR } from '../money.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { demandPin } from './danger.ts';
import type { Actor } from './model.ts';
import { requireLastingRight } from './rights.ts';
import { isStaffRole, STAFF_ROLES, staffRoleOf, type StaffRole } from './team.ts';

/** Null = no limit; for the owner, no PIN for any amount. */
export type RefundLimits = Record<StaffRole, number | null>;

const DEFAULTS: RefundLimits = { owner: 1_000_000, manager: null, front_desk: 0, finance: null, support: 100_000 };

const keyOf = (role: StaffRole): string => `refund.limit.${role}`;
const NONE = 'none';

export async function refundLimits(stores: Stores): Promise<RefundLimits> {
  const limits = { ...DEFAULTS };
  for (const role of STAFF_ROLES) {
    const kept = await stores.admin.settings.get(keyOf(role));
    if (kept !== null) limits[role] = kept === NONE ? null : Number(kept);
  }
  return limits;
}

/** Throws Refused `over_limit` or `pin_needed`. */
export async function demandRefund(core: Core, stores: Stores, actor: Actor, amountIdr: number): Promise<void> {
  if (actor.via === 'cli' || actor.via === 'job') return;
  const role = staffRoleOf(actor);
  if (role === null) throw new Refused('not_allowed');
  const limits = await refundLimits(stores);
  const limitIdr = limits[role];
  if (role !== 'owner' && limitIdr !== null && amountIdr > limitIdr) throw new Refused('over_limit', { limitIdr });
  if (limits.owner !== null && amountIdr > limits.owner) await demandPin(core, stores, actor);
}

export interface RefundLimitInput {
  role: StaffRole;
  /** Null takes the limit away. */
  amountIdr: number | null;
}

export function setRefundLimit(
  core: Core,
  actor: Actor,
  key: string,
  { role, amountIdr }: RefundLimitInput,
): Promise<Answer<object>> {
  return idempotent(core, actor, 'staff.limit', key, { role, amountIdr }, async (stores) => {
    await requireLastingRight(stores, actor, 'setRefundLimit');
    if (!isStaffRole(role)) throw new Refused('bad_input', { field: 'role' });
    const isFit =
      amountIdr === null || (Number.isSafeInteger(amountIdr) && amountIdr >= 0 && amountIdr <= MAX_AMOUNT_IDR);
    if (!isFit) throw new Refused('bad_amount', { minIdr: 0, maxIdr: MAX_AMOUNT_IDR });
    await demandPin(core, stores, actor);
    await stores.admin.settings.set(keyOf(role), amountIdr === null ? NONE : String(amountIdr));
    await audit(core, stores, actor, 'staff.limit_set', `roles:${role}`, amountIdr === null ? NONE : String(amountIdr));
    return { ok: true as const };
  });
}

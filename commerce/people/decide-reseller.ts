/**
 * The owner's answer to somebody who asked to become a reseller. Approval makes the account active and grants the role
 * in one transaction. Who comes second, or presses the button of an older request, changes nothing and is told what
 * was decided and by whom.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { approvedScreen, refusedScreen } from '../notices/reseller.ts';
import { tellPerson } from '../notices/send.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import type { Reseller } from './reseller.ts';
import { isTier, requireRight } from './rights.ts';

export interface DecideInput {
  personId: string;
  /** Which request is meant; left out, the one that waits. */
  requestedAt?: number;
  decision: 'approve' | 'refuse';
  /** Only for `approve`. */
  tier?: string;
}

export async function decideReseller(
  core: Core,
  actor: Actor,
  key: string,
  input: DecideInput,
): Promise<Answer<{ shopName: string }>> {
  return idempotent(core, actor, 'reseller.decide', key, input, async (stores) => {
    requireRight(actor, 'decideReseller');
    await stores.people.lock(input.personId);
    const row = await waiting(stores, actor, input);
    const isYes = input.decision === 'approve';
    const tier = isYes ? (input.tier ?? row.tier) : row.tier;
    if (!isTier(tier)) throw new Refused('bad_input', { field: 'tier' });
    const decision = { decidedAt: core.clock.now(), decidedBy: actor.personId ?? actor.via };
    const state = isYes ? ('active' as const) : ('refused' as const);
    mustWin(await stores.resellers.update(row.personId, row.version, { ...decision, state, tier }), row.personId);
    if (isYes) await grantRole(core, stores, row);
    await audit(core, stores, actor, `reseller.${state}`, `people:${row.personId}`, `${row.shopName} ${tier}`);
    const screen = isYes
      ? approvedScreen(row)
      : refusedScreen(row, decision.decidedAt + core.settings.resellerAskAgainMs);
    await tellPerson(core, stores, row.personId, `reseller-decided:${row.personId}:${row.requestedAt}`, screen);
    return { ok: true as const, shopName: row.shopName };
  });
}

async function waiting(stores: Stores, actor: Actor, { personId, requestedAt }: DecideInput): Promise<Reseller> {
  const row = await stores.resellers.get(personId);
  if (row?.environment !== actor.environment) throw new Refused('not_found');
  if (row.state === 'requested' && (requestedAt === undefined || requestedAt === row.requestedAt)) return row;
  throw new Refused('already_done', await decided(stores, row));
}

/** What is said to a press that comes too late. `by` is empty where nobody has a name for who decided. */
async function decided(stores: Stores, row: Reseller): Promise<Record<string, string | number>> {
  const who = row.decidedBy ? await stores.people.get(row.decidedBy) : null;
  return { shop: row.shopName, state: row.state, by: who?.name ?? '', at: row.decidedAt ?? row.requestedAt };
}

/** In practice the role ends with practice, like everything else there. */
const grantRole = (core: Core, stores: Stores, { personId, environment }: Reseller): Promise<void> =>
  stores.people.grant({
    personId,
    role: 'reseller',
    scope: environment === 'practice' ? 'practice' : 'all',
    grantedAt: core.clock.now(),
    revokedAt: null,
  });

/** What the owner sees of the shop's resellers: who waits for an answer, who buys, and on which terms. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf, type Balance } from '../ledger/balance.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { FIRST_TIER } from './register-reseller.ts';
import type { Reseller } from './reseller.ts';
import { requireRight } from './rights.ts';

/** Everything but the PIN itself. */
export interface ResellerCard
  extends
    Omit<Reseller, 'pinHash' | 'pinFailures' | 'pinOkAt' | 'decidedBy' | 'lowToldAt' | 'creditLimitIdr' | 'version'>,
    Balance {
  hasPin: boolean;
  /** Name of who decided; null where nobody did or nobody has a name for them. */
  decidedBy: string | null;
}

/** Of each state; a shop with more reads the list on the command line. */
const MAX_LISTED = 200;

export async function resellers(
  core: Core,
  actor: Actor,
): Promise<Answer<{ waiting: ResellerCard[]; current: ResellerCard[] }>> {
  return answering(async () => {
    requireRight(actor, 'resellers');
    const stores = core.uow.read;
    const inState = (state: Reseller['state']) => stores.resellers.list(actor.environment, state, MAX_LISTED);
    const [waiting, active, suspended] = [
      await inState('requested'),
      await inState('active'),
      await inState('suspended'),
    ];
    const cards = (rows: Reseller[]) => Promise.all(rows.map((row) => cardOf(stores, row)));
    return { ok: true as const, waiting: await cards(waiting), current: await cards([...active, ...suspended]) };
  });
}

export async function reseller(core: Core, actor: Actor, personId: string): Promise<Answer<{ card: ResellerCard }>> {
  return answering(async () => {
    requireRight(actor, 'reseller');
    const row = await core.uow.read.resellers.get(personId);
    if (row?.environment !== actor.environment) throw new Refused('not_found');
    return { ok: true as const, card: await cardOf(core.uow.read, row) };
  });
}

async function cardOf(stores: Stores, row: Reseller): Promise<ResellerCard> {
  const {
    pinHash,
    pinFailures: _f,
    pinOkAt: _o,
    lowToldAt: _l,
    version: _v,
    decidedBy,
    creditLimitIdr: _c,
    ...shown
  } = row;
  const { personId, environment } = row;
  const balance = await balanceOf(stores, account.customer(environment, { personId, orderId: '' }));
  const who = decidedBy ? await stores.people.get(decidedBy) : null;
  return { ...shown, ...balance, hasPin: pinHash !== null, decidedBy: who?.name ?? null };
}

/** Names that mean something in this shop: those with a price rule, and the two there are from the start. */
export async function tiers(core: Core, actor: Actor): Promise<Answer<{ tiers: string[] }>> {
  return answering(async () => {
    requireRight(actor, 'tiers');
    const business = await core.uow.read.stays.firstBusiness();
    const rules = business ? await core.uow.read.catalogue.priceRules(business.id) : [];
    const own = new Set(rules.map(({ tier }) => tier));
    for (const name of ['retail', FIRST_TIER]) own.delete(name);
    return { ok: true as const, tiers: ['retail', FIRST_TIER, ...[...own].toSorted()] };
  });
}

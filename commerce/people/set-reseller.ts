/**
 * The terms of a reseller, changed by the owner: tier, limits, credit, suspended or not, a forgotten PIN. Resellers set
 * only when they want to hear of a low balance. The credit limit is the minimum of the ledger account, so the account
 * and the row change together, and a limit below what is owed now is refused.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf } from '../ledger/balance.ts';
import { MAX_AMOUNT_IDR } from '../money.ts';
import { termsChangedScreen } from '../notices/reseller.ts';
import { tellPerson } from '../notices/send.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { ResellerPatch } from '../ports/stores/resellers.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import type { Reseller } from './reseller.ts';
import { isTier, requireRight } from './rights.ts';

/** One change at a time, as one button or one flag makes it. Amounts in whole rupiah. */
export type ResellerChange =
  | { what: 'tier'; tier: string }
  /** Null = no limit. */
  | { what: 'daily_limit'; amountIdr: number | null }
  | { what: 'credit'; amountIdr: number }
  /** Null = never told. */
  | { what: 'low_balance'; amountIdr: number | null }
  | { what: 'suspend' }
  | { what: 'resume' }
  | { what: 'reset_pin' };

export interface SetResellerInput {
  personId: string;
  change: ResellerChange;
}

/** Refuses with `credit_in_use` (`owedIdr`) when the debt is larger than the new credit limit. */
export async function setReseller(
  core: Core,
  actor: Actor,
  key: string,
  input: SetResellerInput,
): Promise<Answer<object>> {
  return idempotent(core, actor, 'reseller.set', key, input, async (stores) => {
    const { personId, change } = input;
    const isOwn = change.what === 'low_balance' && actor.personId === personId;
    if (!isOwn) requireRight(actor, 'setReseller');
    await stores.people.lock(personId);
    const row = await stores.resellers.get(personId);
    if (row?.environment !== actor.environment) throw new Refused('not_found');
    if (row.state !== 'active' && row.state !== 'suspended') throw new Refused('wrong_state');
    if (change.what === 'credit') await setCredit(stores, row, change.amountIdr);
    mustWin(await stores.resellers.update(personId, row.version, patchOf(row, change)), personId);
    await audit(core, stores, actor, `reseller.${change.what}`, `people:${personId}`, JSON.stringify(change));
    const told = isOwn ? null : termsChangedScreen(change);
    if (told) await tellPerson(core, stores, personId, `reseller-set:${personId}:${row.version}`, told);
    return { ok: true as const };
  });
}

function patchOf(row: Reseller, change: ResellerChange): ResellerPatch {
  switch (change.what) {
    case 'tier':
      if (!isTier(change.tier)) throw new Refused('bad_input', { field: 'tier' });
      return { tier: change.tier };
    case 'daily_limit':
      return { dailyLimitIdr: demandAmount(change.amountIdr) };
    case 'low_balance':
      return { lowBalanceIdr: demandAmount(change.amountIdr) };
    case 'credit':
      return { creditLimitIdr: change.amountIdr };
    case 'suspend':
    case 'resume': {
      const [from, to] =
        change.what === 'suspend' ? (['active', 'suspended'] as const) : (['suspended', 'active'] as const);
      if (row.state !== from) throw new Refused('already_done');
      return { state: to };
    }
    case 'reset_pin':
      return { pinHash: null, pinFailures: 0, pinLockedUntil: null, pinOkAt: null };
  }
}

function demandAmount(amountIdr: number | null): number | null {
  if (amountIdr === null) return null;
  if (!Number.isSafeInteger(amountIdr) || amountIdr < 0 || amountIdr > MAX_AMOUNT_IDR)
    throw new Refused('bad_amount', { minIdr: 0, maxIdr: MAX_AMOUNT_IDR });
  return amountIdr;
}

async function setCredit(stores: Stores, { personId, environment }: Reseller, amountIdr: number): Promise<void> {
  demandAmount(amountIdr);
  const accountId = account.customer(environment, { personId, orderId: '' });
  await stores.ledger.ensureAccount(accountId, environment, 0);
  if (await stores.ledger.setMinAvailable(accountId, 0 - amountIdr)) return;
  const { availableIdr } = await balanceOf(stores, accountId);
  throw new Refused('credit_in_use', { limitIdr: amountIdr, owedIdr: -availableIdr });
}

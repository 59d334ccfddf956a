/** "Saldo": what somebody has with the shop and on which terms. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf, type Balance } from '../ledger/balance.ts';
import { startOfDay } from '../order/pay-from-balance.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import type { Reseller } from './reseller.ts';

export interface BalanceView extends Balance {
  /** Null for somebody without an account of their own: what they have came back from an order. */
  reseller:
    | (Pick<Reseller, 'state' | 'tier' | 'shopName' | 'dailyLimitIdr' | 'lowBalanceIdr'> & {
        hasPin: boolean;
        /** Only of somebody refused a short time ago: when they may ask again. */
        askAgainAt: number | null;
        /** What today's limit still allows; null without a limit. */
        leftTodayIdr: number | null;
      })
    | null;
  /** What may be added at a time. */
  topUp: { minIdr: number; maxIdr: number };
}

export async function myBalance(core: Core, actor: Actor): Promise<Answer<{ balance: BalanceView }>> {
  return answering(async () => {
    const { personId, environment } = actor;
    if (personId === null) throw new Refused('not_allowed');
    const stores = core.uow.read;
    const known = await stores.resellers.get(personId);
    const reseller = known?.environment === environment ? await termsOf(core, stores, known) : null;
    const balance = await balanceOf(stores, account.customer(environment, { personId, orderId: '' }));
    const topUp = { minIdr: core.settings.minTopUpIdr, maxIdr: core.settings.maxTopUpIdr };
    return { ok: true as const, balance: { ...balance, reseller, topUp } };
  });
}

async function termsOf(core: Core, stores: Stores, row: Reseller): Promise<BalanceView['reseller']> {
  const { personId, environment, state, tier, shopName, dailyLimitIdr, lowBalanceIdr } = row;
  const askAgainAt = state === 'refused' ? (row.decidedAt ?? 0) + core.settings.resellerAskAgainMs : 0;
  const terms = {
    state,
    tier,
    shopName,
    dailyLimitIdr,
    lowBalanceIdr,
    hasPin: row.pinHash !== null,
    askAgainAt: askAgainAt > core.clock.now() ? askAgainAt : null,
  };
  if (dailyLimitIdr === null) return { ...terms, leftTodayIdr: null };
  const spentIdr = await stores.orders.spentFromBalance(personId, environment, startOfDay(core.clock.now()));
  return { ...terms, leftTodayIdr: Math.max(0, dailyLimitIdr - spentIdr) };
}

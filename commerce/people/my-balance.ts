/** "Saldo": what somebody has with the shop and on which terms. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf, type Balance } from '../ledger/balance.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import type { ResellerState } from './reseller.ts';

export interface BalanceView extends Balance {
  /** Null for somebody without an account of their own: what they have came back from an order. */
  reseller: {
    state: ResellerState;
    tier: string;
    shopName: string;
    dailyLimitIdr: number | null;
    hasPin: boolean;
  } | null;
}

export async function myBalance(core: Core, actor: Actor): Promise<Answer<{ balance: BalanceView }>> {
  return answering(async () => {
    const { personId, environment } = actor;
    if (personId === null) throw new Refused('not_allowed');
    const stores = core.uow.read;
    const reseller = await stores.resellers.get(personId);
    const balance = await balanceOf(stores, account.customer(environment, { personId, orderId: '' }));
    return {
      ok: true as const,
      balance: {
        ...balance,
        reseller: reseller && {
          state: reseller.state,
          tier: reseller.tier,
          shopName: reseller.shopName,
          dailyLimitIdr: reseller.dailyLimitIdr,
          hasPin: reseller.pinHash !== null,
        },
      },
    };
  });
}

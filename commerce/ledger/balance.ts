/** What is on a customer's account, in the words of a balance. Held money is still theirs until an order captures it. */
import type { Stores } from '../ports/stores/index.ts';

export interface Balance {
  /** Posted minus held: what is left of their own money; below zero when they live on credit. */
  availableIdr: number;
  heldIdr: number;
  /** How far below zero they may go. */
  creditLimitIdr: number;
  /** What an order may cost at the most: available plus credit. */
  spendableIdr: number;
}

/** An account nobody ever booked on is an empty one. */
export async function balanceOf(stores: Stores, accountId: string): Promise<Balance> {
  const row = await stores.ledger.account(accountId);
  const availableIdr = (row?.postedIdr ?? 0) - (row?.heldIdr ?? 0);
  const creditLimitIdr = -(row?.minAvailableIdr ?? 0);
  return {
    availableIdr,
    heldIdr: row?.heldIdr ?? 0,
    creditLimitIdr,
    spendableIdr: Math.max(0, availableIdr + creditLimitIdr),
  };
}

/**
 * A person who keeps a balance with the shop and buys from it at the prices of a tier. The row says on which terms; how
 * much there is says the ledger (`account.customer`).
 */
import type { Environment } from '../environment.ts';

/** `requested` waits for the owner · `suspended` may look at the balance but not order. */
export type ResellerState = 'requested' | 'active' | 'refused' | 'suspended';

export interface Reseller {
  personId: string;
  environment: Environment;
  tier: string;
  state: ResellerState;
  version: number;
  shopName: string;
  contact: string;
  /** Most that may be ordered from the balance in one day in Jakarta; null = no limit. */
  dailyLimitIdr: number | null;
  /** Below this the reseller is told once; null = never. */
  lowBalanceIdr: number | null;
  lowToldAt: number | null;
  /** How far below zero the balance may go. Kept as the account's minimum too, where it is enforced. */
  creditLimitIdr: number;
  pinHash: string | null;
  pinFailures: number;
  pinLockedUntil: number | null;
  /** When the PIN was last given right. */
  pinOkAt: number | null;
  requestedAt: number;
  decidedAt: number | null;
  decidedBy: string | null;
}

/** A new account on the shop's usual terms. */
export const newReseller = (
  personId: string,
  environment: Environment,
  facts: Pick<Reseller, 'tier' | 'state' | 'shopName' | 'contact' | 'requestedAt'>,
): Reseller => ({
  personId,
  environment,
  ...facts,
  version: 1,
  dailyLimitIdr: null,
  lowBalanceIdr: null,
  lowToldAt: null,
  creditLimitIdr: 0,
  pinHash: null,
  pinFailures: 0,
  pinLockedUntil: null,
  pinOkAt: null,
  decidedAt: null,
  decidedBy: null,
});

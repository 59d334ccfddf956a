/** What we know of our deposit at a supplier, and what the owner has been told about it. */
export interface BalanceWatch {
  providerId: string;
  version: number;
  /** The last answer, null while there was none. */
  balanceIdr: number | null;
  askedAt: number | null;
  /** The owner's own limit; null = the setting `balanceLowIdr`. */
  lowBelowIdr: number | null;
  /** Since when it is low; null while it is not. */
  lowSince: number | null;
  lowToldAt: number | null;
  /** Since when the supplier does not answer; null while it does. */
  silentSince: number | null;
  silentToldAt: number | null;
}

export const blankWatch = (providerId: string): BalanceWatch => ({
  providerId,
  version: 0,
  balanceIdr: null,
  askedAt: null,
  lowBelowIdr: null,
  lowSince: null,
  lowToldAt: null,
  silentSince: null,
  silentToldAt: null,
});

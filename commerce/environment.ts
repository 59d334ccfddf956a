/**
 * Where money of a row is real. Providers, orders, payments and ledger accounts carry it and joins compare it, so a
 * practice payment can never settle a live order, whatever its reference says.
 */
export type Environment = 'practice' | 'sandbox' | 'live';

export const ENVIRONMENTS: readonly Environment[] = ['practice', 'sandbox', 'live'];

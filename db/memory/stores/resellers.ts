/** Who keeps a balance with the shop, and on which terms. */
import type { ResellerPatch, ResellerStore } from '../../../commerce/ports/stores/resellers.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

const PATCHED: readonly (keyof ResellerPatch)[] = [
  'tier',
  'state',
  'shopName',
  'contact',
  'dailyLimitIdr',
  'lowBalanceIdr',
  'lowToldAt',
  'creditLimitIdr',
  'pinHash',
  'pinFailures',
  'pinLockedUntil',
  'decidedAt',
  'decidedBy',
];

export const createResellerStore: MakeStore<ResellerStore> = ({ resellers }) => ({
  insert: async (reseller) => resellers.insertUnless(reseller),
  get: async (personId) => orNull(resellers.get(personId)),
  async update(personId, expectedVersion, patch) {
    if (resellers.get(personId)?.version !== expectedVersion) return false;
    return resellers.update(personId, { ...patchOf(patch, PATCHED), version: expectedVersion + 1 });
  },
  list: async (environment, state, limit) =>
    resellers
      .all()
      .filter((row) => row.environment === environment && row.state === state)
      .sort(
        by(
          (row) => row.requestedAt,
          (row) => row.personId,
        ),
      )
      .slice(0, limit),
});

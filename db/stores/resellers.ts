/** Who keeps a balance with the shop, and on which terms. */
import type { Kysely } from 'kysely';
import type { Reseller } from '../../commerce/people/reseller.ts';
import type { ResellerPatch, ResellerStore } from '../../commerce/ports/stores/resellers.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';
import type { StoreDeps } from './deps.ts';

const PATCHED: readonly (keyof ResellerPatch)[] = [
  'environment',
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
  'pinOkAt',
  'decidedAt',
  'decidedBy',
  'requestedAt',
];

export function createResellerStore(db: Kysely<Database>, _deps: StoreDeps): ResellerStore {
  return {
    insert: (reseller) => insertRow(db, 'resellers', toRow(reseller), ['person_id']),
    async get(personId) {
      const row = await oneBy(db, 'resellers', { person_id: personId });
      return row ? fromRow<Reseller>(row) : null;
    },
    update: async (personId, expectedVersion, patch) =>
      (await updateBy(
        db,
        'resellers',
        { person_id: personId, version: expectedVersion },
        { ...patchRow(patch, PATCHED), version: expectedVersion + 1 },
      )) === 1,
    async list(environment, state, limit) {
      const rows = await db
        .selectFrom('resellers')
        .selectAll()
        .where('environment', '=', environment)
        .where('state', '=', state)
        .orderBy('requested_at')
        .orderBy('person_id')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<Reseller>(row));
    },
  };
}

/** Suppliers that are paused, and what buyers are asked to pay on top for a unit. */
import type { SupplyStore } from '../../../commerce/ports/stores/supply.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

export const createSupplyStore: MakeStore<SupplyStore> = ({ pauses, charges }) => ({
  pause: async (providerId) => orNull(pauses.get(providerId)),
  pauses: async () =>
    pauses
      .all()
      .filter((row) => row.resumedAt === null)
      .sort(by((row) => row.providerId)),
  async savePause(row) {
    if (!pauses.update(row.providerId, row)) pauses.insert(row);
  },
  async endPause(providerId, at) {
    return pauses.get(providerId)?.resumedAt === null && pauses.update(providerId, { resumedAt: at });
  },
  insertCharge: async (charge) => charges.insertUnless(charge),
  charge: async (id) => orNull(charges.get(id)),
  chargesOf: async (fulfilmentId) => charges.group('fulfilment', fulfilmentId).sort(by((row) => row.round)),
  chargeOfOrder: async (orderId) => orNull(charges.by('order', orderId)),
  async updateCharge(id, from, patch) {
    return charges.get(id)?.state === from && charges.update(id, patchOf(patch, ['state', 'orderId', 'expiresAt']));
  },
});

/** What suppliers said bills come to. */
import type { BillStore } from '../../../commerce/ports/stores/bills.ts';
import { by, orNull, type MakeStore } from './support.ts';

export const createBillStore: MakeStore<BillStore> = ({ bills }) => ({
  async insert(row) {
    bills.insert(row);
  },
  get: async (id) => orNull(bills.get(id)),
  ofLine: async (lineId) =>
    bills.group('line', lineId).sort(
      by(
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ),
    ),
  async move(id, from, patch) {
    const row = bills.get(id);
    return row !== undefined && from.includes(row.state) && bills.update(id, patch);
  },
});

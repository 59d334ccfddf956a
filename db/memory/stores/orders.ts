/** Orders with their lines, and the answers use cases gave. */
import type { IdempotencyStore, OrderPatch, OrderStore } from '../../../commerce/ports/stores/orders.ts';
import { ofPersonMethods } from './orders-of-person.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

const PATCHED: readonly (keyof OrderPatch)[] = ['state', 'payBy', 'paidAt', 'closedAt', 'cancelRequestedAt'];

export const createOrderStore: MakeStore<OrderStore> = (rows) => {
  const { orders, orderLines } = rows;
  return {
    // Writers queue anyway.
    lock: async () => {},
    async insert(order, lines) {
      orders.insert(order);
      for (const line of lines) orderLines.insert(line);
    },
    get: async (id) => orNull(orders.get(id)),
    byCode: async (code) => orNull(orders.by('code', code)),
    byTokenFingerprint: async (fingerprint) => orNull(orders.by('token', fingerprint)),
    lines: async (orderId) => orderLines.group('order', orderId).sort(by((line) => line.id)),
    line: async (lineId) => orNull(orderLines.get(lineId)),
    async update(id, expectedVersion, patch) {
      if (orders.get(id)?.version !== expectedVersion) return false;
      return orders.update(id, { ...patchOf(patch, PATCHED), version: expectedVersion + 1 });
    },
    async reprice(id, expectedVersion, { totalIdr, payBy }, { id: lineId, unitPriceIdr, totalIdr: lineIdr, snapshot }) {
      if (orders.get(id)?.version !== expectedVersion || orderLines.get(lineId)?.orderId !== id) return false;
      orders.update(id, { totalIdr, payBy, version: expectedVersion + 1 });
      return orderLines.update(lineId, { unitPriceIdr, totalIdr: lineIdr, snapshot });
    },
    ...ofPersonMethods(rows),
    codeExists: async (code) => orders.by('code', code) !== undefined,
    async countByState(environment) {
      const counts: Record<string, number> = {};
      for (const order of orders.all())
        if (order.environment === environment) counts[order.state] = (counts[order.state] ?? 0) + 1;
      return counts;
    },
  };
};

export const createIdempotencyStore: MakeStore<IdempotencyStore> = ({ answers }) => ({
  async find(key) {
    const row = answers.get(key);
    return row ? { inputHash: row.inputHash, result: row.result } : null;
  },
  save: async (row) => answers.insertUnless(row),
});

/** Orders with their lines, and the answers use cases gave. */
import type { IdempotencyStore, OrderPatch, OrderStore } from '../../../commerce/ports/stores/orders.ts';
import { joined } from '../tables.ts';
import { by, newestFirst, orNull, patchOf, type MakeStore } from './support.ts';

const PATCHED: readonly (keyof OrderPatch)[] = ['state', 'payBy', 'paidAt', 'closedAt', 'cancelRequestedAt'];

export const createOrderStore: MakeStore<OrderStore> = ({ orders, orderLines }) => ({
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
  async ofPerson(personId, environment, limit, offset = 0) {
    const mine = orders.group('person', joined(personId, environment)).sort(newestFirst((order) => order.placedAt));
    return mine.slice(offset, offset + limit);
  },
  countUnpaid: async (personId, environment) => orders.count('unpaid', joined(personId, environment)),
  async spentFromBalance(personId, environment, since) {
    const spent = orders
      .group('person', joined(personId, environment))
      .filter((order) => order.placedAt >= since && order.payWith === 'balance' && order.state !== 'failed');
    return spent.reduce((sum, order) => sum + order.totalIdr, 0);
  },
  codeExists: async (code) => orders.by('code', code) !== undefined,
  async countByState(environment) {
    const counts: Record<string, number> = {};
    for (const order of orders.all())
      if (order.environment === environment) counts[order.state] = (counts[order.state] ?? 0) + 1;
    return counts;
  },
});

export const createIdempotencyStore: MakeStore<IdempotencyStore> = ({ answers }) => ({
  async find(key) {
    const row = answers.get(key);
    return row ? { inputHash: row.inputHash, result: row.result } : null;
  },
  save: async (row) => answers.insertUnless(row),
});

/** Deliveries and their attempts at suppliers. */
import type { FulfilmentPatch, FulfilmentStore } from '../../../commerce/ports/stores/fulfilment.ts';
import { joined } from '../tables.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

const PATCHED: readonly (keyof FulfilmentPatch)[] = [
  'state',
  'attempt',
  'checkCount',
  'nextCheckAt',
  'serialSealed',
  'note',
  'finishedAt',
];
type AttemptPatch = Parameters<FulfilmentStore['updateAttempt']>[1];
const PATCHED_OF_ATTEMPT: readonly (keyof AttemptPatch)[] = [
  'outcome',
  'reason',
  'priceIdr',
  'message',
  'serialSealed',
  'answeredAt',
  'supplierRef',
];

export const createFulfilmentStore: MakeStore<FulfilmentStore> = ({ fulfilments, attempts }) => ({
  async insert(rows) {
    for (const row of rows) fulfilments.insert(row);
  },
  get: async (id) => orNull(fulfilments.get(id)),
  ofOrder: async (orderId) => fulfilments.group('order', orderId).sort(by((row) => row.id)),
  async update(id, expectedVersion, patch) {
    if (fulfilments.get(id)?.version !== expectedVersion) return false;
    return fulfilments.update(id, { ...patchOf(patch, PATCHED), version: expectedVersion + 1 });
  },
  insertAttempt: async (attempt) => attempts.insertUnless(attempt),
  attempt: async (fulfilmentId, attempt) => orNull(attempts.by('number', joined(fulfilmentId, attempt))),
  attemptByRef: async (providerId, refId) => orNull(attempts.by('ref', joined(providerId, refId))),
  attemptBySupplierRef: async (providerId, supplierRef) =>
    orNull(
      attempts.group('supplierRef', joined(providerId, supplierRef)).sort(
        by(
          (row) => -row.submittedAt,
          (row) => row.id,
        ),
      )[0],
    ),
  attemptsOf: async (fulfilmentId) => attempts.group('fulfilment', fulfilmentId).sort(by((row) => row.attempt)),
  async updateAttempt(id, patch) {
    attempts.update(id, patchOf(patch, PATCHED_OF_ATTEMPT));
  },
});

/** Deliveries and their attempts at suppliers. */
import type { Fulfilment, FulfilmentAttempt } from '../../fulfilment/model.ts';

export type FulfilmentPatch = Partial<
  Pick<Fulfilment, 'state' | 'attempt' | 'checkCount' | 'nextCheckAt' | 'serialSealed' | 'note' | 'finishedAt'>
>;

export interface FulfilmentStore {
  insert(rows: Fulfilment[]): Promise<void>;
  get(id: string): Promise<Fulfilment | null>;
  ofOrder(orderId: string): Promise<Fulfilment[]>;
  /** Compare and set on version; false when another writer was first. */
  update(id: string, expectedVersion: number, patch: FulfilmentPatch): Promise<boolean>;
  /** False when (fulfilment, attempt) or (provider, refId) exists. */
  insertAttempt(attempt: FulfilmentAttempt): Promise<boolean>;
  attempt(fulfilmentId: string, attempt: number): Promise<FulfilmentAttempt | null>;
  attemptByRef(providerId: string, refId: string): Promise<FulfilmentAttempt | null>;
  /** By the supplier's own number; the latest where one was used again. */
  attemptBySupplierRef(providerId: string, supplierRef: string): Promise<FulfilmentAttempt | null>;
  attemptsOf(fulfilmentId: string): Promise<FulfilmentAttempt[]>;
  updateAttempt(
    id: string,
    patch: Partial<
      Pick<
        FulfilmentAttempt,
        'outcome' | 'reason' | 'priceIdr' | 'message' | 'serialSealed' | 'answeredAt' | 'supplierRef'
      >
    >,
  ): Promise<void>;
}

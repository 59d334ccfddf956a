/** Names of ledger accounts and the journals the business makes. Sign convention: commerce/ledger/model.ts. */
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Journal } from './model.ts';

export const account = {
  /** What we owe a customer. An order without a person keeps its money on an account of its own. */
  customer: (environment: Environment, owner: { personId: string | null; orderId: string }) =>
    `${environment}:customer:${owner.personId ?? `order-${owner.orderId}`}`,
  /** What lies at a payment provider for us; negative by convention. */
  gateway: (environment: Environment, providerId: string) => `${environment}:gateway:${providerId}`,
  /** Our deposit at a supplier; grows by what its goods cost us. */
  supplier: (environment: Environment, providerId: string) => `${environment}:supplier:${providerId}`,
  sales: (environment: Environment) => `${environment}:sales`,
  cost: (environment: Environment) => `${environment}:cost`,
} as const;

/** Customers may not go below zero; our own accounts have no limit. */
const minAvailable = (accountId: string): number | null => (accountId.includes(':customer:') ? 0 : null);

/** Books a journal, creating accounts it names for the first time. */
export async function book(stores: Stores, journal: Journal): Promise<'posted' | 'duplicate'> {
  for (const entry of journal.entries) {
    await stores.ledger.ensureAccount(entry.accountId, journal.environment, minAvailable(entry.accountId));
  }
  return stores.ledger.post(journal);
}

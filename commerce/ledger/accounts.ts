/** Names of ledger accounts and the journals the business makes. Sign convention: commerce/ledger/model.ts. */
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Journal } from './model.ts';

export const account = {
  /**
   * What a customer may spend, and nothing else. An order without a person keeps its money on an account of its own.
   */
  customer: (environment: Environment, owner: { personId: string | null; orderId: string }) =>
    `${environment}:customer:${owner.personId ?? `order-${owner.orderId}`}`,
  /** What lies at a payment provider for us; negative by convention. */
  gateway: (environment: Environment, providerId: string) => `${environment}:gateway:${providerId}`,
  /** Our deposit at a supplier; grows by what its goods cost us. */
  supplier: (environment: Environment, providerId: string) => `${environment}:supplier:${providerId}`,
  sales: (environment: Environment) => `${environment}:sales`,
  cost: (environment: Environment) => `${environment}:cost`,
  /** Received, but a person has to decide what it was for: equals what the open cases say they hold. */
  parked: (environment: Environment) => `${environment}:parked`,
  /** Promised back and not there yet: equals the open refunds. */
  refundsDue: (environment: Environment) => `${environment}:refunds_due`,
  /** Taken back from us at a gateway after we had it: by its owner's bank, or by somebody's hand in the dashboard. */
  takenBack: (environment: Environment) => `${environment}:taken_back`,
  /** Money that came and went another way than through the books; the owner gave the reason. */
  writtenOff: (environment: Environment) => `${environment}:written_off`,
  /** What goods cost us that came, or stayed, after their money had gone back. */
  lossLateDelivery: (environment: Environment) => `${environment}:loss_late_delivery`,
} as const;

/** Where an order's money is held for its buyer. */
export const purseOf = (order: { id: string; personId: string | null; environment: Environment }): string =>
  account.customer(order.environment, { personId: order.personId, orderId: order.id });

/** Nobody can spend, decide about or pay back more than there is; our own accounts have no limit. */
const minAvailable = (accountId: string): number | null =>
  /:customer:|:parked$|:refunds_due$/.test(accountId) ? 0 : null;

/** Books a journal, creating accounts it names for the first time. */
export async function book(stores: Stores, journal: Journal): Promise<'posted' | 'duplicate'> {
  for (const entry of journal.entries) {
    await stores.ledger.ensureAccount(entry.accountId, journal.environment, minAvailable(entry.accountId));
  }
  return stores.ledger.post(journal);
}

/** All stores over one database handle: a transaction, or a connection that can only read. */
import type { Kysely } from 'kysely';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { Database } from '../tables/index.ts';
import { createAdminStores } from './admin.ts';
import { createCatalogueStore } from './catalogue.ts';
import { createChatStore } from './chats.ts';
import type { StoreDeps } from './deps.ts';
import { createDialogStore } from './dialogs.ts';
import { createFulfilmentStore } from './fulfilments.ts';
import { createIdempotencyStore } from './idempotency.ts';
import { createInboxStore } from './inbox.ts';
import { createIntegrationLogStore } from './integration-logs.ts';
import { createJobStore } from './jobs.ts';
import { createLeaseStore } from './leases.ts';
import { createLedgerStore } from './ledger.ts';
import { createOrderStore } from './orders.ts';
import { createOutgoingStore } from './outgoing.ts';
import { createPaymentStore } from './payments.ts';
import { createPeopleStore } from './people.ts';
import { createProviderStore } from './providers.ts';
import { createRelayStore } from './relays.ts';
import { createReviewStore } from './reviews.ts';
import { createStayStore } from './stays.ts';
import { createStockStore } from './stock.ts';
import { createWebhookStore } from './webhooks.ts';

export function createStores(db: Kysely<Database>, deps: StoreDeps): Stores {
  return {
    admin: createAdminStores(db, deps),
    catalogue: createCatalogueStore(db, deps),
    stock: createStockStore(db, deps),
    chats: createChatStore(db, deps),
    inbox: createInboxStore(db, deps),
    outgoing: createOutgoingStore(db, deps),
    dialogs: createDialogStore(db, deps),
    relays: createRelayStore(db, deps),
    fulfilments: createFulfilmentStore(db, deps),
    jobs: createJobStore(db, deps),
    leases: createLeaseStore(db),
    ledger: createLedgerStore(db, deps),
    orders: createOrderStore(db, deps),
    idempotency: createIdempotencyStore(db, deps),
    payments: createPaymentStore(db, deps),
    reviews: createReviewStore(db, deps),
    people: createPeopleStore(db, deps),
    providers: createProviderStore(db, deps),
    integrationLogs: createIntegrationLogStore(db, deps),
    webhooks: createWebhookStore(db, deps),
    stays: createStayStore(db, deps),
  };
}

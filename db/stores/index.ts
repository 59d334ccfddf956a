/**
 * All stores over one database handle: a transaction, or a connection that can only read. A store is made when it is
 * first asked for, since a unit of work needs a few of them. They are therefore no plain properties: `{ ...stores }`
 * copies none of them; `withStores` is the way to exchange one.
 */
import type { Kysely } from 'kysely';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { Database } from '../tables/index.ts';
import { createAdminStores } from './admin.ts';
import { createBriefStore } from './briefs.ts';
import { createCatalogueStore } from './catalogue.ts';
import { createChatStore } from './chats.ts';
import type { StoreDeps } from './deps.ts';
import { createBillStore } from './bills.ts';
import { createDeploymentStore } from './deployments.ts';
import { createDialogStore } from './dialogs.ts';
import { createFileStore } from './files.ts';
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
import { createResellerStore } from './resellers.ts';
import { createReportStore } from './reports.ts';
import { createReviewStore } from './reviews.ts';
import { createStayStore } from './stays.ts';
import { createStockStore } from './stock.ts';
import { createSupplyStore } from './supply.ts';
import { createTeamStore } from './team.ts';
import { createUpkeepStores } from './upkeep.ts';
import { createWebhookStore } from './webhooks.ts';

const MAKERS: { [Name in keyof Stores]: (db: Kysely<Database>, deps: StoreDeps) => Stores[Name] } = {
  admin: createAdminStores,
  briefs: createBriefStore,
  catalogue: createCatalogueStore,
  stock: createStockStore,
  chats: createChatStore,
  inbox: createInboxStore,
  outgoing: createOutgoingStore,
  bills: createBillStore,
  deployments: createDeploymentStore,
  dialogs: createDialogStore,
  relays: createRelayStore,
  files: createFileStore,
  fulfilments: createFulfilmentStore,
  jobs: createJobStore,
  leases: createLeaseStore,
  ledger: createLedgerStore,
  orders: createOrderStore,
  idempotency: createIdempotencyStore,
  payments: createPaymentStore,
  reports: createReportStore,
  reviews: createReviewStore,
  people: createPeopleStore,
  resellers: createResellerStore,
  providers: createProviderStore,
  integrationLogs: createIntegrationLogStore,
  webhooks: createWebhookStore,
  stays: createStayStore,
  supply: createSupplyStore,
  team: createTeamStore,
  upkeep: createUpkeepStores,
};

const HANDLE = Symbol('handle');
type Lazy = Stores & { [HANDLE]: { db: Kysely<Database>; deps: StoreDeps } };

/** What all bundles inherit: a getter for each store, which puts what it made in its own place. */
const lazy = Object.create(
  null,
  Object.fromEntries(
    Object.entries(MAKERS).map(([name, make]) => [
      name,
      {
        get(this: Lazy) {
          const store = make(this[HANDLE].db, this[HANDLE].deps);
          Object.defineProperty(this, name, { value: store });
          return store;
        },
      },
    ]),
  ),
) as Stores;

export function createStores(db: Kysely<Database>, deps: StoreDeps): Stores {
  const stores = Object.create(lazy) as Lazy;
  stores[HANDLE] = { db, deps };
  return stores;
}

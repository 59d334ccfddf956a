/** All stores over one view of the tables. */
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { AllRows } from '../tables.ts';
import { createAdminStores, createLeaseStore } from './admin.ts';
import { createBriefStore } from './briefs.ts';
import { createCatalogueStore } from './catalogue.ts';
import { createChatStore, createInboxStore } from './chats.ts';
import { createBillStore } from './bills.ts';
import { createDeploymentStore } from './deployments.ts';
import { createDialogStore, createRelayStore } from './dialogs.ts';
import { createFileStore } from './files.ts';
import { createFulfilmentStore } from './fulfilments.ts';
import { createJobStore } from './jobs.ts';
import { createLedgerStore } from './ledger.ts';
import { createIdempotencyStore, createOrderStore } from './orders.ts';
import { createOutgoingStore } from './outgoing.ts';
import { createPaymentStore, createReviewStore } from './payments.ts';
import { createPeopleStore } from './people.ts';
import { createIntegrationLogStore, createProviderStore, createWebhookStore } from './providers.ts';
import { createReportStore } from './reports.ts';
import { createResellerStore } from './resellers.ts';
import { createStayStore } from './stays.ts';
import { createStockStore } from './stock.ts';
import { createSupplyStore } from './supply.ts';
import { createTeamStore } from './team.ts';
import type { MemoryDeps } from './support.ts';
import { createUpkeepStores } from './upkeep.ts';

export const createMemoryStores = (rows: AllRows, deps: MemoryDeps): Stores => ({
  admin: createAdminStores(rows, deps),
  briefs: createBriefStore(rows, deps),
  catalogue: createCatalogueStore(rows, deps),
  stock: createStockStore(rows, deps),
  chats: createChatStore(rows, deps),
  inbox: createInboxStore(rows, deps),
  outgoing: createOutgoingStore(rows, deps),
  bills: createBillStore(rows, deps),
  deployments: createDeploymentStore(rows, deps),
  dialogs: createDialogStore(rows, deps),
  relays: createRelayStore(rows, deps),
  files: createFileStore(rows, deps),
  reports: createReportStore(rows, deps),
  supply: createSupplyStore(rows, deps),
  team: createTeamStore(rows, deps),
  upkeep: createUpkeepStores(rows, deps),
  fulfilments: createFulfilmentStore(rows, deps),
  jobs: createJobStore(rows, deps),
  leases: createLeaseStore(rows, deps),
  ledger: createLedgerStore(rows, deps),
  orders: createOrderStore(rows, deps),
  idempotency: createIdempotencyStore(rows, deps),
  payments: createPaymentStore(rows, deps),
  reviews: createReviewStore(rows, deps),
  people: createPeopleStore(rows, deps),
  resellers: createResellerStore(rows, deps),
  providers: createProviderStore(rows, deps),
  integrationLogs: createIntegrationLogStore(rows, deps),
  webhooks: createWebhookStore(rows, deps),
  stays: createStayStore(rows, deps),
});

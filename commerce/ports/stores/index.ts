/**
 * Everything the core remembers, as one bundle bound to one transaction. Methods are named by intent and guarded where
 * money or stock could be lost: `take…`, `claim…`, `resolve…` and `update` answer false when somebody else was first.
 * No method knows the clock; instants come in as values.
 */
import type { AuditStore, BacklogStore, SettingsStore } from './admin.ts';
import type { BriefStore } from './briefs.ts';
import type { CatalogueStore, StockStore } from './catalogue.ts';
import type { ChatStore, DialogStore, InboxStore, OutgoingStore, RelayStore } from './chat.ts';
import type { BillStore } from './bills.ts';
import type { DeploymentStore } from './deployments.ts';
import type { FileStore } from './files.ts';
import type { FulfilmentStore } from './fulfilment.ts';
import type { JobStore } from './jobs.ts';
import type { LeaseStore } from './leases.ts';
import type { LedgerStore } from './ledger.ts';
import type { OrderStore, IdempotencyStore } from './orders.ts';
import type { PaymentStore, ReviewStore } from './payments.ts';
import type { PeopleStore } from './people.ts';
import type { ProviderStore, IntegrationLogStore, WebhookStore } from './providers.ts';
import type { ResellerStore } from './resellers.ts';
import type { ReportStore } from './reports.ts';
import type { RetentionStore } from './retention.ts';
import type { StayStore } from './stays.ts';
import type { SupplyStore } from './supply.ts';
import type { TeamStore } from './team.ts';
import type { BalanceWatchStore, HealthStore, PriceListStore } from './upkeep.ts';

export interface Stores {
  admin: { audit: AuditStore; settings: SettingsStore; backlog: BacklogStore; retention: RetentionStore };
  briefs: BriefStore;
  catalogue: CatalogueStore;
  stock: StockStore;
  chats: ChatStore;
  inbox: InboxStore;
  outgoing: OutgoingStore;
  bills: BillStore;
  deployments: DeploymentStore;
  dialogs: DialogStore;
  relays: RelayStore;
  files: FileStore;
  fulfilments: FulfilmentStore;
  jobs: JobStore;
  leases: LeaseStore;
  ledger: LedgerStore;
  orders: OrderStore;
  idempotency: IdempotencyStore;
  payments: PaymentStore;
  reports: ReportStore;
  reviews: ReviewStore;
  people: PeopleStore;
  resellers: ResellerStore;
  providers: ProviderStore;
  integrationLogs: IntegrationLogStore;
  webhooks: WebhookStore;
  stays: StayStore;
  supply: SupplyStore;
  team: TeamStore;
  upkeep: { priceLists: PriceListStore; watches: BalanceWatchStore; health: HealthStore };
}

export type {
  DeploymentStore,
  AuditStore,
  BacklogStore,
  BriefStore,
  RetentionStore,
  SettingsStore,
  CatalogueStore,
  StockStore,
  ChatStore,
  DialogStore,
  InboxStore,
  OutgoingStore,
  RelayStore,
  FileStore,
  FulfilmentStore,
  JobStore,
  LeaseStore,
  LedgerStore,
  OrderStore,
  IdempotencyStore,
  PaymentStore,
  ReportStore,
  ReviewStore,
  PeopleStore,
  ResellerStore,
  ProviderStore,
  IntegrationLogStore,
  WebhookStore,
  StayStore,
  SupplyStore,
  TeamStore,
  PriceListStore,
  BalanceWatchStore,
  HealthStore,
};

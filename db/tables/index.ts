/**
 * The whole schema. `createTables` makes what the first migration made; later tables have migrations of their own.
 * Tables that others point to are created first.
 */
import type { Kysely } from 'kysely';
import { createAdminTables, type AdminTables } from './admin.ts';
import type { BalanceTables } from './balance.ts';
import type { BillTables } from './bills.ts';
import type { BriefTables } from './brief.ts';
import { createCatalogueTables, type CatalogueTables } from './catalogue.ts';
import { createChatTables, type ChatTables } from './chat.ts';
import type { CommitTables } from './commits.ts';
import type { DeploymentTables } from './deployments.ts';
import { createFulfilmentTables, type FulfilmentTables } from './fulfilments.ts';
import type { FileTables } from './files.ts';
import { createJobTables, type JobTables } from './jobs.ts';
import type { LeaseTables } from './leases.ts';
import { createLedgerTables, type LedgerTables } from './ledger.ts';
import type { LoginLinkTables } from './login-links.ts';
import { createOrderTables, type OrderTables } from './orders.ts';
import { createPaymentTables, type PaymentTables } from './payments.ts';
import { createPeopleTables, type PeopleTables } from './people.ts';
import { createProviderTables, type ProviderTables } from './providers.ts';
import { createStayTables, type StayTables } from './stays.ts';
import type { SupplyTables } from './supply.ts';
import type { SupplierUpkeepTables } from './supplier-upkeep.ts';
import type { TeamTables } from './team.ts';
import { createWebhookTables, type WebhookTables } from './webhooks.ts';

export interface Database
  extends
    AdminTables,
    BalanceTables,
    BillTables,
    BriefTables,
    CatalogueTables,
    ChatTables,
    CommitTables,
    DeploymentTables,
    FileTables,
    FulfilmentTables,
    JobTables,
    LeaseTables,
    LedgerTables,
    LoginLinkTables,
    OrderTables,
    PaymentTables,
    PeopleTables,
    ProviderTables,
    StayTables,
    SupplyTables,
    SupplierUpkeepTables,
    TeamTables,
    WebhookTables {}

export async function createTables(db: Kysely<any>): Promise<void> {
  await createAdminTables(db);
  await createPeopleTables(db);
  await createChatTables(db);
  await createCatalogueTables(db);
  await createStayTables(db);
  await createProviderTables(db);
  await createOrderTables(db);
  await createPaymentTables(db);
  await createLedgerTables(db);
  await createFulfilmentTables(db);
  await createWebhookTables(db);
  await createJobTables(db);
}

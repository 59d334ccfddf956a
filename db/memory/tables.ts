/**
 * Every table of a shop in memory, with the keys and references the real engines' schemas have (db/tables/). A row is
 * the model's own shape; the few columns no model shows are added here.
 */
import type { Deposit } from '../../commerce/brief/model.ts';
import type { Offer, PriceRule, Product, StockCode } from '../../commerce/catalogue/model.ts';
import type { BillQuote } from '../../commerce/bill/model.ts';
import type { DeploymentOrder } from '../../commerce/deployment/model.ts';
import type { Chat, DialogRow, InboxRow, OutgoingRow, RelayRow } from '../../commerce/chat/model.ts';
import type { ProductOutcome, ProductPause } from '../../commerce/catalogue/health/model.ts';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { Charge, SupplierPause } from '../../commerce/fulfilment/supply-model.ts';
import type { ChatFile } from '../../commerce/files/model.ts';
import type { Journal, LedgerAccount, MoneyHold } from '../../commerce/ledger/model.ts';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { Payment, Receipt, Refund, ReviewCase } from '../../commerce/payment/model.ts';
import type { LoginLink, Person, RoleGrant } from '../../commerce/people/model.ts';
import type { Reseller } from '../../commerce/people/reseller.ts';
import type { StaffInvite, StaffPin } from '../../commerce/people/team.ts';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { AuditRow } from '../../commerce/ports/stores/admin.ts';
import type { AlertRow, WebSession } from '../../commerce/ports/stores/people.ts';
import type { BalanceWatch } from '../../commerce/provider/balance-watch-model.ts';
import type { PriceList } from '../../commerce/provider/price-list.ts';
import type { IntegrationLog, Provider, ProviderFeature, WebhookLog } from '../../commerce/provider/model.ts';
import type {
  Business,
  DoorKeyRow,
  InventoryNight,
  Property,
  RoomType,
  RoomUnit,
  Stay,
  StayRoom,
} from '../../commerce/stay/model.ts';
import { createTable, RowRefused, type Rows, type Spec, type Table } from './table.ts';

/** What a chat's row has besides the model. */
export interface ChatLease {
  chatId: string;
  lastWrittenAt: number;
  leaseOwner: string | null;
  leaseUntil: number | null;
  leaseFence: number;
}
interface Identity {
  channel: string;
  externalId: string;
  personId: string;
}
interface ClaimCode {
  fingerprint: string;
  expiresAt: number;
  createdAt: number;
  usedAt: number | null;
}
interface JournalEntry {
  dialogId: string;
  key: string;
  value: string;
}
type EventKey = { providerId: string; eventKey: string; webhookId: string };
interface UnitNight {
  unitId: string;
  night: string;
  stayRoomId: string;
}
interface Answer {
  key: string;
  inputHash: string;
  result: string;
  at: number;
}
/** One entry of one account, with what was on it right after. */
export interface AccountEntry {
  accountId: string;
  seq: number;
  at: number;
  amountIdr: number;
  balanceAfterIdr: number;
  journalId: string;
}
interface Lease {
  name: string;
  owner: string | null;
  until: number;
  fence: number;
}

/** Joins what makes a key together; no part contains it. */
export const joined = (...parts: (string | number)[]): string => parts.join('\0');

export const codeKey = (code: string): string => code.trim().toUpperCase();

const spec =
  <R>() =>
  <const S extends Spec<R>>(given: S): S & { of?: R } =>
    given;
const byId = (row: { id: string }): string => row.id;
export const isOpenJob = ({ state }: JobRow): boolean => state === 'ready' || state === 'running';
/** When a job may be claimed: a ready one at its instant, a running one when its lease ran out. */
export const dueAt = (job: JobRow): number => (job.state === 'running' ? (job.leaseUntil ?? job.runAt) : job.runAt);

/** The id a job is about: each payload has one, and the index by it would miss a second. */
function idIn(payload: unknown): string | null {
  const ids = Object.values(payload as object).filter((value) => typeof value === 'string');
  if (ids.length > 1) throw new RowRefused('the payload of a job names more than one id');
  return ids[0] ?? null;
}

const isOpenMessage = ({ state }: OutgoingRow): boolean => state === 'waiting' || state === 'sending';
const isLiveKey = ({ state }: DoorKeyRow): boolean => state === 'issuing' || state === 'active' || state === 'revoking';
const isOpenRelay = ({ state }: RelayRow): boolean => state === 'waiting' || state === 'active';
const given = (...parts: (string | null)[]): string | null => (parts.includes(null) ? null : parts.join('\0'));

const SPECS = {
  products: spec<Product>()({
    key: byId,
    unique: { code: (row) => joined(row.environment, codeKey(row.code), row.businessId) },
    groups: { code: (row) => joined(row.environment, codeKey(row.code)), environment: (row) => row.environment },
  }),
  offers: spec<Offer>()({
    key: byId,
    unique: { sku: (row) => joined(row.providerId, row.sku) },
    groups: {
      product: (row) => row.productId,
      provider: (row) => row.providerId,
      home: (row) => row.homeProductId ?? null,
    },
  }),
  priceRules: spec<PriceRule>()({
    key: byId,
    unique: { scope: (row) => joined(row.businessId, row.tier, row.scope, row.scopeValue) },
    groups: { business: (row) => row.businessId },
  }),
  stockCodes: spec<StockCode>()({
    key: byId,
    unique: { fingerprint: (row) => joined(row.productId, row.fingerprint), fulfilment: (row) => row.fulfilmentId },
    groups: {
      shelf: (row) => (row.state === 'available' ? row.productId : null),
      reserved: (row) => (row.state === 'reserved' ? row.orderId : null),
    },
    moving: ['fulfilment', 'shelf', 'reserved'],
    queues: {
      shelf: { of: (row) => (row.state === 'available' ? row.productId : null), rank: (row) => row.addedAt },
    },
  }),
  chats: spec<Chat>()({
    key: byId,
    unique: { address: (row) => joined(row.channel, row.address) },
    groups: { person: (row) => row.personId },
    moving: ['person'],
  }),
  chatLeases: spec<ChatLease>()({ key: (row) => row.chatId }),
  inbox: spec<InboxRow>()({
    key: byId,
    unique: { message: (row) => joined(row.chatId, row.messageId), seq: (row) => joined(row.chatId, row.seq) },
    groups: {
      chat: (row) => row.chatId,
      unhandled: (row) => (row.handledAt === null ? row.chatId : null),
      waiting: (row) => (row.handledAt === null ? 'all' : null),
    },
    moving: ['unhandled', 'waiting'],
  }),
  outgoing: spec<OutgoingRow>()({
    key: byId,
    unique: { dedupe: (row) => row.dedupeKey, seq: (row) => joined(row.chatId, row.seq) },
    groups: {
      chat: (row) => row.chatId,
      slot: (row) => given(row.chatId, row.slot),
      open: (row) => (isOpenMessage(row) ? row.channel : null),
    },
    moving: ['open'],
  }),
  dialogs: spec<DialogRow>()({ key: byId, unique: { chat: (row) => row.chatId } }),
  dialogJournal: spec<JournalEntry>()({
    key: (row) => joined(row.dialogId, row.key),
    groups: { dialog: (row) => row.dialogId },
  }),
  relays: spec<RelayRow>()({
    key: byId,
    unique: {
      open: (row) => (isOpenRelay(row) ? row.guestChatId : null),
      active: (row) => (row.state === 'active' ? row.staffChatId : null),
    },
    groups: { state: (row) => row.state },
    moving: ['open', 'active', 'state'],
  }),
  fulfilments: spec<Fulfilment>()({
    key: byId,
    unique: { unit: (row) => joined(row.lineId, row.unit) },
    groups: { order: (row) => row.orderId },
  }),
  priceLists: spec<PriceList>()({ key: (row) => row.providerId }),
  priceListParts: spec<{ providerId: string; place: number; items: string }>()({
    key: (row) => joined(row.providerId, row.place),
    groups: { provider: (row) => row.providerId },
  }),
  watches: spec<BalanceWatch>()({ key: (row) => row.providerId }),
  depositDays: spec<Deposit & { providerId: string; day: string }>()({ key: (row) => joined(row.providerId, row.day) }),
  outcomes: spec<ProductOutcome>()({
    key: (row) => joined(row.attemptId, row.kind),
    groups: { product: (row) => row.productId },
  }),
  productPauses: spec<ProductPause>()({ key: (row) => row.productId }),
  pauses: spec<SupplierPause>()({ key: (row) => row.providerId }),
  charges: spec<Charge>()({
    key: byId,
    unique: { round: (row) => joined(row.fulfilmentId, row.round), order: (row) => row.orderId },
    groups: { fulfilment: (row) => row.fulfilmentId },
    moving: ['order'],
  }),
  bills: spec<BillQuote>()({
    key: byId,
    unique: { ref: (row) => row.refId },
    groups: { line: (row) => row.lineId },
    moving: ['line'],
  }),
  deployments: spec<DeploymentOrder>()({ key: byId, unique: { fulfilment: (row) => row.fulfilmentId } }),
  files: spec<ChatFile & { sealed: string }>()({ key: byId }),
  attempts: spec<FulfilmentAttempt>()({
    key: byId,
    unique: { number: (row) => joined(row.fulfilmentId, row.attempt), ref: (row) => joined(row.providerId, row.refId) },
    groups: {
      fulfilment: (row) => row.fulfilmentId,
      supplierRef: (row) => given(row.providerId, row.supplierRef),
    },
    moving: ['supplierRef'],
  }),
  jobs: spec<JobRow>()({
    key: byId,
    unique: { dedupe: (row) => (isOpenJob(row) ? row.dedupeKey : null) },
    groups: { state: (row) => row.state, about: (row) => idIn(row.payload) },
    moving: ['dedupe', 'state'],
    queues: { state: { of: (row) => (isOpenJob(row) ? row.state : null), rank: dueAt } },
  }),
  leases: spec<Lease>()({ key: (row) => row.name }),
  accounts: spec<LedgerAccount>()({
    key: byId,
    broken(row) {
      if (row.heldIdr < 0) return `${row.id} would hold less than nothing`;
      const isBelow = row.minAvailableIdr !== null && row.postedIdr - row.heldIdr < row.minAvailableIdr;
      return isBelow ? `${row.id} would fall below its minimum` : null;
    },
  }),
  journals: spec<Journal>()({
    key: byId,
    unique: { key: (row) => row.idemKey },
    groups: { order: (row) => row.orderId },
  }),
  entries: spec<AccountEntry>()({
    key: (row) => joined(row.accountId, row.seq),
    groups: { account: (row) => row.accountId },
  }),
  holds: spec<MoneyHold>()({
    key: byId,
    unique: { attempt: (row) => joined(row.orderId, row.attempt) },
    groups: { order: (row) => row.orderId },
    broken: (row) =>
      row.amountIdr > 0 && row.capturedIdr >= 0 && row.capturedIdr <= row.amountIdr ? null : 'more than was held',
  }),
  orders: spec<Order>()({
    key: byId,
    unique: { code: (row) => row.code, token: (row) => row.tokenFingerprint },
    groups: {
      person: (row) => given(row.personId, row.environment),
      unpaid: (row) => (row.state === 'awaiting_payment' ? given(row.personId, row.environment) : null),
      state: (row) => row.state,
    },
    moving: ['unpaid', 'state'],
  }),
  orderLines: spec<OrderLine>()({ key: byId, groups: { order: (row) => row.orderId } }),
  answers: spec<Answer>()({ key: (row) => row.key }),
  payments: spec<Payment>()({
    key: byId,
    unique: {
      reference: (row) => joined(row.providerId, row.reference),
      attempt: (row) => joined(row.orderId, row.attempt),
    },
    groups: { order: (row) => row.orderId },
  }),
  receipts: spec<Receipt>()({
    key: byId,
    unique: { gatewayKey: (row) => joined(row.providerId, row.gatewayKey) },
    groups: { order: (row) => row.orderId },
  }),
  refunds: spec<Refund>()({
    key: byId,
    unique: { cause: (row) => joined(row.orderId, row.cause) },
    groups: { order: (row) => row.orderId },
  }),
  cases: spec<ReviewCase>()({
    key: byId,
    unique: { dedupe: (row) => row.dedupeKey },
    groups: { order: (row) => row.orderId, state: (row) => row.state },
    moving: ['state'],
  }),
  persons: spec<Person>()({ key: byId }),
  identities: spec<Identity>()({ key: (row) => joined(row.channel, row.externalId) }),
  grants: spec<RoleGrant>()({
    key: (row) => joined(row.personId, row.role, row.scope),
    groups: {
      person: (row) => (row.revokedAt === null ? row.personId : null),
      role: (row) => (row.revokedAt === null ? row.role : null),
    },
    moving: ['person', 'role'],
  }),
  resellers: spec<Reseller>()({ key: (row) => row.personId }),
  staffInvites: spec<StaffInvite>()({ key: byId, unique: { fingerprint: (row) => row.fingerprint } }),
  staffPins: spec<StaffPin>()({ key: (row) => row.personId }),
  claimCodes: spec<ClaimCode>()({ key: (row) => row.fingerprint }),
  loginLinks: spec<LoginLink>()({ key: (row) => row.fingerprint, groups: { person: (row) => row.personId } }),
  alerts: spec<AlertRow>()({
    key: byId,
    unique: { dedupe: (row) => row.dedupeKey },
    queues: { waiting: { of: (row) => (row.deliveredAt === null ? 'all' : null), rank: (row) => row.createdAt } },
  }),
  webSessions: spec<WebSession>()({ key: byId, unique: { token: (row) => row.tokenFingerprint } }),
  providers: spec<Provider>()({ key: byId, unique: { slug: (row) => row.slug } }),
  features: spec<ProviderFeature>()({ key: (row) => joined(row.feature, row.environment) }),
  calls: spec<IntegrationLog>()({ key: byId, groups: { action: (row) => joined(row.providerId, row.action) } }),
  webhooks: spec<WebhookLog>()({
    key: byId,
    groups: { lone: (row) => (row.verdict === 'refused' || row.verdict === 'unknown' ? row.slug : null) },
  }),
  eventKeys: spec<EventKey>()({ key: (row) => joined(row.providerId, row.eventKey) }),
  audit: spec<AuditRow>()({ key: byId, groups: { subject: (row) => row.subject } }),
  settings: spec<{ key: string; value: string }>()({ key: (row) => row.key }),
  businesses: spec<Business>()({ key: byId }),
  properties: spec<Property>()({ key: byId, groups: { environment: (row) => row.environment } }),
  roomTypes: spec<RoomType>()({
    key: byId,
    unique: { code: (row) => joined(row.environment, codeKey(row.code)) },
    groups: { property: (row) => row.propertyId },
    moving: ['code', 'property'],
  }),
  roomUnits: spec<RoomUnit>()({
    key: byId,
    unique: { number: (row) => joined(row.roomTypeId, row.number) },
    groups: { type: (row) => row.roomTypeId },
    moving: ['number', 'type'],
  }),
  nights: spec<InventoryNight>()({
    key: (row) => joined(row.roomTypeId, row.night),
    broken: (row) =>
      row.physical >= 0 && row.outOfOrder >= 0 && row.sold >= 0 && row.held >= 0 ? null : 'fewer than no rooms',
  }),
  stays: spec<Stay>()({ key: byId, unique: { order: (row) => row.orderId } }),
  stayRooms: spec<StayRoom>()({
    key: byId,
    unique: { position: (row) => joined(row.stayId, row.position) },
    groups: { stay: (row) => row.stayId },
  }),
  unitNights: spec<UnitNight>()({
    key: (row) => joined(row.unitId, row.night),
    unique: { room: (row) => joined(row.stayRoomId, row.night) },
    groups: { room: (row) => row.stayRoomId },
  }),
  doorKeys: spec<DoorKeyRow>()({
    key: byId,
    unique: { live: (row) => (isLiveKey(row) ? row.stayRoomId : null) },
    moving: ['live'],
    groups: { room: (row) => row.stayRoomId },
  }),
};

type Specs = typeof SPECS;
export type TableName = keyof Specs;
type RowOf<S> = S extends { of?: infer R } ? NonNullable<R> : never;
type RowsOf<S> = RowOf<S> extends infer R ? (S extends Spec<R> ? Rows<R, S> : never) : never;

/** All tables as one reader sees them. */
export type AllRows = { readonly [Name in TableName]: RowsOf<Specs[Name]> };

export interface Tables {
  inside: AllRows;
  outside: AllRows;
  commit(): void;
  rollback(): void;
}

export function createTables(): Tables {
  const touched = new Set<Table<object, Spec<object>>>();
  const tables = Object.entries(SPECS).map(([name, spec]) => {
    const table: Table<object, Spec<object>> = createTable(name, spec as unknown as Spec<object>, () =>
      touched.add(table),
    );
    return [name, table] as const;
  });
  const all = (side: 'inside' | 'outside') =>
    Object.fromEntries(tables.map(([name, table]) => [name, table[side]])) as unknown as AllRows;
  const end = (how: 'commit' | 'rollback') => () => {
    for (const table of touched) table[how]();
    touched.clear();
  };
  return { inside: all('inside'), outside: all('outside'), commit: end('commit'), rollback: end('rollback') };
}

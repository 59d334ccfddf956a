/** Rows for the store contracts: complete, practice environment, every field to be overridden. */
import type { Fulfilment, FulfilmentAttempt } from '../../../commerce/fulfilment/model.ts';
import type { Journal, MoneyHold } from '../../../commerce/ledger/model.ts';
import type { Order, OrderLine } from '../../../commerce/order/model.ts';
import type { Payment, Receipt, Refund, ReviewCase } from '../../../commerce/payment/model.ts';
import type { Ids } from '../../../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../../../commerce/ports/unit-of-work.ts';
import type { Provider, WebhookLog } from '../../../commerce/provider/model.ts';

/** What a contract suite needs of a database; every engine's test helper gives it. */
export interface Opened {
  uow: UnitOfWork;
  ids: Ids;
  close(): Promise<void>;
}

export type Open = () => Promise<Opened>;

export const newProvider = (ids: Ids, over: Partial<Provider> = {}): Provider => ({
  id: ids.uuid(),
  businessId: 'business-1',
  integrationType: 'payment',
  name: 'A gateway',
  slug: `gateway-${ids.sayable(8).toLowerCase()}`,
  apiFormat: 'qris_dynamic',
  environment: 'practice',
  baseUrl: 'http://127.0.0.1:1',
  presetId: null,
  profile: { create: { method: 'POST' } },
  config: { project: 'x' },
  credentialsEncrypted: 'sealed',
  capabilities: ['qris'],
  isActive: true,
  displayOrder: 1,
  testStatus: 'untested',
  testMessage: '',
  lastTestedAt: null,
  notes: '',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  ...over,
});

export const newOrder = (ids: Ids, over: Partial<Order> = {}): Order => ({
  id: ids.uuid(),
  code: ids.sayable(8),
  environment: 'practice',
  businessId: 'business-1',
  personId: 'person-1',
  chatId: null,
  origin: 'chat',
  tier: 'retail',
  payWith: 'gateway',
  state: 'awaiting_payment',
  version: 1,
  totalIdr: 50_000,
  placedAt: 1000,
  payBy: 2000,
  paidAt: null,
  closedAt: null,
  cancelRequestedAt: null,
  tokenFingerprint: ids.token(),
  tokenSealed: 'sealed',
  ...over,
});

export const newLine = (ids: Ids, order: Order, over: Partial<OrderLine> = {}): OrderLine => ({
  id: ids.uuid(),
  orderId: order.id,
  kind: 'h2h',
  productId: 'product-1',
  stayId: null,
  qty: 1,
  unitPriceIdr: 50_000,
  totalIdr: 50_000,
  snapshot: {
    name: 'Pulsa',
    destination: null,
    destinationKind: null,
    costIdr: 48_000,
    maxCostIdr: 49_000,
    checkIn: null,
    checkOut: null,
  },
  ...over,
});

export const newPayment = (ids: Ids, order: Order, provider: Provider, over: Partial<Payment> = {}): Payment => ({
  id: ids.uuid(),
  orderId: order.id,
  environment: order.environment,
  providerId: provider.id,
  attempt: 1,
  reference: `${order.code}-1`,
  feature: 'payment.bank_va',
  method: 'bank_va',
  format: 'va_static',
  methodName: 'Bank',
  state: 'creating',
  version: 1,
  amountIdr: order.totalIdr,
  feeIdr: 0,
  payableIdr: order.totalIdr,
  gatewayTransactionId: null,
  paymentNumber: null,
  billerCode: null,
  payUrl: null,
  deepLink: null,
  clientTokenSealed: null,
  cardTokenSealed: null,
  chargedAt: null,
  payerSealed: null,
  expiresAt: 2000,
  paidAt: null,
  refundedIdr: 0,
  queriedAt: null,
  createdAt: 1000,
  ...over,
});

export const newReceipt = (ids: Ids, payment: Payment, over: Partial<Receipt> = {}): Receipt => ({
  id: ids.uuid(),
  paymentId: payment.id,
  orderId: payment.orderId,
  providerId: payment.providerId,
  environment: payment.environment,
  gatewayKey: 'trx-1',
  amountIdr: payment.amountIdr,
  paidAt: 1500,
  bookedAt: 1501,
  ...over,
});

export const newRefund = (ids: Ids, order: Order, over: Partial<Refund> = {}): Refund => ({
  id: ids.uuid(),
  orderId: order.id,
  personId: order.personId,
  environment: order.environment,
  amountIdr: order.totalIdr,
  reason: 'fulfilment_failed',
  cause: 'fulfilment_failed',
  state: 'due',
  version: 1,
  feeIdr: 0,
  reference: `${order.code}-R1`,
  paymentId: null,
  way: null,
  chooseUntil: null,
  destinationSealed: null,
  destinationMasked: null,
  reminders: 0,
  unanswered: 0,
  proof: null,
  createdAt: 3000,
  endedAt: null,
  ...over,
});

export const newCase = (ids: Ids, over: Partial<ReviewCase> = {}): ReviewCase => ({
  id: ids.uuid(),
  kind: 'underpaid',
  environment: 'practice',
  orderId: null,
  paymentId: null,
  fulfilmentId: null,
  amountIdr: 10,
  detail: '',
  state: 'open',
  resolution: null,
  openedAt: 10,
  resolvedAt: null,
  resolvedBy: null,
  parkedIdr: 0,
  dedupeKey: ids.uuid(),
  ...over,
});

export const newFulfilment = (ids: Ids, line: OrderLine, over: Partial<Fulfilment> = {}): Fulfilment => ({
  id: ids.uuid(),
  orderId: line.orderId,
  lineId: line.id,
  kind: line.kind,
  unit: 1,
  state: 'queued',
  version: 1,
  attempt: 0,
  checkCount: 0,
  nextCheckAt: null,
  serialSealed: null,
  note: '',
  createdAt: 1,
  finishedAt: null,
  ...over,
});

export const newAttempt = (
  ids: Ids,
  fulfilment: Fulfilment,
  provider: Provider,
  over: Partial<FulfilmentAttempt> = {},
): FulfilmentAttempt => ({
  id: ids.uuid(),
  fulfilmentId: fulfilment.id,
  attempt: 1,
  providerId: provider.id,
  refId: ids.sayable(12),
  sku: 'x10',
  customerNo: '0812',
  maxPriceIdr: 49_000,
  outcome: 'submitting',
  reason: null,
  priceIdr: null,
  message: '',
  serialSealed: null,
  submittedAt: 1,
  answeredAt: null,
  supplierRef: null,
  ...over,
});

export const newJournal = (ids: Ids, over: Partial<Journal> = {}): Journal => ({
  id: ids.uuid(),
  environment: 'practice',
  kind: 'receipt',
  idemKey: ids.uuid(),
  orderId: null,
  memo: '',
  at: 1,
  entries: [],
  ...over,
});

export const newHold = (ids: Ids, order: Order, accountId: string, over: Partial<MoneyHold> = {}): MoneyHold => ({
  id: ids.uuid(),
  accountId,
  environment: order.environment,
  orderId: order.id,
  attempt: 1,
  amountIdr: 1,
  capturedIdr: 0,
  state: 'open',
  createdAt: 1,
  ...over,
});

export const newWebhook = (ids: Ids, provider: Provider | null, over: Partial<WebhookLog> = {}): WebhookLog => ({
  id: ids.uuid(),
  integrationType: 'payment',
  slug: provider?.slug ?? 'nobody',
  providerId: provider?.id ?? null,
  environment: provider?.environment ?? null,
  method: 'POST',
  path: '/webhook/payment/x',
  headersMasked: '{}',
  bodySealed: 'sealed',
  verdict: provider ? 'accepted' : 'unknown',
  reason: '',
  eventKey: null,
  receivedAt: 1000,
  processedAt: null,
  ...over,
});

/** What a person sees of an order. Built from rows alone, so chat, order page and command line say the same. */
import type { OrderView, TimelineWord } from '../app.ts';
import { payerChoices } from '../cases/payer-choices.ts';
import type { Core } from '../core.ts';
import type { Fulfilment } from '../fulfilment/model.ts';
import { howOf } from '../notices/pay-how.ts';
import { needsPayPage, payPageUrl } from '../payment/pay-page-url.ts';
import type { Payment, Refund, ReviewCase } from '../payment/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { DEFAULT_ZONE } from '../stay/local-time.ts';
import type { DoorKeyRow } from '../stay/model.ts';
import type { Order, OrderLine } from './model.ts';

type Timeline = OrderView['timeline'];

export async function viewOrder(core: Core, stores: Stores, order: Order): Promise<OrderView> {
  const lines = await stores.orders.lines(order.id);
  const payments = await stores.payments.ofOrder(order.id);
  const fulfilments = await stores.fulfilments.ofOrder(order.id);
  const refunds = await stores.payments.refundsOf(order.id);
  const cases = await stores.reviews.ofOrder(order.id);
  const keys = await keysOf(stores, lines);
  return {
    id: order.id,
    code: order.code,
    environment: order.environment,
    state: order.state,
    payWith: order.payWith,
    totalIdr: order.totalIdr,
    placedAt: order.placedAt,
    payBy: order.payBy,
    paidAt: order.paidAt,
    cancelRequested: order.cancelRequestedAt !== null,
    lines: lines.map((line) => ({
      kind: line.kind,
      name: line.snapshot.name,
      qty: line.qty,
      totalIdr: line.totalIdr,
      destination: line.snapshot.destination?.display ?? null,
      checkIn: line.snapshot.checkIn,
      checkOut: line.snapshot.checkOut,
    })),
    payment: paymentView(core, payments),
    fulfilments: fulfilments.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      nextCheckAt: row.nextCheckAt,
      hasGoods: row.state === 'succeeded' && (row.serialSealed !== null || keys.length > 0),
    })),
    refundDueIdr: refunds.filter((row) => row.endedAt === null).reduce((sum, row) => sum + row.amountIdr, 0),
    parked: parkedView(order, cases),
    refunds: refunds.filter((row) => row.endedAt === null).map(refundView),
    timeline: timelineOf(order, payments, fulfilments, refunds, cases, keys),
    zone: await zoneOf(stores, lines),
    pageUrl: pageUrl(core, order),
  };
}

export const pageUrl = (core: Core, order: Order): string =>
  `${core.publicUrl}/o/${core.vault.open('order_token', `orders:${order.id}`, order.tokenSealed)}`;

function parkedView(order: Order, cases: readonly ReviewCase[]): OrderView['parked'] {
  const open = cases.filter((row) => row.state === 'open' && row.parkedIdr > 0);
  const newest = open.at(-1);
  if (!newest) return null;
  const sumIdr = open.reduce((sum, row) => sum + row.parkedIdr, 0);
  const missingIdr = newest.kind === 'underpaid' ? Math.max(0, order.totalIdr - sumIdr) : 0;
  return { amountIdr: sumIdr, missingIdr, choices: payerChoices({ row: newest, order }) };
}

const refundView = (row: Refund): OrderView['refunds'][number] => ({
  reference: row.reference,
  amountIdr: row.amountIdr,
  state: row.state,
  byHand: row.way === 'manual',
  mayKeep: row.state === 'due' && row.personId !== null,
  destination: row.destinationMasked,
});

/** The payment that matters: the paid one, else the newest. */
function paymentView(core: Core, payments: readonly Payment[]): OrderView['payment'] {
  const current = payments.find((row) => row.state === 'paid') ?? payments.at(-1);
  if (!current) return null;
  const { id, state, payableIdr, feeIdr, payUrl, paymentNumber, billerCode, format, methodName, expiresAt } = current;
  const pageUrl = needsPayPage(current) ? payPageUrl(core, current) : payUrl;
  const numbers = { payUrl: pageUrl, paymentNumber, billerCode, format, methodName };
  return { id, state, payableIdr, feeIdr, expiresAt, ...numbers };
}

/** The zone in which times of an order are told: the property's for stays, Jakarta's for goods. */
export async function zoneOf(stores: Stores, lines: readonly OrderLine[]): Promise<string> {
  const stayId = lines.find((line) => line.stayId)?.stayId;
  const stay = stayId ? await stores.stays.stay(stayId) : null;
  const property = stay ? await stores.stays.property(stay.propertyId) : null;
  return property?.zone ?? DEFAULT_ZONE;
}

async function keysOf(stores: Stores, lines: readonly OrderLine[]): Promise<DoorKeyRow[]> {
  const keys: DoorKeyRow[] = [];
  for (const line of lines) {
    if (!line.stayId) continue;
    for (const room of await stores.stays.stayRooms(line.stayId))
      keys.push(...(await stores.stays.keysOfStayRoom(room.id)));
  }
  return keys.filter((key) => key.state === 'active' || key.state === 'revoked');
}

function timelineOf(
  order: Order,
  payments: readonly Payment[],
  fulfilments: readonly Fulfilment[],
  refunds: readonly Refund[],
  cases: readonly ReviewCase[],
  keys: readonly DoorKeyRow[],
): Timeline {
  const timeline: Timeline = [];
  const add = (at: number | null, what: TimelineWord, detail = '') => {
    if (at !== null) timeline.push({ at, what, detail });
  };
  add(order.placedAt, 'placed');
  for (const payment of payments) {
    if (payment.paymentNumber ?? payment.payUrl) add(payment.createdAt, 'payment_created', howOf(payment));
    if (payment.state === 'expired') add(payment.expiresAt, 'payment_expired', howOf(payment));
  }
  add(order.paidAt, 'paid');
  for (const row of cases) add(row.openedAt, caseWord(row), row.kind);
  for (const row of cases) add(row.resolvedAt, 'resolved', row.kind);
  for (const row of fulfilments) {
    if (row.state === 'succeeded') add(row.finishedAt, 'delivered');
    else if (row.state === 'failed') add(row.finishedAt, 'failed');
    else if (row.state === 'pending' || row.state === 'review') add(row.createdAt, 'pending');
  }
  for (const key of keys) add(key.createdAt, key.state === 'revoked' ? 'key_revoked' : 'key_issued');
  add(order.cancelRequestedAt, 'cancel_requested');
  if (order.state === 'cancelled') add(order.closedAt, 'cancelled');
  if (order.state === 'expired') add(order.closedAt, 'expired');
  for (const row of refunds) {
    add(row.createdAt, 'refund_due');
    if (row.state === 'paid_out') add(row.endedAt ?? row.createdAt, 'refund_paid');
    if (row.state === 'kept') add(row.endedAt, 'refund_kept');
  }
  return timeline.sort((a, b) => a.at - b.at);
}

const caseWord = (row: ReviewCase): TimelineWord =>
  row.kind === 'underpaid' || row.kind === 'overpaid' || row.kind === 'paid_twice' ? 'parked' : 'review';

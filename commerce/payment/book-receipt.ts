/**
 * Books money a gateway says it received, each transfer once. A transfer is known by the gateway's id for it, or by our
 * reference where the gateway has none. Some tell the same transfer with an id in one place and without in another, so
 * money that may be known under the other name is never booked a second time: a person looks instead.
 */
import type { Core } from '../core.ts';
import { account, book } from '../ledger/accounts.ts';
import { moneyAlert } from '../notices/owner.ts';
import type { Order } from '../order/model.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Payment, Receipt } from './model.ts';
import { openCase } from './open-case.ts';

export const gatewayKeyOf = (payment: Payment, observed: ObservedPayment): string =>
  observed.gatewayTransactionId ?? payment.reference;

/** Books the receipt to the customer's account. False when it is known, or may be; the latter is a case by then. */
export async function bookReceipt(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
  receivedIdr: number,
): Promise<boolean> {
  const booked = (await stores.payments.receiptsOf(order.id)).filter((row) => row.paymentId === payment.id);
  const namesake = sameUnderOtherName(payment, observed, booked);
  if (namesake) {
    if (isOtherTime(namesake, observed) || namesake.amountIdr !== receivedIdr)
      await suspectSecondPayment(core, stores, order, payment, observed, namesake);
    return false;
  }
  const now = core.clock.now();
  const gatewayKey = gatewayKeyOf(payment, observed);
  const { environment, providerId } = payment;
  const isNew = await stores.payments.insertReceipt({
    id: core.ids.uuid(),
    paymentId: payment.id,
    orderId: order.id,
    providerId,
    environment,
    gatewayKey,
    amountIdr: receivedIdr,
    paidAt: observed.paidAt,
    bookedAt: now,
  });
  if (!isNew) return false;
  await book(stores, {
    id: core.ids.uuid(),
    environment,
    kind: 'receipt',
    idemKey: `receipt:${providerId}:${gatewayKey}`,
    orderId: order.id,
    memo: payment.reference,
    at: now,
    entries: [
      { accountId: account.gateway(environment, providerId), amountIdr: -receivedIdr },
      {
        accountId: account.customer(environment, { personId: order.personId, orderId: order.id }),
        amountIdr: receivedIdr,
      },
    ],
  });
  return true;
}

/** A booked receipt this news may be about although the keys differ: one of the two came without an id. */
function sameUnderOtherName(payment: Payment, observed: ObservedPayment, booked: readonly Receipt[]): Receipt | null {
  if (booked.some((row) => row.gatewayKey === observed.gatewayTransactionId)) return null;
  const nameless = booked.find((row) => row.gatewayKey === payment.reference);
  if (observed.gatewayTransactionId !== null) return nameless ?? null;
  return nameless ?? booked.find((row) => !isOtherTime(row, observed)) ?? booked[0] ?? null;
}

const isOtherTime = (row: Receipt, observed: ObservedPayment): boolean =>
  row.paidAt !== null && observed.paidAt !== null && row.paidAt !== observed.paidAt;

/**
 * Two payments of one reference that cannot be told apart except by their time. Booking on that would invent money if
 * the gateway merely rewrote the time, so a person looks.
 */
async function suspectSecondPayment(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
  known: Receipt,
): Promise<void> {
  await openCase(core, stores, {
    kind: 'maybe_paid_twice',
    order,
    paymentId: payment.id,
    amountIdr: observed.amountIdr,
    detail: `told paid at ${known.paidAt} and at ${observed.paidAt}`,
    cause: `${payment.id}:${observed.paidAt}`,
    alert: moneyAlert(order, 'maybe-paid-twice', observed.amountIdr, payment.amountIdr),
  });
}

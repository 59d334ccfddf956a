/**
 * Adds a payment attempt to an order: the row with its reference first, then the job that talks to the gateway. The
 * reference is the order code plus the attempt, so whatever is repeated later repeats under the same name.
 */
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Payment } from './model.ts';
import { sealPayer } from './payer-phone.ts';
import type { PaymentRoute } from './routes.ts';

export async function addPayment(
  core: Core,
  stores: Stores,
  order: Order,
  route: PaymentRoute,
  attempt: number,
  { amountIdr = order.totalIdr, payerPhone }: { amountIdr?: number; payerPhone?: string | undefined } = {},
): Promise<Payment> {
  const now = core.clock.now();
  const id = core.ids.uuid();
  const payment: Payment = {
    id,
    orderId: order.id,
    environment: order.environment,
    providerId: route.providerId,
    attempt,
    reference: `${order.code}-${attempt}`,
    feature: route.feature,
    method: route.method,
    format: route.facts.format,
    methodName: route.facts.name,
    state: 'creating',
    version: 1,
    amountIdr,
    feeIdr: 0,
    payableIdr: amountIdr,
    gatewayTransactionId: null,
    paymentNumber: null,
    billerCode: null,
    payUrl: null,
    deepLink: null,
    clientTokenSealed: null,
    cardTokenSealed: null,
    chargedAt: null,
    payerSealed: payerPhone === undefined ? null : sealPayer(core, id, payerPhone),
    expiresAt: order.payBy,
    paidAt: null,
    refundedIdr: 0,
    queriedAt: null,
    createdAt: now,
  };
  await stores.payments.insert(payment);
  await stores.jobs.add(
    { name: 'payment.create', payload: { paymentId: payment.id }, dedupeKey: `payment.create:${payment.id}` },
    now,
  );
  return payment;
}

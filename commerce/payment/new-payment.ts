/**
 * Adds a payment attempt to an order: the row with its reference first, then the job that talks to the gateway. The
 * reference is the order code plus the attempt, so whatever is repeated later repeats under the same name.
 */
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Payment } from './model.ts';

export const PAYMENT_FEATURE = 'payment.qris';

export interface PaymentRoute {
  providerId: string;
  method: string;
}

/**
 * The provider that takes payments now by a way of paying (`payment.*`, the QR when none is named): the mapped primary,
 * else its fallback, or null when none is mapped and active.
 */
export async function paymentRoute(
  stores: Stores,
  environment: Order['environment'],
  name: string = PAYMENT_FEATURE,
): Promise<PaymentRoute | null> {
  const feature = name.startsWith('payment.') ? await stores.providers.feature(name, environment) : null;
  if (!feature) return null;
  const candidates: PaymentRoute[] = [{ providerId: feature.primaryProviderId, method: feature.primaryMethod }];
  if (feature.fallbackProviderId) {
    candidates.push({
      providerId: feature.fallbackProviderId,
      method: feature.fallbackMethod ?? feature.primaryMethod,
    });
  }
  for (const route of candidates) {
    const provider = await stores.providers.get(route.providerId);
    if (provider?.isActive && provider.environment === environment) return route;
  }
  return null;
}

export async function addPayment(
  core: Core,
  stores: Stores,
  order: Order,
  route: PaymentRoute,
  attempt: number,
  amountIdr = order.totalIdr,
): Promise<Payment> {
  const now = core.clock.now();
  const payment: Payment = {
    id: core.ids.uuid(),
    orderId: order.id,
    environment: order.environment,
    providerId: route.providerId,
    attempt,
    reference: `${order.code}-${attempt}`,
    method: route.method,
    state: 'creating',
    version: 1,
    amountIdr,
    feeIdr: 0,
    payableIdr: amountIdr,
    gatewayTransactionId: null,
    paymentNumber: null,
    payUrl: null,
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

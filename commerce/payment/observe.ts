/**
 * The only writer of what a gateway says about a payment, whoever asked: poll, webhook or a person. Every rupiah it says
 * it received is booked first, once per receipt; only then comes the question what it was for.
 */
import type { Core } from '../core.ts';
import { challengeScreen, expiredScreen, gatewayFailedScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { GatewayStatus, ObservedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { paymentNext, type PaymentEvent } from './machine.ts';
import type { Payment } from './model.ts';
import { receiveMoney } from './receive-money.ts';
import { bookTakenBack, reportReversal } from './taken-back.ts';

const EVENTS: Partial<Record<GatewayStatus, PaymentEvent>> = {
  pending: 'gateway_pending',
  expired: 'gateway_expired',
  failed: 'gateway_failed',
  cancelled: 'gateway_cancelled',
  challenge: 'gateway_challenge',
  refunded: 'gateway_refunded',
};

/** Applies an answer of the gateway. Repeats and late news are harmless; returns the payment as it is afterwards. */
export async function observePayment(core: Core, paymentId: string, observed: ObservedPayment): Promise<Payment> {
  return core.uow.run('payment.observe', async (stores) => {
    if (observed.status !== 'paid') {
      const { order, payment } = await load(stores, paymentId);
      await applyStatus(core, stores, order, payment, observed);
    }
    for (const receipt of observed.status === 'paid' ? receiptsIn(observed) : []) {
      const { order, payment } = await load(stores, paymentId);
      await receiveMoney(core, stores, order, payment, receipt);
    }
    if (observed.refundedIdr) {
      const { order, payment } = await load(stores, paymentId);
      await bookTakenBack(core, stores, order, payment, observed.refundedIdr);
    }
    return (await load(stores, paymentId)).payment;
  });
}

async function load(stores: Stores, paymentId: string): Promise<{ payment: Payment; order: Order }> {
  const payment = await stores.payments.get(paymentId);
  if (payment) await stores.orders.lock(payment.orderId);
  const order = payment ? await stores.orders.get(payment.orderId) : null;
  if (!payment || !order) throw new Error(`payment ${paymentId} is missing`);
  return { payment, order };
}

/** A gateway may list every transfer made for one reference; each is a receipt of its own. */
function receiptsIn(observed: ObservedPayment): ObservedPayment[] {
  if (!observed.transfers?.length) return [observed];
  return observed.transfers.map((transfer) => ({ ...observed, ...transfer }));
}

async function applyStatus(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  { status, refundedIdr }: ObservedPayment,
): Promise<void> {
  const event = EVENTS[status];
  const step = event ? paymentNext(payment.state, event) : null;
  if (!step) return;
  if (step.to !== payment.state) {
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  }
  for (const effect of step.effects) {
    // Where the gateway says how much went back, the amount is booked and a word adds nothing.
    if (effect === 'incident' && !refundedIdr) await reportReversal(core, stores, order, payment, status);
    if (order.state !== 'awaiting_payment') continue;
    if (effect === 'say_expired')
      await tellBuyer(core, stores, order, `expired:${payment.id}`, expiredScreen(order, payment));
    if (effect === 'say_failed')
      await tellBuyer(core, stores, order, `failed:${payment.id}`, gatewayFailedScreen(order, payment));
    if (effect === 'say_challenge')
      await tellBuyer(core, stores, order, `challenge:${payment.id}`, challengeScreen(order));
  }
}

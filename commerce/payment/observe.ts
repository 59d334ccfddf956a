/**
 * The only writer of what a gateway says about a payment, whoever asked: poll, webhook or a person. Every rupiah it says
 * it received is booked first, once per receipt; only then comes the question what it was for.
 */
import type { Core } from '../core.ts';
import { moneyAlert } from '../notices/owner.ts';
import { challengeScreen, expiredScreen, gatewayFailedScreen, parkedScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { GatewayStatus, ObservedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { bookReceipt, gatewayKeyOf } from './book-receipt.ts';
import { creditTopUp, isTopUp } from './credit-top-up.ts';
import { paymentNext, type PaymentEvent } from './machine.ts';
import type { Payment } from './model.ts';
import { openCase } from './open-case.ts';
import { settleOrder } from './settle.ts';

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
      await applyStatus(core, stores, order, payment, observed.status);
    }
    for (const receipt of observed.status === 'paid' ? receiptsIn(observed) : []) {
      const { order, payment } = await load(stores, paymentId);
      await receiveMoney(core, stores, order, payment, receipt);
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

async function receiveMoney(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
): Promise<void> {
  const doubt = integrityDoubt(payment, observed);
  if (doubt) {
    await openCase(core, stores, {
      kind: 'wrong_money',
      order,
      paymentId: payment.id,
      amountIdr: observed.amountIdr,
      detail: doubt,
      cause: `${payment.id}:${doubt}`,
      alert: moneyAlert(order, 'wrong-money', observed.amountIdr, payment.amountIdr),
    });
    return;
  }
  const receivedIdr = observed.amountIdr ?? 0;
  if (!(await bookReceipt(core, stores, order, payment, observed, receivedIdr))) return;
  if (await isTopUp(stores, order)) {
    await markPaid(core, stores, payment, observed);
    await creditTopUp(core, stores, order, payment, receivedIdr, `${payment.id}:${gatewayKeyOf(payment, observed)}`);
    return;
  }
  if (order.state === 'paid' || order.state === 'completed' || order.state === 'failed') {
    await park(core, stores, order, payment, 'paid_twice', receivedIdr, observed);
  } else if (receivedIdr !== order.totalIdr) {
    // What the order costs now: an older QR may ask for what it cost before its dates were changed.
    await park(
      core,
      stores,
      order,
      payment,
      receivedIdr < order.totalIdr ? 'underpaid' : 'overpaid',
      receivedIdr,
      observed,
    );
  } else {
    await markPaid(core, stores, payment, observed);
    await settleOrder(core, stores, order, payment, gatewayKeyOf(payment, observed));
  }
}

/** What makes a "paid" unbelievable whatever its signature: other reference, currency, or kind of money. */
function integrityDoubt(payment: Payment, observed: ObservedPayment): string | null {
  if (observed.reference !== null && observed.reference !== payment.reference) return 'reference';
  if (observed.currency !== null && observed.currency !== 'IDR') return 'currency';
  if (observed.amountIdr === null || observed.amountIdr <= 0) return 'amount_unknown';
  if (payment.environment === 'live' && observed.testMoney === true) return 'test_money';
  return null;
}

async function park(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  kind: 'underpaid' | 'overpaid' | 'paid_twice',
  receivedIdr: number,
  observed: ObservedPayment,
): Promise<void> {
  const step = paymentNext(payment.state, kind === 'paid_twice' ? 'money' : 'wrong_money');
  if (step) {
    const paidAt = observed.paidAt ?? core.clock.now();
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to, paidAt }), payment.reference);
  }
  const cause = `${payment.id}:${gatewayKeyOf(payment, observed)}`;
  const alert = moneyAlert(order, kind === 'paid_twice' ? 'paid-twice' : kind, receivedIdr, payment.amountIdr);
  await openCase(core, stores, {
    kind,
    order,
    paymentId: payment.id,
    amountIdr: receivedIdr,
    parkIdr: receivedIdr,
    detail: '',
    cause,
    alert,
  });
  await tellBuyer(core, stores, order, `parked:${cause}`, parkedScreen(order, payment, kind, receivedIdr));
}

async function markPaid(core: Core, stores: Stores, payment: Payment, observed: ObservedPayment): Promise<void> {
  const step = paymentNext(payment.state, 'money');
  if (!step) return;
  const won = await stores.payments.update(payment.id, payment.version, {
    state: step.to,
    paidAt: observed.paidAt ?? core.clock.now(),
    gatewayTransactionId: observed.gatewayTransactionId ?? payment.gatewayTransactionId,
  });
  mustWin(won, payment.reference);
}

async function applyStatus(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  status: GatewayStatus,
): Promise<void> {
  const event = EVENTS[status];
  const step = event ? paymentNext(payment.state, event) : null;
  if (!step) return;
  if (step.to !== payment.state) {
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  }
  for (const effect of step.effects) {
    if (effect === 'incident') await reportReversal(core, stores, order, payment, status);
    if (order.state !== 'awaiting_payment') continue;
    if (effect === 'say_expired')
      await tellBuyer(core, stores, order, `expired:${payment.id}`, expiredScreen(order, payment));
    if (effect === 'say_failed')
      await tellBuyer(core, stores, order, `failed:${payment.id}`, gatewayFailedScreen(order, payment));
    if (effect === 'say_challenge')
      await tellBuyer(core, stores, order, `challenge:${payment.id}`, challengeScreen(order));
  }
}

async function reportReversal(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  status: GatewayStatus,
): Promise<void> {
  await openCase(core, stores, {
    kind: 'reversed',
    order,
    paymentId: payment.id,
    amountIdr: payment.amountIdr,
    detail: status,
    cause: `${payment.id}:${status}`,
    alert: moneyAlert(order, 'reversed', null, payment.amountIdr),
  });
}

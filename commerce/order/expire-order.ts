/**
 * The `order.expire` job, in two steps. At the end of the pay window the buyer's QR is marked as expired. Only after the
 * grace, and after asking the gateway once more, is the reservation given back: a payment made in the last second must
 * not lose its room.
 */
import type { Core } from '../core.ts';
import { expiredScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import { checkPaymentNow } from '../payment/check-payment.ts';
import { paymentNext } from '../payment/machine.ts';
import type { Payment } from '../payment/model.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { orderNext } from './machine.ts';
import type { Order } from './model.ts';
import { releaseReservations } from './reserve.ts';

export async function expireOrder(core: Core, { orderId }: { orderId: string }): Promise<JobVerdict> {
  const order = await core.uow.read.orders.get(orderId);
  if (!order || order.state !== 'awaiting_payment') return;
  const now = core.clock.now();
  if (now < order.payBy) return { againAt: order.payBy };
  const payments = await core.uow.read.payments.ofOrder(order.id);
  for (const payment of payments) {
    if (mayStillPay(payment)) await askOnceMore(core, payment);
  }
  const releaseAt = order.payBy + core.settings.holdGraceMs;
  if (now < releaseAt) {
    await core.uow.run('order.window-over', (stores) => markPaymentsOver(core, stores, order.id));
    return { againAt: releaseAt };
  }
  await core.uow.run('order.expire', (stores) => release(core, stores, order.id));
}

/** An attempt whose time is up is asked about as well: money of the last second is told late. */
const mayStillPay = ({ state }: Payment): boolean =>
  state === 'pending' || state === 'creating' || state === 'challenge' || state === 'expired';

/** A provider that cannot even be built must not keep the reservation for ever. */
async function askOnceMore(core: Core, payment: Payment): Promise<void> {
  try {
    await checkPaymentNow(core, payment.id, 0);
  } catch (error) {
    core.log.warn({ payment: payment.reference, error: String(error) }, 'could not ask about an expiring payment');
  }
}

async function markPaymentsOver(core: Core, stores: Stores, orderId: string): Promise<void> {
  await stores.orders.lock(orderId);
  const order = await stores.orders.get(orderId);
  if (!order || order.state !== 'awaiting_payment' || core.clock.now() < order.payBy) return;
  for (const payment of await stores.payments.ofOrder(orderId)) await endPayment(core, stores, order, payment);
}

async function endPayment(core: Core, stores: Stores, order: Order, payment: Payment): Promise<void> {
  const step = paymentNext(payment.state, 'time_up');
  if (!step) return;
  mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  await tellBuyer(core, stores, order, `expired:${payment.id}`, expiredScreen(order, payment));
}

async function release(core: Core, stores: Stores, orderId: string): Promise<void> {
  await stores.orders.lock(orderId);
  const order = await stores.orders.get(orderId);
  const step = order ? orderNext(order.state, 'expire') : null;
  if (!order || !step || core.clock.now() < order.payBy + core.settings.holdGraceMs) return;
  for (const payment of await stores.payments.ofOrder(orderId)) await endPayment(core, stores, order, payment);
  mustWin(
    await stores.orders.update(order.id, order.version, { state: step.to, closedAt: core.clock.now() }),
    order.code,
  );
  await releaseReservations(stores, order.id, await stores.orders.lines(order.id));
}

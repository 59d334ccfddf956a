/**
 * The order's money is here: put it on hold for the order and start delivering. For an order that had expired this is
 * the moment to find out whether what it reserved can still be had; if not, the money stays the customer's and a refund
 * is due. Runs inside the transaction that booked the money.
 */
import type { Core } from '../core.ts';
import { startFulfilment } from '../fulfilment/start.ts';
import { account } from '../ledger/accounts.ts';
import { paidScreen } from '../notices/payment.ts';
import { otherRoomsScreen } from '../notices/rebook.ts';
import { lateRefundScreen } from '../notices/refund.ts';
import { soldAlert } from '../notices/owner.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import { orderNext } from '../order/machine.ts';
import type { Order } from '../order/model.ts';
import { reserveAgain } from '../order/reserve.ts';
import { summaryText } from '../order/summary.ts';
import { zoneOf } from '../order/view.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { refundDue } from '../refund/refund-due.ts';
import type { Payment } from './model.ts';
import { withdrawOthers } from './withdraw.ts';

export type Settlement = 'settled' | 'refund_due' | 'not_open';

/** `saidIdr` is what the buyer reads that they paid. `cause` names the money that settles (its receipt, or the case a person decided): refunds are owed once for each. */
export async function settleOrder(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  cause: string,
  saidIdr = payment.payableIdr,
): Promise<Settlement> {
  const step = orderNext(order.state, 'settled');
  if (!step) return 'not_open';
  const lines = await stores.orders.lines(order.id);
  const late = order.state !== 'awaiting_payment';
  if (late && !(await reserveAgain(stores, order.id, lines))) {
    const zone = await zoneOf(stores, lines);
    await refundDue(core, stores, order, {
      reason: 'late_unavailable',
      cause,
      amountIdr: order.totalIdr,
      // A fee was paid once per attempt; what an earlier one cost went with its own money.
      feeIdr: payment.amountIdr === order.totalIdr ? payment.feeIdr : 0,
      paymentId: payment.id,
      mayChoose: true,
      buyer: (refund) => lateRefundScreen(order, refund, zone),
    });
    if (lines.some((line) => line.stayId))
      await tellBuyer(core, stores, order, `other-rooms:${payment.id}`, otherRoomsScreen(order));
    return 'refund_due';
  }
  await holdMoney(core, stores, order, payment);
  const now = core.clock.now();
  const saved = await stores.orders.update(order.id, order.version, { state: step.to, paidAt: now, closedAt: null });
  mustWin(saved, order.code);
  await startFulfilment(core, stores, order, lines);
  const attempts = await stores.payments.ofOrder(order.id);
  await withdrawOthers(core, stores, attempts, payment);
  const shown = attempts.at(-1) ?? payment;
  await tellBuyer(core, stores, order, `paid:${payment.id}`, paidScreen(order, saidIdr, late, shown));
  await tellOwner(core, stores, order.environment, `sold:${order.id}`, soldAlert(order, summaryText(lines)));
  return 'settled';
}

async function holdMoney(core: Core, stores: Stores, order: Order, payment: Payment): Promise<void> {
  const held = await stores.ledger.hold({
    id: core.ids.uuid(),
    accountId: account.customer(order.environment, { personId: order.personId, orderId: order.id }),
    environment: order.environment,
    orderId: order.id,
    attempt: payment.attempt,
    amountIdr: order.totalIdr,
    capturedIdr: 0,
    state: 'open',
    createdAt: core.clock.now(),
  });
  if (held === 'insufficient') throw new Error(`order ${order.code}: booked money is not there to hold`);
}

/**
 * Money that left the gateway again. What the gateway says went back is booked to the rupiah: first it answers refunds
 * of ours that wait for it, then one somebody made in the dashboard, and what is left was taken from us. A mere word
 * (a settlement that is denied later) books nothing: the order stays what it is and a person decides.
 */
import { systemActor } from '../audit.ts';
import { closeCase } from '../cases/close-case.ts';
import type { Core } from '../core.ts';
import { account } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { gatewayRefundAlert } from '../notices/owner-refund.ts';
import { moneyAlert } from '../notices/owner.ts';
import { gatewayRefundScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { GatewayStatus } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { endRefund } from '../refund/end-refund.ts';
import type { Payment, Refund } from './model.ts';
import { openCase } from './open-case.ts';

/** `saidIdr` is all that went back of this payment so far. Repeats and smaller figures change nothing. */
export async function bookTakenBack(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  saidIdr: number,
): Promise<void> {
  const receipts = (await stores.payments.receiptsOf(order.id)).filter((row) => row.paymentId === payment.id);
  if (receipts.length === 0) return;
  const refunds = (await stores.payments.refundsOf(order.id)).filter((row) => row.paymentId === payment.id);
  const ours = refunds.filter((row) => row.way === 'gateway');
  const paidOutIdr = ours.filter((row) => row.state === 'paid_out').reduce((sum, row) => sum + row.amountIdr, 0);
  let freshIdr = saidIdr - payment.refundedIdr - paidOutIdr;
  const answered = (row: Refund) => ['sending', 'pending', 'unclear'].includes(row.state) && row.amountIdr <= freshIdr;
  for (const row of ours) {
    if (!answered(row)) continue;
    await endRefund(core, stores, systemActor(order.environment), order, row, 'paid_out', '');
    freshIdr -= row.amountIdr;
  }
  if (freshIdr <= 0) return;
  mustWin(
    await stores.payments.update(payment.id, payment.version, { refundedIdr: payment.refundedIdr + freshIdr }),
    payment.reference,
  );
  const byDashboard = refunds.find((row) => row.state === 'due' && row.amountIdr === freshIdr);
  if (byDashboard) {
    await endRefund(core, stores, systemActor(order.environment), order, byDashboard, 'paid_out', '');
    return;
  }
  await bookForeign(core, stores, order, payment, saidIdr, freshIdr);
}

/** Nobody here asked for it: out of a case that held it, else it is missing. */
async function bookForeign(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  saidIdr: number,
  amountIdr: number,
): Promise<void> {
  const parked = (await stores.reviews.ofOrder(order.id)).find(
    (row) => row.state === 'open' && row.paymentId === payment.id && row.parkedIdr === amountIdr,
  );
  if (parked)
    await closeCase(core, stores, systemActor(order.environment), parked, 'refund: given back at the gateway');
  await moveMoney(core, stores, order, {
    kind: 'taken_back',
    idemKey: `taken-back:${payment.id}:${saidIdr}`,
    from: parked ? account.parked(order.environment) : account.takenBack(order.environment),
    to: account.gateway(order.environment, payment.providerId),
    amountIdr,
  });
  await tellBuyer(core, stores, order, `gateway-refund:${saidIdr}`, gatewayRefundScreen(order, amountIdr));
  if (parked) return;
  await openCase(core, stores, {
    kind: 'gateway_refund',
    order,
    paymentId: payment.id,
    amountIdr,
    detail: `of ${payment.amountIdr}`,
    cause: `${payment.id}:${saidIdr}`,
    alert: gatewayRefundAlert(order, amountIdr),
  });
}

/** The gateway contradicts what it said before. */
export async function reportReversal(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  status: GatewayStatus,
): Promise<void> {
  await openCase(core, stores, {
    kind: 'payment_reversed',
    order,
    paymentId: payment.id,
    amountIdr: payment.amountIdr,
    detail: status,
    cause: `${payment.id}:${status}`,
    alert: moneyAlert(order, 'reversed', null, payment.amountIdr),
  });
}

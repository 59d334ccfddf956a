/** Money a gateway says it received: booked first, once per receipt; only then comes the question what it was for. */
import { systemActor } from '../audit.ts';
import { closeCase } from '../cases/close-case.ts';
import { unparkRow } from '../cases/parked-money.ts';
import type { Core } from '../core.ts';
import { moneyAlert } from '../notices/owner.ts';
import { moneyReturnedScreen } from '../notices/refund.ts';
import type { Order } from '../order/model.ts';
import { keepsBalance } from '../people/keeps-balance.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { refundDue } from '../refund/refund-due.ts';
import { bookReceipt, gatewayKeyOf } from './book-receipt.ts';
import { creditTopUp, isTopUp } from './credit-top-up.ts';
import { integrityDoubt, judgeMoney, type MoneyVerdict } from './judge-money.ts';
import { paymentNext } from './machine.ts';
import type { Payment, ReviewCase } from './model.ts';
import { openCase } from './open-case.ts';
import { parkReceived } from './park-received.ts';
import { settleOrder } from './settle.ts';
import { isForAnother, waitingFor } from './waiting-money.ts';

export async function receiveMoney(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
): Promise<void> {
  const doubt = integrityDoubt(payment, observed);
  if (doubt) return reportDoubt(core, stores, order, payment, observed, doubt);
  const receivedIdr = observed.amountIdr ?? 0;
  if (!(await bookReceipt(core, stores, order, payment, observed, receivedIdr))) return;
  if (await isTopUp(stores, order)) {
    await markPaid(core, stores, payment, observed);
    await creditTopUp(core, stores, order, payment, receivedIdr, `${payment.id}:${gatewayKeyOf(payment, observed)}`);
    return;
  }
  const waiting = await waitingFor(stores, order);
  // Who shops from a balance keeps what is too much there.
  const keeps = await keepsBalance(stores, order.personId);
  const verdict = judgeMoney({
    orderState: order.state,
    totalIdr: order.totalIdr,
    receivedIdr,
    waitingIdr: waiting.reduce((sum, row) => sum + row.parkedIdr, 0),
    overpaidDelivers:
      keeps || (core.settings.overpaidDelivers === 1 && !(await isForAnother(stores, order, receivedIdr))),
  });
  if (verdict.kind === 'settles') return settle(core, stores, order, payment, observed, verdict, waiting, keeps);
  await parkReceived(core, stores, order, payment, observed, verdict.kind, receivedIdr, keeps);
}

async function reportDoubt(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
  doubt: string,
): Promise<void> {
  await openCase(core, stores, {
    kind: 'wrong_money',
    order,
    paymentId: payment.id,
    amountIdr: observed.amountIdr,
    detail: doubt,
    cause: `${payment.id}:${doubt}`,
    alert: moneyAlert(order, 'wrong-money', observed.amountIdr, payment.amountIdr),
  });
}

async function settle(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
  { withWaiting, excessIdr }: Extract<MoneyVerdict, { kind: 'settles' }>,
  waiting: readonly ReviewCase[],
  keeps: boolean,
): Promise<void> {
  for (const row of withWaiting ? waiting : []) {
    await closeCase(core, stores, systemActor(order.environment), row, 'accept: the rest was paid');
    await unparkRow(core, stores, order, row);
  }
  await markPaid(core, stores, payment, observed);
  const cause = gatewayKeyOf(payment, observed);
  await settleOrder(core, stores, order, payment, cause);
  if (excessIdr === 0 || keeps) return;
  await refundDue(core, stores, order, {
    reason: 'overpaid',
    cause: `${cause}:excess`,
    amountIdr: excessIdr,
    paymentId: payment.id,
    buyer: (refund) => moneyReturnedScreen(order, refund),
  });
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

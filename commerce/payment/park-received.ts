/**
 * Money that fits no order waits as a case. Its payer is told what came, what is missing or too much, and what they may
 * choose; the owner may decide as well, whoever is first. A person who shops from a balance has it there at once.
 */
import { payerChoices, runsOut } from '../cases/payer-choices.ts';
import { remindLater } from '../cases/remind-case.ts';
import type { Core } from '../core.ts';
import { moneyAlert } from '../notices/owner.ts';
import { parkedScreen, type ParkedKind } from '../notices/parked.ts';
import { keptScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import { zoneOf } from '../order/view.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { gatewayKeyOf } from './book-receipt.ts';
import { paymentNext } from './machine.ts';
import type { Payment, ReviewCase } from './model.ts';
import { openCase } from './open-case.ts';
import { isForAnother, waitingFor } from './waiting-money.ts';

export async function parkReceived(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  observed: ObservedPayment,
  kind: ParkedKind,
  receivedIdr: number,
  keeps: boolean,
): Promise<void> {
  const step = paymentNext(payment.state, kind === 'paid_twice' ? 'money' : 'wrong_money');
  if (step) {
    const paidAt = observed.paidAt ?? core.clock.now();
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to, paidAt }), payment.reference);
  }
  const cause = `${payment.id}:${gatewayKeyOf(payment, observed)}`;
  if (keeps) return tellBuyer(core, stores, order, `kept:${cause}`, keptScreen(order, receivedIdr));
  const row = await openCase(core, stores, {
    kind,
    order,
    paymentId: payment.id,
    amountIdr: receivedIdr,
    parkIdr: receivedIdr,
    detail: (await isForAnother(stores, order, receivedIdr))
      ? 'the same person owes exactly this for another order'
      : '',
    cause,
    alert: moneyAlert(order, kind === 'paid_twice' ? 'paid-twice' : kind, receivedIdr, order.totalIdr),
  });
  if (!row) return;
  await tell(core, stores, order, payment, row, kind);
  if (runsOut({ row, order })) await remindLater(core, stores, row);
}

async function tell(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  row: ReviewCase,
  kind: ParkedKind,
): Promise<void> {
  const waiting = await waitingFor(stores, order);
  const screen = parkedScreen({
    order,
    payment,
    kind,
    receivedIdr: row.parkedIdr,
    sumIdr: waiting.reduce((sum, each) => sum + each.parkedIdr, 0),
    choices: payerChoices({ row, order }),
    endsAt: row.openedAt + core.settings.parkedChoiceMs,
    zone: await zoneOf(stores, await stores.orders.lines(order.id)),
  });
  await tellBuyer(core, stores, order, `parked:${row.id}`, screen);
}

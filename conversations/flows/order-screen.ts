/** An order as a person sees it in the chat: what, how far, what next. Buttons follow its state, never the clock. */
import type { OrderView } from '../../commerce/app.ts';
import { howOf, type PayHow } from '../../commerce/notices/pay-how.ts';
import { inGroups } from '../../commerce/notices/payment-number.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';
import { localDate } from '../../commerce/stay/local-time.ts';
import { stack, toHuman, toMenu } from './say.ts';

/** The newest steps are the ones asked about; an order seldom has more. */
const MAX_STEPS = 12;

export function orderScreen(order: OrderView, staff: boolean): Screen {
  const due = numberDue(order);
  return {
    lines: [
      stack([
        text('orders-one', { code: order.code }),
        text(`orders-state-${stateWord(order)}`, { how: orderHow(order) }),
      ]),
      stack(facts(order)),
      steps(order),
      nextStep(order),
    ],
    choices: [
      ...buttons(order),
      ...(staff ? [{ id: action.dossier(order.code), label: text('owner-button-why') }] : []),
      toHuman,
      toMenu,
    ],
    ...(due?.paymentNumber ? { copy: due.paymentNumber } : {}),
    link: { url: order.pageUrl, label: text('orders-page-link') },
    secret: true,
  };
}

/** A second payment of an order that is done waits as well, but the order is what its buyer asks about. */
const UNSETTLED: readonly string[] = ['awaiting_payment', 'expired', 'cancelled'];
const ENDED: readonly string[] = ['expired', 'cancelled', 'failed'];

/** The state in the words a buyer needs: a paid order may still be on its way, or under review. */
export function stateWord(order: OrderView): string {
  if (UNSETTLED.includes(order.state) && order.parked !== null && order.payment?.state !== 'pending') return 'parked';
  // Whatever became of the order: what its buyer wants to read is where the money is.
  if (order.refundDueIdr > 0 && ENDED.includes(order.state)) return 'refund-due';
  if (order.state === 'awaiting_payment') {
    if (order.payment?.state === 'challenge') return 'challenge';
    return canRenew(order) ? 'needs-new-payment' : 'awaiting_payment';
  }
  if (order.cancelRequested && (order.state === 'paid' || order.state === 'completed')) return 'cancel-requested';
  if (order.state === 'paid' && order.fulfilments.some((row) => row.state === 'review')) return 'review';
  // Paid for and promised, but a stay is not over when it is confirmed.
  if (order.state === 'completed' && isStay(order)) return 'booked';
  return order.state;
}

/** One line of a list: code, what, state, price. */
export function orderLine(order: OrderView): Text {
  return text('orders-list-line', {
    code: order.code,
    name: order.lines[0]?.name ?? order.code,
    more: order.lines.length - 1,
    state: { text: text(`orders-short-${stateWord(order)}`, { how: orderHow(order) }) },
    total: { money: order.totalIdr },
  });
}

function facts(order: OrderView): Text[] {
  const lines = order.lines.flatMap((line) => {
    const what = text('orders-line', { name: line.name, qty: line.qty, total: { money: line.totalIdr } });
    if (line.destination !== null) return [what, text('orders-line-destination', { destination: line.destination })];
    if (line.checkIn === null || line.checkOut === null) return [what];
    return [what, text('orders-line-stay', { checkIn: { date: line.checkIn }, checkOut: { date: line.checkOut } })];
  });
  const { payment } = order;
  if (payment !== null && payment.feeIdr > 0) {
    lines.push(text('orders-fee', { fee: { money: payment.feeIdr }, payable: { money: payment.payableIdr } }));
  }
  const due = numberDue(order);
  if (due?.paymentNumber) {
    const { methodName, billerCode, paymentNumber } = due;
    const number = `${billerCode ? `${billerCode} / ` : ''}${inGroups(paymentNumber)}`;
    lines.push(text('orders-number', { name: methodName ?? '', number }));
  }
  if (order.parked) lines.push(text('orders-parked', { amount: { money: order.parked.amountIdr } }));
  for (const { destination } of order.refunds) {
    if (destination !== null) lines.push(text('orders-refund-to', { destination }));
  }
  if (order.refundDueIdr > 0) lines.push(text('orders-refund-due', { amount: { money: order.refundDueIdr } }));
  return lines;
}

const orderHow = ({ payment }: OrderView): PayHow => howOf(payment ?? { format: 'qris_dynamic' });

/** The number to pay into, while it can be paid: looked up again here when the message with it is far up. */
const numberDue = ({ state, payment }: OrderView) =>
  state === 'awaiting_payment' && payment?.state === 'pending' && payment.format === 'va_static' ? payment : null;

const isStay = (order: OrderView): boolean => order.lines.some((line) => line.kind === 'room_night');
const hasKey = (order: OrderView): boolean => order.timeline.some(({ what }) => what === 'key_issued');

/** Cases that are a step of their own beside being looked into. */
const TOLD_ALREADY = new Set(['refund_due', 'cancel_request']);

/** Every day once, with its times below; what happened several times in a row (three codes delivered) is one step. */
export function steps(order: OrderView): Text {
  const { zone } = order;
  const told = order.timeline.filter(({ what, detail }) => what !== 'review' || !TOLD_ALREADY.has(detail));
  const shown = told.filter(({ what }, i) => what !== told[i - 1]?.what).slice(-MAX_STEPS);
  if (shown.length === 0) return text('orders-no-steps');
  let day = '';
  const lines = shown.flatMap(({ at, what, detail }) => {
    const word = what === 'delivered' && isStay(order) ? 'booked' : what;
    const step = text('orders-step', {
      at: { time: at, zone },
      what: { text: text(`orders-step-${word}`, { how: detail }) },
    });
    const date = localDate(at, zone);
    if (date === day) return [step];
    day = date;
    return [text('orders-day', { date: { date } }), step];
  });
  return stack(lines);
}

/** What happens now without the person doing anything, or what they can do. */
function nextStep(order: OrderView): Text {
  const word = stateWord(order);
  if (word === 'awaiting_payment') {
    const preparing = order.payment === null || order.payment.state === 'creating';
    const until = order.payment === null || preparing ? order.payBy : order.payment.expiresAt;
    return text(preparing ? 'orders-next-creating' : 'orders-next-awaiting', {
      until: { time: until, zone: order.zone },
      how: orderHow(order),
    });
  }
  const nextCheckAt = nextCheck(order);
  if (word === 'paid' && nextCheckAt !== null)
    return text('orders-next-check', { at: { time: nextCheckAt, zone: order.zone } });
  if (word === 'booked' && hasKey(order)) return text('orders-next-key-sent');
  return text(`orders-next-${word}`, { how: orderHow(order) });
}

function nextCheck(order: OrderView): number | null {
  const times = order.fulfilments.map((row) => row.nextCheckAt).filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** A new payment can be made: the last one is over. An expired order is reopened by it, if what it promised is free. */
export const canRenew = (order: OrderView): boolean =>
  (order.state === 'awaiting_payment' || order.state === 'expired') &&
  (order.payment?.state === 'expired' || order.payment?.state === 'failed' || order.payment?.state === 'parked') &&
  order.parked === null;

/** Also where goods of the same order could not be delivered. */
const HAS_STAY: readonly string[] = ['paid', 'completed', 'failed'];

/** Unpaid orders, and paid stays whose cancelling is asked of the owner. */
export const canCancel = (order: OrderView): boolean => {
  if (order.state === 'awaiting_payment') return order.parked === null;
  return isStay(order) && !order.cancelRequested && HAS_STAY.includes(order.state);
};

/** Other dates are a matter of an unpaid booking; later the price is paid and the owner helps. */
export const canChangeDates = (order: OrderView): boolean =>
  order.state === 'awaiting_payment' && isStay(order) && order.parked === null;

function buttons(order: OrderView): Choice[] {
  const { code } = order;
  const buttons: Choice[] = [];
  const add = (wanted: boolean, id: string, key: string) => {
    if (wanted) buttons.push({ id, label: text(key, { how: orderHow(order) }) });
  };
  const payment = order.payment?.state;
  add(payment === 'pending' || payment === 'challenge', action.checkPayment(code), 'orders-button-check');
  add(canChangeDates(order), action.changeDates(code), 'orders-button-dates');
  add(canRenew(order), action.renewPayment(code), 'orders-button-renew');
  add(
    order.fulfilments.some((row) => row.hasGoods),
    action.resendGoods(code),
    'orders-button-goods',
  );
  const parked = order.parked?.choices ?? [];
  add(parked.includes('rest'), action.payRest(code), 'button-pay-rest');
  add(parked.includes('refund'), action.takeParked(code), 'button-take-refund');
  add(parked.includes('keep'), action.keepParked(code), 'button-keep-balance');
  for (const { reference, state, byHand, mayKeep, destination } of order.refunds) {
    const isOpen = state === 'due';
    add(byHand, action.refundTo(reference), destination === null ? 'button-refund-to' : 'button-refund-change');
    add(isOpen && !byHand, action.takeRefund(reference), 'button-take-refund');
    add(isOpen && mayKeep, action.keepRefund(reference), 'button-keep-balance');
  }
  add(
    canCancel(order),
    action.cancelOrder(code),
    order.state === 'awaiting_payment' ? 'orders-button-cancel' : 'orders-button-request-cancel',
  );
  return buttons;
}

/**
 * What a payer reads about money that goes back. Every screen names the amount; one that asks says what happens without
 * an answer. Account numbers are shown masked, to the payer too.
 */
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';

const toOrder = (order: Order): Choice => ({ id: action.order(order.code), label: text('button-see-order') });
const help: Choice = { id: action.help, label: text('button-help') };
const fill = (refund: Refund): Choice => ({ id: action.refundTo(refund.reference), label: text('button-refund-to') });
const keep = (refund: Refund): Choice[] =>
  refund.personId === null ? [] : [{ id: action.keepRefund(refund.reference), label: text('button-keep-balance') }];

const facts = (order: Order, refund: Refund) => ({ code: order.code, amount: { money: refund.amountIdr } });

/** Says so where the payer's fee is in it. */
const feeLine = (refund: Refund): Text[] =>
  refund.feeIdr > 0 ? [text('refund-with-fee', { fee: { money: refund.feeIdr } })] : [];

/** Late money whose goods are gone: the payer chooses, and without an answer it goes back. */
export const lateRefundScreen = (order: Order, refund: Refund, zone: string): Screen => ({
  lines: [
    text('late-refund', facts(order, refund)),
    ...feeLine(refund),
    ...(refund.chooseUntil === null
      ? [text('refund-coming')]
      : [text('refund-choose', { until: { time: refund.chooseUntil, zone } })]),
  ],
  choices: [
    ...(refund.chooseUntil === null
      ? []
      : [{ id: action.takeRefund(refund.reference), label: text('button-take-refund') }, ...keep(refund)]),
    toOrder(order),
  ],
});

export const moneyReturnedScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('money-returned', facts(order, refund)), ...feeLine(refund), text('refund-coming')],
  choices: [toOrder(order), help],
});

export const takenScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('refund-taken', facts(order, refund))],
  choices: [toOrder(order)],
});

export const refundPendingScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('refund-pending', facts(order, refund))],
  choices: [toOrder(order)],
});

export const askDestinationScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('refund-where', facts(order, refund)), ...feeLine(refund), text('refund-where-how')],
  choices: [fill(refund), ...keep(refund), help],
});

export const remindDestinationScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('refund-where-again', facts(order, refund))],
  choices: [fill(refund), ...keep(refund), help],
});

export const destinationNotedScreen = (order: Order, refund: Refund): Screen => ({
  lines: [text('refund-noted', { ...facts(order, refund), destination: refund.destinationMasked ?? '' })],
  choices: [{ id: action.refundTo(refund.reference), label: text('button-refund-change') }, toOrder(order)],
});

export const keptScreen = (order: Order, amountIdr: number): Screen => ({
  lines: [text('refund-kept', { code: order.code, amount: { money: amountIdr } })],
  choices: [toOrder(order), { id: action.menu, label: text('button-menu') }],
});

export const refundPaidScreen = (order: Order, refund: Refund, proof: string): Screen => ({
  lines: [
    refund.destinationMasked === null
      ? text('refund-paid', facts(order, refund))
      : text('refund-paid-to', { ...facts(order, refund), destination: refund.destinationMasked }),
    ...(proof ? [text('refund-proof', { proof })] : []),
    ...(refund.way === 'gateway' ? [text('refund-paid-gateway')] : []),
  ],
  choices: [toOrder(order), help],
});

/** Somebody gave it back at the gateway, without us. */
export const gatewayRefundScreen = (order: Order, amountIdr: number): Screen => ({
  lines: [text('gateway-refund', { code: order.code, amount: { money: amountIdr } })],
  choices: [toOrder(order), help],
});

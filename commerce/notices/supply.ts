/** What a buyer reads while a supplier takes its time, or fails. The money is named first. */
import type { Charge } from '../fulfilment/supply-model.ts';
import type { Order, OrderLine } from '../order/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';
import { supplyWords } from './supply-words.ts';

const withHelp = (order: Order): Pick<Screen, 'choices'> => ({
  choices: [
    { id: action.order(order.code), label: text('button-see-order') },
    { id: action.help, label: text('button-help') },
  ],
});

const facts = (order: Order, line: OrderLine) => ({
  code: order.code,
  name: line.snapshot.name,
  amount: { money: line.totalIdr },
  destination: line.snapshot.destination?.display ?? '',
});

export const supplyPendingScreen = (order: Order, line: OrderLine, nextCheckAt: number, zone: string): Screen => ({
  lines: [text(supplyWords(line, 'supply-pending'), { ...facts(order, line), at: { time: nextCheckAt, zone } })],
  ...withHelp(order),
});

export const supplyScheduledScreen = (order: Order, line: OrderLine, at: number, zone: string): Screen => ({
  lines: [text('supply-scheduled', { ...facts(order, line), at: { time: at, zone } })],
  ...withHelp(order),
});

/** The supplier refuses us: when it goes out is not ours to promise. */
export const supplyWaitsScreen = (order: Order, line: OrderLine, at: number, zone: string): Screen => ({
  lines: [text('supply-waits', { ...facts(order, line), at: { time: at, zone } })],
  ...withHelp(order),
});

export const supplyReviewScreen = (order: Order, line: OrderLine): Screen => ({
  lines: [text(supplyWords(line, 'supply-review'), facts(order, line))],
  ...withHelp(order),
});

const FAILED: Partial<Record<string, string>> = {
  destination: 'supply-failed-destination',
  price: 'supply-failed-price',
};

/** `why` is a PurchaseReason; the message files have a sentence for those a buyer can do something about. */
export const supplyFailedScreen = (order: Order, line: OrderLine, why: string, refundIdr: number): Screen => ({
  lines: [
    text(supplyWords(line, FAILED[why] ?? 'supply-failed'), facts(order, line)),
    text(order.payWith === 'balance' ? 'supply-refund-balance' : 'supply-refund', { amount: { money: refundIdr } }),
  ],
  ...withHelp(order),
});

/** The owner ended an unclear purchase; what the supplier does afterwards is not the buyer's trouble. */
export const givenUpScreen = (order: Order, line: OrderLine): Screen => ({
  lines: [text('supply-given-up', facts(order, line)), text('supply-refund', { amount: { money: line.unitPriceIdr } })],
  ...withHelp(order),
});

export const reversedBackScreen = (order: Order, line: OrderLine): Screen => ({
  lines: [text('supply-reversed', facts(order, line)), text('supply-refund', { amount: { money: line.unitPriceIdr } })],
  ...withHelp(order),
});

const chargeFacts = (charge: Charge, zone: string) => ({
  extra: { money: charge.amountIdr },
  until: { time: charge.expiresAt, zone },
});

const chargeChoices = (charge: Charge): Pick<Screen, 'choices'> => ({
  choices: [
    { id: action.payCharge(charge.id), label: text('button-pay-extra', { extra: { money: charge.amountIdr } }) },
    {
      id: action.declineCharge(charge.id),
      label: text(charge.kind === 'price_rise' ? 'button-money-back' : 'button-no-thanks'),
    },
    { id: action.help, label: text('button-help') },
  ],
});

/** The price rose before the unit was bought: the difference or the money back. */
export const requoteScreen = (order: Order, line: OrderLine, charge: Charge, zone: string): Screen => ({
  lines: [
    text('supply-price-rose', { ...facts(order, line), ...chargeFacts(charge, zone) }),
    text('supply-price-rose-choose', { ...facts(order, line), ...chargeFacts(charge, zone) }),
  ],
  ...chargeChoices(charge),
});

/** Goods came after their money had gone back. */
export const lateChargeScreen = (order: Order, line: OrderLine, charge: Charge, zone: string): Screen => ({
  lines: [
    text('supply-came-late', { ...facts(order, line), ...chargeFacts(charge, zone) }),
    text('supply-came-late-choose', { ...facts(order, line), ...chargeFacts(charge, zone) }),
  ],
  ...chargeChoices(charge),
});

export const supplementPlacedScreen = (order: Order, parent: Order): Screen => ({
  lines: [text('supplement-placed', { code: order.code, parent: parent.code, amount: { money: order.totalIdr } })],
  choices: [{ id: action.order(order.code), label: text('button-see-order') }],
});

export const supplementBackScreen = (order: Order, line: OrderLine): Screen => ({
  lines: [text('supplement-back', { code: order.code, amount: { money: line.totalIdr } })],
  ...withHelp(order),
});

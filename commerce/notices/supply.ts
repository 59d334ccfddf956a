/** What a buyer reads while a supplier takes its time, or fails. The money is named first. */
import type { Order, OrderLine } from '../order/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';

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
  lines: [text('supply-pending', { ...facts(order, line), at: { time: nextCheckAt, zone } })],
  ...withHelp(order),
});

export const supplyScheduledScreen = (order: Order, line: OrderLine, at: number, zone: string): Screen => ({
  lines: [text('supply-scheduled', { ...facts(order, line), at: { time: at, zone } })],
  ...withHelp(order),
});

export const supplyReviewScreen = (order: Order, line: OrderLine): Screen => ({
  lines: [text('supply-review', facts(order, line))],
  ...withHelp(order),
});

/** `why` is a PurchaseReason; the message files have a sentence for those a buyer can do something about. */
export const supplyFailedScreen = (order: Order, line: OrderLine, why: string, refundIdr: number): Screen => ({
  lines: [
    text(why === 'destination' ? 'supply-failed-destination' : 'supply-failed', facts(order, line)),
    text(order.payWith === 'balance' ? 'supply-refund-balance' : 'supply-refund', { amount: { money: refundIdr } }),
  ],
  ...withHelp(order),
});

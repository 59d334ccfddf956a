/** What a payer reads about money that goes back. Every screen names the amount; one that asks says what follows without an answer. */
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen } from '../ports/screen.ts';

const toOrder = (order: Order): Choice => ({ id: action.order(order.code), label: text('button-see-order') });
const help: Choice = { id: action.help, label: text('button-help') };

export const keptScreen = (order: Order, amountIdr: number): Screen => ({
  lines: [text('refund-kept', { code: order.code, amount: { money: amountIdr } })],
  choices: [toOrder(order), { id: action.menu, label: text('button-menu') }],
});

export const refundPaidScreen = (order: Order, refund: Refund, proof: string): Screen => ({
  lines: [
    text('refund-paid', { code: order.code, amount: { money: refund.amountIdr } }),
    ...(proof ? [text('refund-proof', { proof })] : []),
  ],
  choices: [toOrder(order), help],
});

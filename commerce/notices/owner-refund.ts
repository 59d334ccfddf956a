/** What the owner is told about money that goes back. */
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';

const alert = (order: Order, key: string, amountIdr: number): Screen => ({
  lines: [text(key, { code: order.code, amount: { money: amountIdr } })],
  choices: [
    { id: action.dossier(order.code), label: text('button-why') },
    { id: action.queue, label: text('button-queue') },
  ],
});

export const refundByHandAlert = (order: Order, refund: Refund): Screen =>
  alert(order, 'alert-refund-by-hand', refund.amountIdr);

export const refundUnclearAlert = (order: Order, refund: Refund): Screen =>
  alert(order, 'alert-refund-unclear', refund.amountIdr);

export const noDestinationAlert = (order: Order, refund: Refund): Screen =>
  alert(order, 'alert-refund-no-destination', refund.amountIdr);

export const destinationAlert = (order: Order, refund: Refund): Screen =>
  alert(order, 'alert-refund-destination', refund.amountIdr);

export const gatewayRefundAlert = (order: Order, amountIdr: number): Screen =>
  alert(order, 'alert-gateway-refund', amountIdr);

/** What a guest reads when their nights changed, or their room was gone and others are free. */
import type { Order } from '../order/model.ts';
import type { Payment } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import type { PaymentFormat } from '../ports/payment-gateway.ts';
import { text, type Screen } from '../ports/screen.ts';
import type { StayFacts } from './goods.ts';
import { howOf } from './pay-how.ts';
import { paymentSlot } from './payment.ts';

/** Said above the new QR. */
export const datesChangedScreen = (order: Order, { stay, roomName }: StayFacts, format: PaymentFormat): Screen => ({
  lines: [
    text('dates-changed', {
      code: order.code,
      room: roomName,
      checkIn: { date: stay.checkIn },
      checkOut: { date: stay.checkOut },
      nights: stay.nights,
      total: { money: order.totalIdr },
    }),
    text('dates-changed-qr', { how: howOf({ format }) }),
  ],
  choices: [{ id: action.order(order.code), label: text('button-see-order') }],
});

/** Takes the place of the QR that is not to be paid any more. */
export const qrWithdrawnScreen = (payment: Payment): Screen => ({
  lines: [text('qr-withdrawn', { how: howOf(payment) })],
  replaces: paymentSlot(payment),
});

/** After a late payment whose room is gone; the money is spoken of in the message before. */
export const otherRoomsScreen = (order: Order): Screen => ({
  lines: [text('room-gone', { code: order.code })],
  choices: [
    { id: action.alternatives(order.code), label: text('button-other-rooms') },
    { id: action.help, label: text('button-help') },
  ],
});

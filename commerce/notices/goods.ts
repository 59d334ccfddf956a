/** What is handed over. The goods stand alone in a copyable line; the message around them is sealed at rest. */
import type { BillSnapshot } from '../bill/model.ts';
import type { Order, OrderLine } from '../order/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';
import { instantOf } from '../stay/local-time.ts';
import type { Property, Stay } from '../stay/model.ts';

/** The receipt's address opens the goods without a login, so a message with it is sealed like the goods themselves. */
const receipt = (order: Order, pageUrl: string): Pick<Screen, 'link' | 'choices' | 'secret'> => ({
  secret: true,
  link: { url: pageUrl, label: text('button-receipt') },
  choices: [{ id: action.order(order.code), label: text('button-see-order') }, menu],
});

const menu: Choice = { id: action.menu, label: text('button-menu') };

export interface Goods {
  /** Message key: where the goods are used. */
  kind: 'code' | 'token' | 'serial' | 'bill' | 'none';
  value: string;
  /** Further facts of a token (name, tariff, kWh), already readable. */
  note: string;
}

export function goodsScreen(order: Order, line: OrderLine, goods: Goods, pageUrl: string): Screen {
  const values = {
    name: line.snapshot.name,
    code: order.code,
    destination: line.snapshot.destination?.display ?? '',
    note: goods.note,
  };
  const lines = [text(`goods-${goods.kind}`, values)];
  if (line.snapshot.bill) lines.push(billReceipt(line.snapshot.bill, line.totalIdr));
  if (goods.kind === 'bill') lines.push(text('bill-sn'));
  if (goods.note) lines.push(text('goods-note', { note: goods.note }));
  // Last, so that it stands right above the digits.
  if (goods.kind === 'token') lines.push(text('goods-token-how'));
  return goods.kind === 'none'
    ? { lines, ...receipt(order, pageUrl) }
    : { lines, copy: goods.value, ...receipt(order, pageUrl) };
}

const billReceipt = ({ maskedName, period, billIdr, feeIdr }: BillSnapshot, totalIdr: number): Text =>
  text('bill-receipt', {
    name: maskedName || '-',
    period: period || '-',
    bill: { money: billIdr },
    fee: { money: feeIdr },
    total: { money: totalIdr },
  });

/** For another chat of the buyer's while the one they ordered from does not take messages. */
export const goodsElsewhereScreen = (order: Order, pageUrl: string): Screen => ({
  lines: [text('goods-elsewhere', { code: order.code })],
  ...receipt(order, pageUrl),
});

export interface StayFacts {
  stay: Stay;
  property: Property;
  roomName: string;
}

export function stayConfirmedScreen(
  order: Order,
  { stay, property, roomName }: StayFacts,
  keyAt: number | null,
  pageUrl: string,
): Screen {
  const lines = [
    text('stay-confirmed', {
      code: order.code,
      room: roomName,
      property: property.name,
      checkIn: { date: stay.checkIn },
      checkOut: { date: stay.checkOut },
      nights: stay.nights,
      rooms: stay.rooms,
      guest: stay.bookerName,
      from: { time: instantOf(stay.checkIn, property.checkInTime, property.zone), zone: property.zone },
      until: { time: instantOf(stay.checkOut, property.checkOutTime, property.zone), zone: property.zone },
    }),
  ];
  lines.push(
    keyAt === null ? text('stay-key-now') : text('stay-key-later', { at: { dateTime: keyAt, zone: property.zone } }),
  );
  return { lines, ...receipt(order, pageUrl) };
}

export function doorCodeScreen(
  order: Order,
  facts: StayFacts,
  room: string,
  pin: string,
  from: number,
  to: number,
): Screen {
  const zone = facts.property.zone;
  return {
    lines: [
      text('door-code', {
        room,
        property: facts.property.name,
        from: { dateTime: from, zone },
        to: { dateTime: to, zone },
      }),
      text('door-code-how'),
    ],
    copy: pin,
    secret: true,
    choices: [
      { id: action.order(order.code), label: text('button-see-order') },
      { id: action.help, label: text('button-help') },
    ],
  };
}

export const keyAtDeskScreen = (order: Order, facts: StayFacts, room: string): Screen => ({
  lines: [text('key-at-desk', { code: order.code, room, property: facts.property.name })],
  choices: [{ id: action.help, label: text('button-help') }],
});

export const keyHandedOverScreen = (order: Order): Screen => ({
  lines: [text('key-handed-over', { code: order.code })],
  choices: [{ id: action.help, label: text('button-help') }],
});

/** What to do at the desk stands in it: the guest may be in front of the door. */
export const keyDelayedScreen = (order: Order, facts: StayFacts, room: string): Screen => ({
  lines: [
    text('key-delayed', { code: order.code, property: facts.property.name }),
    text('key-delayed-desk', { code: order.code, room, guest: facts.stay.bookerName }),
  ],
  choices: [{ id: action.help, label: text('button-help') }],
});

export const noRoomYetScreen = (order: Order, facts: StayFacts): Screen => ({
  lines: [text('key-no-room', { code: order.code, property: facts.property.name })],
  choices: [{ id: action.help, label: text('button-help') }],
});

export const stayCancelledScreen = (order: Order, refundIdr: number): Screen => ({
  lines: [
    text(refundIdr > 0 ? `stay-cancelled-${order.payWith === 'balance' ? 'balance' : 'refund'}` : 'stay-cancelled', {
      code: order.code,
      amount: { money: refundIdr },
    }),
  ],
  choices: [menu],
});

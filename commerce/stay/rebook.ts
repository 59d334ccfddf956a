/**
 * Gives a stay that is not paid other nights or another kind of room, with its order line and the order's total, in the
 * caller's transaction. Takes and frees no nights: who calls knows whether the old ones are held.
 */
import type { Order, OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { RoomType, Stay } from './model.ts';

export interface Rebooking {
  roomType: RoomType;
  checkIn: string;
  checkOut: string;
  nights: readonly string[];
}

/** What the line and the order would cost. */
export function rebookedTotal(order: Order, line: OrderLine, { roomType, nights }: Rebooking): number {
  return order.totalIdr - line.totalIdr + roomType.rateIdr * nights.length * line.qty;
}

/** The order's only room line with its stay. */
export async function roomOf(stores: Stores, order: Order): Promise<{ line: OrderLine; stay: Stay }> {
  const line = (await stores.orders.lines(order.id)).find((row) => row.stayId !== null);
  const stay = line?.stayId ? await stores.stays.stay(line.stayId) : null;
  if (!line || !stay) throw new Refused('wrong_state');
  return { line, stay };
}

/** Writes it. `payBy` begins a new pay window; returns the order as it is afterwards. */
export async function rebook(
  stores: Stores,
  order: Order,
  { line, stay }: { line: OrderLine; stay: Stay },
  to: Rebooking,
  payBy: number,
): Promise<Order> {
  const { roomType, checkIn, checkOut, nights } = to;
  const totalIdr = rebookedTotal(order, line, to);
  const unitPriceIdr = roomType.rateIdr * nights.length;
  const nightly = nights.map((night) => ({ night, priceIdr: roomType.rateIdr }));
  const booked = { roomTypeId: roomType.id, checkIn, checkOut, nights: nights.length, nightly };
  mustWin(await stores.stays.rebook(stay.id, stay.version, booked), stay.id);
  const repriced = {
    id: line.id,
    unitPriceIdr,
    totalIdr: unitPriceIdr * line.qty,
    snapshot: { ...line.snapshot, name: roomType.name, checkIn, checkOut },
  };
  mustWin(await stores.orders.reprice(order.id, order.version, { totalIdr, payBy }, repriced), order.code);
  return { ...order, totalIdr, payBy, version: order.version + 1 };
}

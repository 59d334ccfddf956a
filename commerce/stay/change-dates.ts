/**
 * "Ganti tanggal" of a booking that is not paid: other nights are held, the old ones freed, the price is that of the new
 * nights, and the QR is made anew, all or nothing. Who still pays the old QR is booked like anybody: the same price
 * settles the order as it is now, another one is the owner's to decide.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { datesChangedScreen, qrWithdrawnScreen } from '../notices/rebook.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import { findOwnOrder } from '../order/own-order.ts';
import { scheduleExpiry } from '../order/place-order.ts';
import { MAX_ATTEMPTS } from '../order/renew-payment.ts';
import { nightsOf } from '../order/reserve.ts';
import { addPayment } from '../payment/new-payment.ts';
import { routeAgain } from '../payment/routes.ts';
import { MONEY_IN_HAND, withdrawPayment } from '../payment/withdraw.ts';
import type { Actor } from '../people/model.ts';
import type { PaymentFormat } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { checkDates } from './check-dates.ts';
import { stayFacts } from './facts.ts';
import type { Stay } from './model.ts';
import { rebook, rebookedTotal, roomOf, type Rebooking } from './rebook.ts';

export interface ChangeDatesInput {
  code: string;
  checkIn: string;
  checkOut: string;
  /** What the guest agreed to; a price that moved since is refused. */
  expectedTotalIdr?: number;
}

/** Reads only: what the change would cost, or why it cannot be done. Whether the nights are free is found out by doing it. */
async function priceDates(core: Core, stores: Stores, order: Order, input: ChangeDatesInput) {
  if (order.state !== 'awaiting_payment') throw new Refused('wrong_state');
  const booked = await roomOf(stores, order);
  if (booked.stay.state !== 'held') throw new Refused('wrong_state');
  const { property } = await stayFacts(stores, booked.stay.id);
  const roomType = await stores.stays.roomType(booked.stay.roomTypeId);
  if (!roomType?.active) throw new Refused('not_sellable');
  const nights = checkDates(core, property.zone, input.checkIn, input.checkOut);
  if (booked.line.qty * nights.length > core.settings.maxRoomNights)
    throw new Refused('too_many_nights', { max: core.settings.maxRoomNights });
  if (booked.stay.checkIn === input.checkIn && booked.stay.checkOut === input.checkOut) throw new Refused('same_dates');
  const to: Rebooking = { roomType, checkIn: input.checkIn, checkOut: input.checkOut, nights };
  return { booked, to, totalIdr: rebookedTotal(order, booked.line, to) };
}

export function quoteDates(
  core: Core,
  actor: Actor,
  input: ChangeDatesInput,
): Promise<Answer<{ totalIdr: number; beforeIdr: number; nights: number }>> {
  return answering(async () => {
    const stores = core.uow.read;
    const order = await findOwnOrder(stores, actor, input.code);
    const { to, totalIdr } = await priceDates(core, stores, order, input);
    return { ok: true as const, totalIdr, beforeIdr: order.totalIdr, nights: to.nights.length };
  });
}

export async function changeDates(
  core: Core,
  actor: Actor,
  key: string,
  input: ChangeDatesInput,
): Promise<Answer<{ totalIdr: number }>> {
  const result = await idempotent(core, actor, 'stay.change_dates', key, input, async (stores) => {
    const { id } = await findOwnOrder(stores, actor, input.code);
    await stores.orders.lock(id);
    const order = await findOwnOrder(stores, actor, input.code);
    const { booked, to, totalIdr } = await priceDates(core, stores, order, input);
    if (input.expectedTotalIdr !== undefined && input.expectedTotalIdr !== totalIdr)
      throw new Refused('price_changed', { totalIdr });
    await moveNights(stores, booked.stay, to);
    const changed = await rebook(stores, order, booked, to, core.clock.now() + core.settings.payWindowMs);
    const format = await payAnew(core, stores, changed);
    const facts = await stayFacts(stores, booked.stay.id);
    await audit(core, stores, actor, 'stay.dates_changed', `orders:${id}`, `${to.checkIn} ${to.checkOut} ${totalIdr}`);
    await tellBuyer(core, stores, changed, `dates:${changed.version}`, datesChangedScreen(changed, facts, format));
    return { totalIdr };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

/**
 * What both bookings have stays held, so a stay may move by one day in a full house. Night by night in order of date:
 * two stays that change places must not wait for each other.
 */
async function moveNights(stores: Stores, stay: Stay, { roomType, nights }: Rebooking): Promise<void> {
  const [before, after] = [new Set(nightsOf(stay)), new Set(nights)];
  for (const night of [...new Set([...before, ...after])].toSorted()) {
    if (before.has(night) && after.has(night)) continue;
    if (before.has(night)) {
      await stores.stays.releaseHeld(roomType.id, [night], stay.rooms);
      continue;
    }
    const taken = await stores.stays.takeNights(roomType.id, [night], stay.rooms);
    if (!taken.ok) throw new Refused('sold_out', { name: roomType.name, night });
  }
}

/** How the new payment is paid. */
async function payAnew(core: Core, stores: Stores, order: Order): Promise<PaymentFormat> {
  const payments = await stores.payments.ofOrder(order.id);
  if (payments.some((payment) => MONEY_IN_HAND.includes(payment.state))) throw new Refused('wrong_state');
  if (payments.length >= MAX_ATTEMPTS) throw new Refused('rate_limited');
  const route = await routeAgain(core, stores, order, payments.at(-1), order.totalIdr);
  if (!route) throw new Refused('no_payment_provider');
  for (const payment of payments) {
    await withdrawPayment(core, stores, payment);
    if (payment.paymentNumber ?? payment.payUrl)
      await tellBuyer(core, stores, order, `withdrawn:${payment.id}`, qrWithdrawnScreen(payment));
  }
  await addPayment(core, stores, order, route, payments.length + 1);
  await scheduleExpiry(core, stores, order);
  return route.facts.format;
}

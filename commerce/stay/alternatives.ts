/**
 * The room was gone when its late payment came. Instead of the money back the guest may take another kind of room on the
 * same nights for what they paid; what it costs less goes back. Dearer rooms are not offered here: they are an order of
 * their own, so nobody is charged by choosing.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import { closeCase } from '../cases/close-case.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { moneyReturnedScreen } from '../notices/refund.ts';
import type { Order, OrderLine } from '../order/model.ts';
import { findOwnOrder } from '../order/own-order.ts';
import { settleOrder } from '../payment/settle.ts';
import type { Refund } from '../payment/model.ts';
import { refundNext } from '../refund/machine.ts';
import { isRefundOf, refundDue } from '../refund/refund-due.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import { nightsOf } from '../order/reserve.ts';
import { freeRooms } from './free-rooms.ts';
import type { RoomType, Stay } from './model.ts';
import { rebook, rebookedTotal, roomOf, type Rebooking } from './rebook.ts';

export interface Alternative {
  roomTypeId: string;
  name: string;
  /** Price of the whole order with this room. */
  totalIdr: number;
  /** What goes back of what was paid. */
  backIdr: number;
}

interface Gone {
  order: Order;
  line: OrderLine;
  stay: Stay;
  refund: Refund;
}

export async function alternatives(
  core: Core,
  actor: Actor,
  code: string,
): Promise<Answer<{ rooms: Alternative[]; paidIdr: number; checkIn: string; checkOut: string }>> {
  return answering(async () => {
    const stores = core.uow.read;
    const gone = await goneRoom(stores, await findOwnOrder(stores, actor, code));
    const rooms: Alternative[] = [];
    for (const roomType of await stores.stays.roomTypes(gone.stay.propertyId)) {
      const to = asRebooking(gone.stay, roomType);
      const totalIdr = rebookedTotal(gone.order, gone.line, to);
      if (!(await fits(stores, gone, roomType)) || totalIdr > paidFor(gone.refund)) continue;
      rooms.push({
        roomTypeId: roomType.id,
        name: roomType.name,
        totalIdr,
        backIdr: paidFor(gone.refund) - totalIdr,
      });
    }
    const { checkIn, checkOut } = gone.stay;
    return { ok: true as const, rooms, paidIdr: paidFor(gone.refund), checkIn, checkOut };
  });
}

/** The fee of the gateway buys nothing: it goes back with the whole, and is kept where the payment is used after all. */
const paidFor = ({ amountIdr, feeIdr }: Refund): number => amountIdr - feeIdr;

/** A late payment that is owed back and has not been sent yet. */
async function goneRoom(stores: Stores, order: Order): Promise<Gone> {
  if (order.state !== 'expired' && order.state !== 'cancelled') throw new Refused('wrong_state');
  const { line, stay } = await roomOf(stores, order);
  const refund = (await stores.payments.refundsOf(order.id)).find(
    (row) => row.reason === 'late_unavailable' && row.state === 'due',
  );
  if (!refund || stay.state !== 'released') throw new Refused('wrong_state');
  return { order, line, stay, refund };
}

const asRebooking = (stay: Stay, roomType: RoomType): Rebooking => ({
  roomType,
  checkIn: stay.checkIn,
  checkOut: stay.checkOut,
  nights: nightsOf(stay),
});

async function fits(stores: Stores, { stay }: Gone, roomType: RoomType): Promise<boolean> {
  if (!roomType.active || roomType.capacity * stay.rooms < stay.guests) return false;
  const nights = nightsOf(stay);
  return freeRooms(await stores.stays.nights(roomType.id, nights), nights.length) >= stay.rooms;
}

export async function takeAlternative(
  core: Core,
  actor: Actor,
  key: string,
  input: { code: string; roomTypeId: string; expectedTotalIdr: number },
): Promise<Answer<object>> {
  const result = await idempotent(core, actor, 'stay.take_alternative', key, input, async (stores) => {
    const { id } = await findOwnOrder(stores, actor, input.code);
    await stores.orders.lock(id);
    const gone = await goneRoom(stores, await findOwnOrder(stores, actor, input.code));
    const { order, stay, refund } = gone;
    const roomType = await stores.stays.roomType(input.roomTypeId);
    if (roomType?.propertyId !== stay.propertyId) throw new Refused('not_found');
    if (!(await fits(stores, gone, roomType))) throw new Refused('sold_out', { name: roomType.name });
    const changed = await rebook(stores, order, gone, asRebooking(stay, roomType), order.payBy);
    if (changed.totalIdr !== input.expectedTotalIdr || changed.totalIdr > paidFor(refund))
      throw new Refused('price_changed', { totalIdr: changed.totalIdr });
    await takeBackPromise(core, stores, actor, changed, refund);
    const payment = (await stores.payments.ofOrder(id)).find((row) => row.state === 'paid');
    if (!payment) throw new Refused('wrong_state');
    const settlement = await settleOrder(core, stores, changed, payment, `alternative:${refund.id}`);
    // Somebody was faster by a moment: nothing of this happened, the refund stands.
    if (settlement !== 'settled') throw new Refused('sold_out', { name: roomType.name });
    await oweRest(core, stores, changed, refund);
    await audit(core, stores, actor, 'stay.alternative', `orders:${id}`, `${roomType.code} ${changed.totalIdr}`);
    return {};
  });
  return 'ok' in result ? result : { ok: true };
}

/** The promise to pay back ends: the money is the guest's again, for the order to take. Said by what follows. */
async function takeBackPromise(core: Core, stores: Stores, actor: Actor, order: Order, refund: Refund): Promise<void> {
  const step = refundNext(refund.state, 'kept');
  if (!step) throw new Refused('wrong_state');
  const now = core.clock.now();
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, { state: step.to, endedAt: now }), refund.id);
  await moveMoney(core, stores, order, {
    kind: 'kept_as_balance',
    idemKey: `refund:${refund.id}`,
    from: account.refundsDue(order.environment),
    to: purseOf(order),
    amountIdr: paidFor(refund),
  });
  await moveMoney(core, stores, order, {
    kind: 'refund_fee',
    idemKey: `refund-fee-back:${refund.id}`,
    from: account.refundsDue(order.environment),
    to: account.cost(order.environment),
    amountIdr: refund.feeIdr,
  });
  for (const row of await stores.reviews.ofOrder(order.id)) {
    if (row.state === 'open' && isRefundOf(row, refund))
      await closeCase(core, stores, actor, row, 'keep: another room');
  }
}

async function oweRest(core: Core, stores: Stores, order: Order, refund: Refund): Promise<void> {
  const amountIdr = paidFor(refund) - order.totalIdr;
  if (amountIdr <= 0) return;
  await refundDue(core, stores, order, {
    reason: 'late_unavailable',
    cause: `alternative:${refund.id}`,
    amountIdr,
    paymentId: refund.paymentId,
    buyer: (rest) => moneyReturnedScreen(order, rest),
  });
}

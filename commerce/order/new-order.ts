/** Builds the rows of a new order from priced lines: ids, code, token, stays. Writes nothing but stays. */
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { tierOf } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { sumIdr } from '../money.ts';
import type { Order, OrderLine } from './model.ts';
import type { PricedLine } from './price-items.ts';

/** Six characters without look-alikes: 887 million codes, so a clash is rare; this many tries make it impossible. */
const CODE_LENGTH = 6;
const CODE_TRIES = 20;

async function freshCode(core: Core, stores: Stores): Promise<string> {
  for (let attempt = 0; attempt < CODE_TRIES; attempt++) {
    const code = core.ids.sayable(CODE_LENGTH);
    if (!(await stores.orders.codeExists(code))) return code;
  }
  throw new Error('no free order code found');
}

export async function buildOrder(
  core: Core,
  stores: Stores,
  actor: Actor,
  { chatId, payWith }: Pick<Order, 'chatId' | 'payWith'>,
  priced: readonly PricedLine[],
): Promise<{ order: Order; lines: OrderLine[] }> {
  const now = core.clock.now();
  const id = core.ids.uuid();
  const token = core.ids.token();
  // The hold that pays it is taken in the same transaction, or there is no order.
  const fromBalance = payWith === 'balance';
  const business = await stores.stays.firstBusiness();
  if (!business) throw new Error('no business row: setup did not run');
  const order: Order = {
    id,
    code: await freshCode(core, stores),
    environment: actor.environment,
    businessId: business.id,
    personId: actor.personId,
    chatId,
    origin: 'chat',
    tier: tierOf(actor),
    payWith,
    state: fromBalance ? 'paid' : 'awaiting_payment',
    version: 1,
    totalIdr: sumIdr(priced.map((line) => line.totalIdr)),
    placedAt: now,
    payBy: fromBalance ? now : now + core.settings.payWindowMs,
    paidAt: fromBalance ? now : null,
    closedAt: null,
    cancelRequestedAt: null,
    tokenFingerprint: core.vault.fingerprint('order_token', token),
    tokenSealed: core.vault.seal('order_token', `orders:${id}`, token),
  };
  const lines: OrderLine[] = [];
  for (const line of priced) lines.push(await buildLine(core, stores, order, line));
  return { order, lines };
}

async function buildLine(core: Core, stores: Stores, order: Order, priced: PricedLine): Promise<OrderLine> {
  const common = {
    id: core.ids.uuid(),
    orderId: order.id,
    qty: priced.qty,
    unitPriceIdr: priced.unitPriceIdr,
    totalIdr: priced.totalIdr,
    snapshot: priced.snapshot,
  };
  if (priced.kind === 'topup' || priced.kind === 'supplement')
    return { ...common, kind: priced.kind, productId: null, stayId: null };
  if (priced.kind !== 'room_night') return { ...common, kind: priced.kind, productId: priced.product.id, stayId: null };
  const { item, roomType, nights } = priced;
  const stayId = core.ids.uuid();
  await stores.stays.insertStay(
    {
      id: stayId,
      orderId: order.id,
      propertyId: roomType.propertyId,
      roomTypeId: roomType.id,
      environment: order.environment,
      state: 'held',
      version: 1,
      checkIn: item.checkIn,
      checkOut: item.checkOut,
      nights: nights.length,
      rooms: item.rooms,
      guests: item.guests,
      bookerName: item.bookerName.trim(),
      bookerContact: item.bookerContact.trim(),
      arrivalTime: item.arrivalTime,
      nightly: nights.map((night) => ({ night, priceIdr: roomType.rateIdr })),
    },
    Array.from({ length: item.rooms }, (_, index) => ({
      id: core.ids.uuid(),
      stayId,
      position: index + 1,
      unitId: null,
    })),
  );
  return { ...common, kind: 'room_night', productId: null, stayId };
}

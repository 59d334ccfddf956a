/**
 * Sets aside what an order promises, and gives it back. All or nothing: called inside the order's transaction, a short
 * line throws and everything taken for the order is rolled back with it. Supplier products need no reservation.
 */
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { nightsBetween } from '../stay/local-time.ts';
import { stayNext } from '../stay/machine.ts';
import type { Stay } from '../stay/model.ts';
import type { OrderLine } from './model.ts';

const MAX_NIGHTS = 366;

export const nightsOf = (stay: Pick<Stay, 'checkIn' | 'checkOut'>): string[] =>
  nightsBetween(stay.checkIn, stay.checkOut, MAX_NIGHTS);

/** Reserves stock and nights of a new order's lines. Throws Refused('sold_out') on the first short one. */
export async function reserveLines(stores: Stores, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  for (const line of lines) {
    if (line.kind === 'stock_code' && line.productId) {
      const reserved = await stores.stock.reserve(line.productId, orderId, line.qty);
      if (!reserved) throw new Refused('sold_out', { name: line.snapshot.name });
    }
    if (line.snapshot.bill) {
      const patch = { state: 'used', lineId: line.id } as const;
      if (!(await stores.bills.move(line.snapshot.bill.quoteId, ['quoted'], patch))) throw new Refused('conflict');
    }
    if (line.kind === 'room_night' && line.stayId) {
      const stay = await stores.stays.stay(line.stayId);
      if (!stay) throw new Refused('not_found');
      const taken = await stores.stays.takeNights(stay.roomTypeId, nightsOf(stay), stay.rooms);
      if (!taken.ok) throw new Refused('sold_out', { name: line.snapshot.name, night: taken.short });
    }
  }
}

/** Gives back what an unpaid order reserved. Safe to repeat: released stays and stock are left alone. */
export async function releaseReservations(stores: Stores, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  await stores.stock.release(orderId);
  for (const line of lines) {
    const stay = line.stayId ? await stores.stays.stay(line.stayId) : null;
    const step = stay ? stayNext(stay.state, 'release') : null;
    if (!stay || !step) continue;
    if (await stores.stays.updateStay(stay.id, stay.version, { state: step.to })) {
      await stores.stays.releaseHeld(stay.roomTypeId, nightsOf(stay), stay.rooms);
    }
  }
}

/**
 * Takes everything again for an order whose reservation was given back (late payment, new QR). False when something is
 * gone; what was taken on the way is given back, so the caller may go on in the same transaction.
 */
export async function reserveAgain(stores: Stores, orderId: string, lines: readonly OrderLine[]): Promise<boolean> {
  for (const line of lines) {
    const taken = line.stayId
      ? await holdStayAgain(stores, line.stayId)
      : line.kind !== 'stock_code' ||
        !line.productId ||
        (await stores.stock.reserve(line.productId, orderId, line.qty));
    if (!taken) {
      await releaseReservations(stores, orderId, lines);
      return false;
    }
  }
  return true;
}

async function holdStayAgain(stores: Stores, stayId: string): Promise<boolean> {
  const stay = await stores.stays.stay(stayId);
  const step = stay ? stayNext(stay.state, 'hold_again') : null;
  if (!stay || !step) return stay?.state === 'held';
  const taken = await stores.stays.takeNights(stay.roomTypeId, nightsOf(stay), stay.rooms);
  if (!taken.ok) return false;
  mustWin(await stores.stays.updateStay(stay.id, stay.version, { state: step.to }), stay.id);
  return true;
}

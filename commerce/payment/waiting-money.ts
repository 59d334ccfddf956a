/** Questions about money that waits: what came for an order so far, and whether it was rather meant for another. */
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { ReviewCase } from './model.ts';

/** Too little that came for this order before and is not decided yet. */
export const waitingFor = async (stores: Stores, order: Order): Promise<ReviewCase[]> =>
  (await stores.reviews.ofOrder(order.id)).filter(
    (row) => row.state === 'open' && row.kind === 'underpaid' && row.parkedIdr > 0,
  );

const OTHERS_LOOKED_AT = 10;

/** The same person owes exactly this for another order: perhaps they paid the wrong one. */
export async function isForAnother(stores: Stores, order: Order, amountIdr: number): Promise<boolean> {
  if (order.personId === null) return false;
  const others = await stores.orders.ofPerson(order.personId, order.environment, OTHERS_LOOKED_AT);
  return others.some((row) => row.id !== order.id && row.state === 'awaiting_payment' && row.totalIdr === amountIdr);
}

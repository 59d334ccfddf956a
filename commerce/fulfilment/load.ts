/**
 * A fulfilment with the rows every step of it needs, read inside the caller's transaction with the order locked: two
 * deliveries that end at once must see each other, or neither closes the order. The fulfilment itself was read before
 * the lock; should it have changed meanwhile, its version tells at the update.
 */
import type { Order, OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Fulfilment } from './model.ts';

export interface Delivery {
  fulfilment: Fulfilment;
  line: OrderLine;
  order: Order;
}

export async function loadDelivery(stores: Stores, fulfilmentId: string): Promise<Delivery> {
  const fulfilment = await stores.fulfilments.get(fulfilmentId);
  if (fulfilment) await stores.orders.lock(fulfilment.orderId);
  const line = fulfilment ? await stores.orders.line(fulfilment.lineId) : null;
  const order = fulfilment ? await stores.orders.get(fulfilment.orderId) : null;
  if (!fulfilment || !line || !order) throw new Error(`fulfilment ${fulfilmentId} is incomplete`);
  return { fulfilment, line, order };
}

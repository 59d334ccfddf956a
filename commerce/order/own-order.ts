/** Finding an order for somebody: their own, or any for staff. Somebody else's order does not exist for them. */
import type { Actor } from '../people/model.ts';
import { isStaff } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Order } from './model.ts';

/** Codes are typed by hand: case and blanks do not matter, a leading # neither. */
export const normaliseCode = (code: string): string => code.trim().replace(/^#/, '').toUpperCase().slice(0, 20);

export async function findOrder(stores: Stores, actor: Actor, code: string): Promise<Order> {
  const order = await stores.orders.byCode(normaliseCode(code));
  if (!order) throw new Refused('not_found');
  const own = actor.personId !== null && order.personId === actor.personId;
  const mayLook = isStaff(actor) && (actor.via === 'cli' || order.environment === actor.environment);
  if (!own && !mayLook) throw new Refused('not_found');
  return order;
}

/** Only the buyer's own, whoever asks: for handing out goods. */
export async function findOwnOrder(stores: Stores, actor: Actor, code: string): Promise<Order> {
  const order = await findOrder(stores, actor, code);
  if (actor.personId === null || order.personId !== actor.personId) throw new Refused('not_found');
  return order;
}

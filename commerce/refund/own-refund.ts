/** Finding a refund for its payer, with its order locked: by its reference in the chat, by the page's token without one. */
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import { findOwnOrder } from '../order/own-order.ts';
import type { Refund } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';

export interface OwnRefund {
  order: Order;
  refund: Refund;
}

/** A reference is the order's code and a number. Somebody else's refund does not exist. */
export async function ownRefund(stores: Stores, actor: Actor, reference: string): Promise<OwnRefund> {
  const code = /^([A-Za-z0-9]{3,20})-R\d{1,3}$/.exec(reference)?.[1];
  if (!code) throw new Refused('not_found');
  const order = await findOwnOrder(stores, actor, code);
  await stores.orders.lock(order.id);
  const refund = (await stores.payments.refundsOf(order.id)).find((row) => row.reference === reference.toUpperCase());
  if (!refund) throw new Refused('not_found');
  return { order, refund };
}

/** The refund of the order behind a page that waits for an account. */
export async function refundOfToken(core: Core, stores: Stores, token: string): Promise<OwnRefund> {
  const order = await stores.orders.byTokenFingerprint(core.vault.fingerprint('order_token', token));
  if (!order) throw new Refused('not_found');
  await stores.orders.lock(order.id);
  const refund = (await stores.payments.refundsOf(order.id)).find(
    (row) => row.way === 'manual' && row.endedAt === null,
  );
  if (!refund) throw new Refused('not_found');
  return { order, refund };
}

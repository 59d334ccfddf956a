/**
 * "Batal". An unpaid order ends at once; a paid stay becomes a request the owner decides; anything else that is paid is
 * already on its way and cannot be called back.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { cancelRequestAlert } from '../notices/owner.ts';
import { cancelledScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import { openCase } from '../payment/open-case.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { orderNext } from './machine.ts';
import type { Order, OrderLine } from './model.ts';
import { findOwnOrder } from './own-order.ts';
import { releaseReservations } from './reserve.ts';

type Outcome = { outcome: 'cancelled' | 'requested' };

export async function cancelOrder(core: Core, actor: Actor, key: string, code: string): Promise<Answer<Outcome>> {
  const result = await idempotent(core, actor, 'order.cancel', key, { code }, async (stores): Promise<Outcome> => {
    const order = await findOwnOrder(stores, actor, code);
    await stores.orders.lock(order.id);
    if (orderNext(order.state, 'cancel')) {
      await cancelUnpaid(core, stores, actor, order);
      return { outcome: 'cancelled' };
    }
    const lines = await stores.orders.lines(order.id);
    const isPaidStay = HAS_STAY.includes(order.state) && (await hasConfirmedStay(stores, order, lines));
    if (!isPaidStay) throw new Refused('wrong_state');
    if (order.cancelRequestedAt === null) await requestCancel(core, stores, actor, order);
    return { outcome: 'requested' };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

/** Paid; also where goods of the same order could not be delivered. */
const HAS_STAY: readonly Order['state'][] = ['paid', 'completed', 'failed'];

async function hasConfirmedStay(stores: Stores, order: Order, lines: readonly OrderLine[]): Promise<boolean> {
  if (!lines.some((line) => line.stayId)) return false;
  const stay = await stores.stays.stayOfOrder(order.id);
  return stay?.state === 'confirmed' || stay?.state === 'held';
}

async function cancelUnpaid(core: Core, stores: Stores, actor: Actor, order: Order): Promise<void> {
  const now = core.clock.now();
  mustWin(await stores.orders.update(order.id, order.version, { state: 'cancelled', closedAt: now }), order.code);
  await releaseReservations(stores, order.id, await stores.orders.lines(order.id));
  const payments = await stores.payments.ofOrder(order.id);
  for (const payment of payments) {
    await stores.jobs.add(
      { name: 'payment.cancel', payload: { paymentId: payment.id }, dedupeKey: `payment.cancel:${payment.id}` },
      now,
    );
  }
  await tellBuyer(core, stores, order, `cancelled:${now}`, cancelledScreen(order, payments.at(-1) ?? null));
  await audit(core, stores, actor, 'order.cancelled', `orders:${order.id}`, order.code);
}

async function requestCancel(core: Core, stores: Stores, actor: Actor, order: Order): Promise<void> {
  const now = core.clock.now();
  mustWin(await stores.orders.update(order.id, order.version, { cancelRequestedAt: now }), order.code);
  await openCase(core, stores, {
    kind: 'cancel_request',
    order,
    amountIdr: order.totalIdr,
    detail: '',
    // A request after one that was turned down is a new one.
    cause: `${order.id}:${now}`,
    alert: cancelRequestAlert(order),
  });
  await audit(core, stores, actor, 'order.cancel_requested', `orders:${order.id}`, order.code);
}

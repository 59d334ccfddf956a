/**
 * "QR baru". A new payment attempt for an order whose last one is over, by the same way unless another is named. An order that had expired is reopened if what it
 * promised can be reserved again; its price stays as agreed, for a day.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { renewingScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import type { PaymentState, ReviewCase } from '../payment/model.ts';
import { addPayment } from '../payment/new-payment.ts';
import { payerOf } from '../payment/payer-phone.ts';
import { paymentRoute, routeAgain } from '../payment/routes.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { orderNext } from './machine.ts';
import type { Order } from './model.ts';
import { findOwnOrder } from './own-order.ts';
import { scheduleExpiry } from './place-order.ts';
import { reserveAgain } from './reserve.ts';

export const PRICE_HOLDS_MS = 24 * 60 * 60 * 1000;
/** A person who renews this often gets help instead of another QR. */
export const MAX_ATTEMPTS = 9;
/** Money may be on its way under these: a second attempt beside would invite paying twice. */
export const IN_HAND: readonly PaymentState[] = ['creating', 'pending', 'challenge'];

/** Another way than before, and what it wants to know of the payer. */
export interface RenewVia {
  payVia?: string;
  payerPhone?: string;
}

export async function renewPayment(
  core: Core,
  actor: Actor,
  key: string,
  code: string,
  via: RenewVia = {},
): Promise<Answer<{ paymentId: string }>> {
  const { payVia } = via;
  const result = await idempotent(core, actor, 'order.renew', key, { code, ...via }, async (stores) => {
    const order = await findOwnOrder(stores, actor, code);
    await stores.orders.lock(order.id);
    const payments = await stores.payments.ofOrder(order.id);
    if (payments.some((payment) => IN_HAND.includes(payment.state))) throw new Refused('already_done');
    if ((await stores.reviews.ofOrder(order.id)).some(holdsMoney)) throw new Refused('wrong_state');
    if (payments.length >= MAX_ATTEMPTS) throw new Refused('rate_limited');
    if (core.clock.now() > order.placedAt + PRICE_HOLDS_MS) throw new Refused('price_changed');
    const route =
      payVia === undefined
        ? await routeAgain(core, stores, order, payments.at(-1), order.totalIdr)
        : await paymentRoute(core, stores, order.environment, payVia, order.totalIdr);
    if (!route) throw new Refused('no_payment_provider');
    const payerPhone = payerOf(route, via.payerPhone);
    const open = await reopen(core, stores, order);
    await tellBuyer(core, stores, open, `renewing:${payments.length + 1}`, renewingScreen(open, route.facts.format));
    const payment = await addPayment(core, stores, open, route, payments.length + 1, { payerPhone });
    await scheduleExpiry(core, stores, open);
    return { paymentId: payment.id };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

/** What came has to be decided first: the payer may pay the rest, and must not be asked for the whole again. */
const holdsMoney = (row: ReviewCase): boolean => row.state === 'open' && row.parkedIdr > 0;

export async function reopen(core: Core, stores: Stores, order: Order): Promise<Order> {
  const payBy = core.clock.now() + core.settings.payWindowMs;
  if (order.state === 'awaiting_payment') {
    mustWin(await stores.orders.update(order.id, order.version, { payBy }), order.code);
    return { ...order, payBy };
  }
  const step = orderNext(order.state, 'renew');
  if (!step) throw new Refused('wrong_state');
  if (!(await reserveAgain(stores, order.id, await stores.orders.lines(order.id)))) throw new Refused('sold_out');
  mustWin(await stores.orders.update(order.id, order.version, { state: step.to, payBy, closedAt: null }), order.code);
  return { ...order, state: step.to, payBy };
}

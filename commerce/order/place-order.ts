/**
 * Somebody orders. One transaction prices, reserves, writes the order and either its first payment attempt with the jobs
 * that create the payment and let the order expire, or the hold on the buyer's balance. Nothing is asked of any vendor
 * here, so nothing can be half done.
 */
import type { Answer, OrderItem } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { placedScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import { addPayment } from '../payment/new-payment.ts';
import { payerOf } from '../payment/payer-phone.ts';
import { paymentRoute } from '../payment/routes.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { buildOrder } from './new-order.ts';
import type { Order, OrderLine, PayWith } from './model.ts';
import { payFromBalance } from './pay-from-balance.ts';
import { priceItems } from './price-items.ts';
import { reserveLines } from './reserve.ts';

export interface PlaceOrderInput {
  chatId: string | null;
  items: OrderItem[];
  /** What the person agreed to; a price that moved since is refused, never charged silently. */
  expectedTotalIdr?: number;
  /** `gateway` when left out. */
  payWith?: PayWith;
  /** The order says that it is placed in one line, as it was typed. */
  brief?: boolean;
  /** Only with the gateway: the way of paying, a feature such as `payment.qris`; the QR when left out. */
  payVia?: string;
  /** Where the way asks for it: the payer's mobile number, as typed. */
  payerPhone?: string;
}

export async function placeOrder(
  core: Core,
  actor: Actor,
  key: string,
  input: PlaceOrderInput,
): Promise<Answer<{ order: Pick<Order, 'id' | 'code'> }>> {
  const payWith = input.payWith ?? 'gateway';
  const { payVia, expectedTotalIdr } = input;
  const route =
    payWith === 'gateway' ? await paymentRoute(core, core.uow.read, actor.environment, payVia, expectedTotalIdr) : null;
  const placed = await idempotent(core, actor, 'order.place', key, input, async (stores) => {
    if (payWith === 'gateway' && !route) throw new Refused('no_payment_provider');
    const payerPhone = route ? payerOf(route, input.payerPhone) : undefined;
    if (actor.personId) await stores.people.lock(actor.personId);
    if (route) await limitOpenOrders(core, stores, actor);
    const priced = await priceItems(core, stores, actor, input.items);
    const { order, lines } = await buildOrder(core, stores, actor, { chatId: input.chatId, payWith }, priced);
    if (input.expectedTotalIdr !== undefined && input.expectedTotalIdr !== order.totalIdr) {
      throw new Refused('price_changed', { totalIdr: order.totalIdr });
    }
    await stores.orders.insert(order, lines);
    await reserveLines(stores, order.id, lines);
    if (route) {
      await addPayment(core, stores, order, route, 1, { payerPhone });
      await scheduleExpiry(core, stores, order);
      await tellBuyer(core, stores, order, 'placed', placedScreen(order, lines, route.facts.format));
    } else {
      await payFromBalance(core, stores, demandPayer(order, lines), lines, input.brief === true);
    }
    await audit(core, stores, actor, 'order.placed', `orders:${order.id}`, `${order.code} ${order.totalIdr}`);
    return { id: order.id, code: order.code };
  });
  return 'ok' in placed ? placed : { ok: true, order: placed };
}

async function limitOpenOrders(core: Core, stores: Stores, actor: Actor): Promise<void> {
  if (!actor.personId) return;
  const open = await stores.orders.countUnpaid(actor.personId, actor.environment);
  if (open >= core.settings.maxUnpaidOrders) throw new Refused('too_many_open', { max: core.settings.maxUnpaidOrders });
}

/** A balance is somebody's, and cannot be topped up from itself. */
function demandPayer(order: Order, lines: readonly OrderLine[]): Order & { personId: string } {
  const { personId } = order;
  if (personId === null) throw new Refused('not_allowed');
  if (lines.some((line) => line.kind === 'topup')) throw new Refused('bad_input');
  return { ...order, personId };
}

/**
 * One job per pay window. Under one key for the order, a renewal during the last steps of the expiry before it would be
 * taken for a repeat of that job, and the reopened order would never expire.
 */
export const expiryKey = (order: Pick<Order, 'id' | 'payBy'>): string => `order.expire:${order.id}:${order.payBy}`;

export async function scheduleExpiry(core: Core, stores: Stores, order: Order): Promise<void> {
  await stores.jobs.add(
    {
      name: 'order.expire',
      payload: { orderId: order.id },
      dedupeKey: expiryKey(order),
      runAt: order.payBy,
    },
    core.clock.now(),
  );
}

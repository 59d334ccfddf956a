/** A new payment of exactly what is missing. What came before stays parked until it is there: then both are the price. */
import type { Core } from '../core.ts';
import { restScreen } from '../notices/parked.ts';
import { tellBuyer } from '../notices/send.ts';
import { addPayment } from '../payment/new-payment.ts';
import { routeAgain } from '../payment/routes.ts';
import { waitingFor } from '../payment/waiting-money.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Order } from './model.ts';
import { scheduleExpiry } from './place-order.ts';
import { IN_HAND, MAX_ATTEMPTS, PRICE_HOLDS_MS, reopen } from './renew-payment.ts';

/** With the order locked. */
export async function payRest(core: Core, stores: Stores, order: Order): Promise<void> {
  const payments = await stores.payments.ofOrder(order.id);
  if (payments.some((payment) => IN_HAND.includes(payment.state))) throw new Refused('already_done');
  if (payments.length >= MAX_ATTEMPTS) throw new Refused('rate_limited');
  if (core.clock.now() > order.placedAt + PRICE_HOLDS_MS) throw new Refused('price_changed');
  const cameIdr = (await waitingFor(stores, order)).reduce((sum, row) => sum + row.parkedIdr, 0);
  const restIdr = order.totalIdr - cameIdr;
  if (cameIdr === 0 || restIdr <= 0) throw new Refused('wrong_state');
  const route = await routeAgain(core, stores, order, payments.at(-1), restIdr);
  if (!route) throw new Refused('no_payment_provider');
  const open = await reopen(core, stores, order);
  await tellBuyer(core, stores, open, `rest:${payments.length + 1}`, restScreen(open, restIdr));
  await addPayment(core, stores, open, route, payments.length + 1, { amountIdr: restIdr });
  await scheduleExpiry(core, stores, open);
}

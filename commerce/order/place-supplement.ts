/**
 * An order over what a buyer agreed to pay on top for a unit they have ordered already. Nothing is reserved and nothing
 * is delivered for it but the unit itself, so it ends when that unit does. Not counted among the open orders a person may
 * have: it belongs to one that is paid.
 */
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Delivery } from '../fulfilment/load.ts';
import type { Charge } from '../fulfilment/supply-model.ts';
import { supplementPlacedScreen } from '../notices/supply.ts';
import { tellBuyer } from '../notices/send.ts';
import { addPayment } from '../payment/new-payment.ts';
import { routeAgain } from '../payment/routes.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Order } from './model.ts';
import { buildOrder } from './new-order.ts';
import { scheduleExpiry } from './place-order.ts';

export async function placeSupplement(
  core: Core,
  stores: Stores,
  actor: Actor,
  { line, order: parent }: Delivery,
  charge: Charge,
): Promise<Order> {
  const before = (await stores.payments.ofOrder(parent.id)).at(-1);
  const route = await routeAgain(core, stores, actor, before, charge.amountIdr);
  if (!route) throw new Refused('no_payment_provider');
  const { order, lines } = await buildOrder(
    core,
    stores,
    actor,
    { chatId: actor.chatId ?? parent.chatId, payWith: 'gateway' },
    [
      {
        kind: 'supplement',
        qty: 1,
        unitPriceIdr: charge.amountIdr,
        totalIdr: charge.amountIdr,
        snapshot: {
          name: `+ ${line.snapshot.name}`,
          destination: line.snapshot.destination,
          destinationKind: line.snapshot.destinationKind,
          costIdr: null,
          maxCostIdr: null,
          checkIn: null,
          checkOut: null,
        },
      },
    ],
  );
  await stores.orders.insert(order, lines);
  await addPayment(core, stores, order, route, 1);
  await scheduleExpiry(core, stores, order);
  await tellBuyer(core, stores, order, 'placed', supplementPlacedScreen(order, parent));
  await audit(core, stores, actor, 'order.placed', `orders:${order.id}`, `${order.code} ${order.totalIdr}`);
  return order;
}

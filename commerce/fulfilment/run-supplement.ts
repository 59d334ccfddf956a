/**
 * Works off an order that collects a charge on top. Its money is the business's only when the unit is delivered: until
 * then it stays on hold, and it goes back when the unit fails or the charge had ended before the money came.
 */
import type { Core } from '../core.ts';
import { supplementBackScreen } from '../notices/supply.ts';
import { closeIfDone } from '../order/close-order.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { failDelivery } from './fail-delivery.ts';
import { handOverLate } from './late-goods.ts';
import { loadDelivery, type Delivery } from './load.ts';
import { isFinal } from './machine.ts';
import { moveUnit } from './move.ts';
import type { Charge } from './supply-model.ts';

export async function runSupplement(core: Core, fulfilmentId: string): Promise<void> {
  await core.uow.run('fulfilment.supplement', async (stores) => {
    const own = await loadDelivery(stores, fulfilmentId);
    if (isFinal(own.fulfilment.state)) return;
    const found = await stores.supply.chargeOfOrder(own.order.id);
    if (!found) throw new Error(`order ${own.order.code} collects no charge`);
    const unit = await loadDelivery(stores, found.fulfilmentId);
    const charge = await stores.supply.charge(found.id);
    if (!charge) throw new Error(`charge ${found.id} is gone`);
    if (charge.state === 'accepted') await takeUp(core, stores, own, unit, charge);
    else if (charge.state === 'paid') await followUnit(core, stores, own, unit);
    else await giveBack(core, stores, own);
  });
}

/** The money is here: what was waiting for it goes on. */
async function takeUp(core: Core, stores: Stores, own: Delivery, unit: Delivery, charge: Charge): Promise<void> {
  mustWin(await stores.supply.updateCharge(charge.id, 'accepted', { state: 'paid' }), charge.id);
  if (charge.kind === 'late_delivery') {
    const handed = await handOverLate(core, stores, unit, 'paid');
    return handed ? close(core, stores, own) : giveBack(core, stores, own);
  }
  if (!(await moveUnit(stores, unit, 'price_agreed', { nextCheckAt: null })))
    return followUnit(core, stores, own, unit);
  const { id } = unit.fulfilment;
  await stores.jobs.add(
    { name: 'fulfilment.run', payload: { fulfilmentId: id }, dedupeKey: `fulfilment.run:${id}:${charge.id}` },
    core.clock.now(),
  );
}

async function followUnit(core: Core, stores: Stores, own: Delivery, { fulfilment }: Delivery): Promise<void> {
  // Reversed goods are the owner's case; what was paid for them on top is decided there as well.
  if (fulfilment.state === 'succeeded' || fulfilment.state === 'reversed') return close(core, stores, own);
  if (isFinal(fulfilment.state)) await giveBack(core, stores, own);
}

/** Delivered without goods of its own: the unit's message was the news. */
async function close(core: Core, stores: Stores, own: Delivery): Promise<void> {
  await moveUnit(stores, own, 'delivered', { finishedAt: core.clock.now() });
  await closeIfDone(core, stores, own.order.id);
}

async function giveBack(core: Core, stores: Stores, own: Delivery): Promise<void> {
  await failDelivery(core, stores, own, 'not needed', supplementBackScreen(own.order, own.line));
}

/** What follows when a unit ends: cases about it that answered themselves, and a charge on top that waited for it. */
import type { Core } from '../core.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { followUnit } from '../deployment/follow-unit.ts';
import type { Delivery } from './load.ts';
import { wakeCharges } from './wake-charges.ts';

/** Cases that ask what became of a unit; its end is the answer. */
const ANSWERED: readonly ReviewCase['kind'][] = ['purchase_unclear', 'supplier_refused'];

export async function unitEnded(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  how: 'delivered' | 'failed',
): Promise<void> {
  await followUnit(core, stores, delivery.fulfilment, how === 'delivered' ? 'done' : 'failed');
  if (
    delivery.fulfilment.kind !== 'h2h' &&
    delivery.fulfilment.kind !== 'bill' &&
    delivery.fulfilment.kind !== 'deployment'
  )
    return;
  await closeCases(core, stores, delivery, ANSWERED, how);
  await wakeCharges(core, stores, delivery.fulfilment.id);
}

/** Open cases of these kinds about this unit. */
export async function closeCases(
  core: Core,
  stores: Stores,
  { fulfilment, order }: Delivery,
  kinds: readonly ReviewCase['kind'][],
  how: string,
): Promise<void> {
  for (const row of await stores.reviews.ofOrder(order.id)) {
    if (row.fulfilmentId !== fulfilment.id || row.state !== 'open' || !kinds.includes(row.kind)) continue;
    await stores.reviews.resolve(row.id, `by itself: ${how}`, core.clock.now(), 'job');
  }
}

/** Tells what was paid on top for a unit that the unit has ended: that order captures its money, or gives it back. */
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';

/** By jobs, because two orders are never locked here in the order in which a paid charge locks them. */
export async function wakeCharges(core: Core, stores: Stores, fulfilmentId: string): Promise<void> {
  const now = core.clock.now();
  for (const charge of await stores.supply.chargesOf(fulfilmentId)) {
    if (charge.state !== 'paid' || charge.orderId === null) continue;
    for (const { id } of await stores.fulfilments.ofOrder(charge.orderId)) {
      const job = {
        name: 'fulfilment.run',
        payload: { fulfilmentId: id },
        dedupeKey: `fulfilment.run:${id}:end`,
      } as const;
      await stores.jobs.add(job, now);
    }
  }
}

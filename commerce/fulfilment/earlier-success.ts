/**
 * An attempt that was refused for sure and then made after all, while the unit had gone on to another supplier. When the
 * other one fails, what was bought first is there to be delivered, and nothing more is bought.
 */
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { lossToCost } from './book-cost.ts';
import { closeCases } from './end-unit.ts';
import { handOver } from './hand-over.ts';
import type { Delivery } from './load.ts';

/** Does nothing while no attempt has succeeded: an unclear one is asked about by its own job. */
export async function deliverEarlierSuccess(core: Core, stores: Stores, delivery: Delivery): Promise<void> {
  const { fulfilment, order } = delivery;
  const bought = (await stores.fulfilments.attemptsOf(fulfilment.id)).find((row) => row.outcome === 'success');
  if (!bought) return;
  const serial = bought.serialSealed
    ? core.vault.open('serial', `fulfilment_attempts:${bought.id}`, bought.serialSealed)
    : null;
  if (!(await handOver(core, stores, delivery, serial))) return;
  await lossToCost(core, stores, order, bought);
  await closeCases(core, stores, delivery, ['late_success'], 'delivered');
}

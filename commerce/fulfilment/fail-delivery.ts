/** A unit surely cannot be delivered: state, message, and the order's money if it was the last line. */
import type { Core } from '../core.ts';
import { tellBuyer } from '../notices/send.ts';
import { closeIfDone } from '../order/close-order.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { unitEnded } from './end-unit.ts';
import type { Delivery } from './load.ts';
import { fulfilmentNext, type FulfilmentEvent } from './machine.ts';

export async function failDelivery(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  note: string,
  screen: Screen,
  event: Extract<FulfilmentEvent, 'surely_failed' | 'owner_gives_up'> = 'surely_failed',
): Promise<boolean> {
  const { fulfilment, order } = delivery;
  const step = fulfilmentNext(fulfilment.state, event);
  if (!step?.effects.includes('fail')) return false;
  const won = await stores.fulfilments.update(fulfilment.id, fulfilment.version, {
    state: step.to,
    note: note.slice(0, 200),
    nextCheckAt: null,
    finishedAt: core.clock.now(),
  });
  mustWin(won, fulfilment.id);
  await tellBuyer(core, stores, order, `undelivered:${fulfilment.id}`, screen);
  await unitEnded(core, stores, delivery, 'failed');
  await closeIfDone(core, stores, order.id);
  return true;
}

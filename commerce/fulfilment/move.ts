/** The one way a unit changes its state beside its end: by an event of the machine, against the version that was read. */
import type { Stores } from '../ports/stores/index.ts';
import type { FulfilmentPatch } from '../ports/stores/fulfilment.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import type { Delivery } from './load.ts';
import { fulfilmentNext, type FulfilmentEvent } from './machine.ts';

/** False when the event means nothing in this state. The delivery carries the new state and version afterwards. */
export async function moveUnit(
  stores: Stores,
  delivery: Delivery,
  event: FulfilmentEvent,
  patch: Omit<FulfilmentPatch, 'state'> = {},
): Promise<boolean> {
  const { fulfilment } = delivery;
  const step = fulfilmentNext(fulfilment.state, event);
  if (!step) return false;
  const change = { ...patch, state: step.to };
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, change), fulfilment.id);
  delivery.fulfilment = { ...fulfilment, ...change, version: fulfilment.version + 1 };
  return true;
}

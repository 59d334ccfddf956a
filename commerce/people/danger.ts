/**
 * Dangerous acts ask for the PIN of who does them, where one is set: it must have been right within the last minutes.
 * At the machine nobody is asked; who may sit there is the machine's to say.
 */
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Actor } from './model.ts';

/** Throws Refused('pin_needed'). */
export async function demandPin(core: Core, stores: Stores, actor: Actor): Promise<void> {
  if (actor.via === 'cli' || actor.via === 'job' || actor.personId === null) return;
  const pin = await stores.team.pin(actor.personId);
  if (!pin?.pinHash) return;
  const isFresh = pin.pinOkAt !== null && pin.pinOkAt + core.settings.pinGoodMs > core.clock.now();
  if (!isFresh) throw new Refused('pin_needed');
}

/** A reseller sets, changes or removes the PIN that is asked before the balance is spent. Who forgot it asks the owner. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { NO_PIN, resellerPins, type PinBook } from './pin-book.ts';
import { pinTrouble } from './pin-rule.ts';
import { keyedPin, verifyPin } from './verify-pin.ts';

export interface SetPinInput {
  /** Null removes it. */
  pin: string | null;
  /** The one there is; not looked at where there is none. */
  current: string | null;
}

/** Refuses with `wrong_pin` (`triesLeft`), `pin_locked` (`until`) or `weak_pin`; `bad_input` unless 4–6 digits. */
export async function setPin(core: Core, actor: Actor, key: string, input: SetPinInput): Promise<Answer<object>> {
  const { personId } = actor;
  if (personId === null) return { ok: false, reason: 'not_allowed' };
  const ready = await answering(async () => {
    if (input.pin !== null) demandGoodPin(input.pin);
    // Said again under the same key: the PIN is the new one by now.
    if ((await core.uow.read.idempotency.find(key)) === null)
      await demandCurrentPin(core, actor, input.current ?? '', resellerPins);
    return { ok: true as const };
  });
  if (!ready.ok) return ready;
  const pinHash = input.pin === null ? null : await core.pins.hash(keyedPin(core, personId, input.pin, resellerPins));
  return idempotent(core, actor, 'pin.set', key, input, async (stores) => {
    await stores.people.lock(personId);
    const row = await stores.resellers.get(personId);
    if (row?.state !== 'active') throw new Refused('not_allowed');
    mustWin(await stores.resellers.update(personId, row.version, { ...NO_PIN, pinHash }), personId);
    await audit(core, stores, actor, pinHash ? 'pin.set' : 'pin.removed', `people:${personId}`);
    return { ok: true as const };
  });
}

export function demandGoodPin(pin: string): void {
  const trouble = pinTrouble(pin);
  if (trouble === 'format') throw new Refused('bad_input', { field: 'pin' });
  if (trouble === 'weak') throw new Refused('weak_pin');
}

export async function demandCurrentPin(core: Core, actor: Actor, current: string, book: PinBook): Promise<void> {
  const verdict = await verifyPin(core, actor, current, book);
  if (verdict.kind === 'wrong') throw new Refused('wrong_pin', { triesLeft: verdict.triesLeft });
  if (verdict.kind === 'locked') throw new Refused('pin_locked', { until: verdict.until });
}

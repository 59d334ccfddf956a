/** The PIN a member of staff is asked before dangerous acts. Forgotten, it is taken away at the machine, never by chat. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { NO_PIN, staffPins } from './pin-book.ts';
import { requireLastingRight } from './rights.ts';
import { demandCurrentPin, demandGoodPin, type SetPinInput } from './set-pin.ts';
import { memberOf } from './team-view.ts';
import { keyedPin, verifyPin, type PinVerdict } from './verify-pin.ts';

export async function staffPin(core: Core, actor: Actor): Promise<Answer<{ hasPin: boolean }>> {
  return answering(async () => {
    const stores = core.uow.read;
    await requireLastingRight(stores, actor, 'staffPin');
    const pin = actor.personId ? await stores.team.pin(actor.personId) : null;
    return { ok: true as const, hasPin: pin?.pinHash != null };
  });
}

export async function verifyStaffPin(core: Core, actor: Actor, pin: string): Promise<Answer<{ verdict: PinVerdict }>> {
  return answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'verifyStaffPin');
    return { ok: true as const, verdict: await verifyPin(core, actor, pin, staffPins) };
  });
}

/** Refuses as setPin does. */
export async function setStaffPin(core: Core, actor: Actor, key: string, input: SetPinInput): Promise<Answer<object>> {
  const { personId } = actor;
  const ready = await answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'setStaffPin');
    if (personId === null) throw new Refused('not_allowed');
    if (input.pin !== null) demandGoodPin(input.pin);
    // Said again under the same key: the PIN is the new one by now.
    if ((await core.uow.read.idempotency.find(key)) === null)
      await demandCurrentPin(core, actor, input.current ?? '', staffPins);
    return { ok: true as const, personId };
  });
  if (!ready.ok) return ready;
  const pinHash =
    input.pin === null ? null : await core.pins.hash(keyedPin(core, ready.personId, input.pin, staffPins));
  return idempotent(core, actor, 'staff_pin.set', key, input, async (stores) => {
    await stores.people.lock(ready.personId);
    await requireLastingRight(stores, actor, 'setStaffPin');
    const row = await stores.team.pin(ready.personId);
    const fresh = { ...NO_PIN, pinHash };
    if (row) mustWin(await stores.team.updatePin(row.personId, row.version, fresh), row.personId);
    else mustWin(await stores.team.addPin({ personId: ready.personId, version: 1, ...fresh }), ready.personId);
    await audit(core, stores, actor, pinHash ? 'pin.set' : 'pin.removed', `people:${ready.personId}`);
    return { ok: true as const };
  });
}

/** At the machine only: whoever could do it in a chat would need no PIN. */
export function resetStaffPin(
  core: Core,
  actor: Actor,
  key: string,
  { personId }: { personId: string },
): Promise<Answer<{ name: string }>> {
  return idempotent(core, actor, 'staff_pin.reset', key, { personId }, async (stores) => {
    if (actor.via !== 'cli') throw new Refused('not_allowed');
    await stores.people.lock(personId);
    const member = await memberOf(stores, personId);
    const row = await stores.team.pin(personId);
    if (!member || !row?.pinHash) throw new Refused('not_found', { what: 'pin' });
    mustWin(await stores.team.updatePin(personId, row.version, NO_PIN), personId);
    await audit(core, stores, actor, 'pin.reset', `people:${personId}`);
    return { ok: true as const, name: member.name };
  });
}

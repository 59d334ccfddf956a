/**
 * Whether this is the person's PIN. A try is counted before it is looked at and taken back when it was
 * right: however many come at once, no more are ever looked at than may be wrong, and a process that dies on the way
 * has not given a try away. A right one opens what it is for (a balance, dangerous acts) for the next minutes.
 */
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import type { Actor } from './model.ts';
import { resellerPins, type PinBook } from './pin-book.ts';
import { lockMsAfter, triesLeft } from './pin-rule.ts';

/** `until`: epoch milliseconds. `wrong` always leaves at least one try; the last wrong one is `locked`. */
export type PinVerdict = { kind: 'ok' } | { kind: 'wrong'; triesLeft: number } | { kind: 'locked'; until: number };

interface Try {
  kind: 'try';
  personId: string;
  hash: string;
  failures: number;
  lockedUntil: number | null;
}

const OK: PinVerdict = { kind: 'ok' };

/** `ok` for whoever has set no PIN. */
export async function verifyPin(
  core: Core,
  actor: Actor,
  pin: string,
  book: PinBook = resellerPins,
): Promise<PinVerdict> {
  const { personId } = actor;
  if (personId === null) return OK;
  const taken = await core.uow.run('pin.try', (stores) => takeTry(core, stores, actor, personId, book));
  if (taken.kind !== 'try') return taken;
  if ((await core.pins.matches(keyedPin(core, personId, pin, book), taken.hash)) && (await accept(core, taken, book)))
    return OK;
  if (taken.lockedUntil !== null) return { kind: 'locked', until: taken.lockedUntil };
  return { kind: 'wrong', triesLeft: triesLeft(taken.failures, core.settings) };
}

/** What is hashed: without the master key nobody can try PINs on the rows. */
export const keyedPin = (core: Core, personId: string, pin: string, { purpose }: PinBook): string =>
  core.vault.fingerprint(purpose, `${personId}:${pin}`);

async function takeTry(
  core: Core,
  stores: Stores,
  actor: Actor,
  personId: string,
  book: PinBook,
): Promise<Try | PinVerdict> {
  await stores.people.lock(personId);
  const row = await book.get(stores, personId);
  if (!row?.pinHash) return OK;
  const now = core.clock.now();
  if (row.pinLockedUntil !== null && row.pinLockedUntil > now) return { kind: 'locked', until: row.pinLockedUntil };
  const failures = row.pinFailures + 1;
  const lockMs = lockMsAfter(failures, core.settings);
  const lockedUntil = lockMs === null ? null : now + lockMs;
  const counted = { pinFailures: failures, pinLockedUntil: lockedUntil };
  mustWin(await book.update(stores, personId, row.version, counted), personId);
  if (lockedUntil !== null) await audit(core, stores, actor, 'pin.last_try', `people:${personId}`, `${failures}`);
  return { kind: 'try', personId, hash: row.pinHash, failures, lockedUntil };
}

/** False when the PIN was changed or reset meanwhile: what was right is not any more. */
function accept(core: Core, { personId, hash }: Try, book: PinBook): Promise<boolean> {
  return core.uow.run('pin.right', async (stores) => {
    await stores.people.lock(personId);
    const row = await book.get(stores, personId);
    if (row?.pinHash !== hash) return false;
    const right = { pinFailures: 0, pinLockedUntil: null, pinOkAt: core.clock.now() };
    mustWin(await book.update(stores, personId, row.version, right), personId);
    return true;
  });
}

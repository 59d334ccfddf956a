/**
 * PINs on practice locks. Adding, deleting and changing go through the lock's gateway and need it online; `get` is
 * computed in the cloud and does not, which is why it only knows whole hours.
 */
import { digits, json } from '../world/handling.ts';
import type { Context, Handled } from '../world/handling.ts';
import { count, del, put } from '../world/model.ts';
import type { Lock, LockKey, World } from '../world/model.ts';
import { lockError, pageOf } from './wire.ts';
import type { Params } from './wire.ts';

const MEMORY_SLOTS = 250;
const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 24 * HOUR_MS;

function lockOf(params: Params, world: World): Lock | Handled {
  return world.locks.get(params.get('lockId') ?? '') ?? lockError(-1003, 'lock does not exist');
}

/** The remote way (addType/deleteType/changeType 2) needs a gateway and the lock online behind it. */
function unreachable(lock: Lock, remoteType: string | null): Handled | null {
  if (remoteType !== '2') return null;
  if (!lock.hasGateway) return lockError(-2012, 'no gateway is connected with the lock');
  return lock.online ? null : lockError(-3002, 'gateway is offline');
}

function pinsOf(world: World, lockId: number): LockKey[] {
  return [...world.lockKeys.values()].filter((key) => key.lockId === lockId);
}

/** Permanent passcodes have endAt 0; an expired one frees its digits. */
function isUsable(key: LockKey, now: number): boolean {
  return key.endAt === 0 || key.endAt > now;
}

function badPin(pin: string, others: LockKey[], now: number): Handled | null {
  if (!/^\d{4,9}$/.test(pin)) return lockError(-3006, 'invalid passcode: 4-9 digits');
  const taken = others.some((key) => key.pin === pin && isUsable(key, now));
  return taken ? lockError(-3007, 'the same passcode already exists') : null;
}

function windowOf(params: Params): { startAt: number; endAt: number } | null {
  const startAt = Number(params.get('startDate') ?? 0);
  const endAt = Number(params.get('endDate') ?? 0);
  const sane = Number.isSafeInteger(startAt) && Number.isSafeInteger(endAt) && startAt >= 0;
  return sane && (endAt === 0 || endAt > startAt) ? { startAt, endAt } : null;
}

export function addPin(params: Params, world: World, context: Context): Handled {
  const lock = lockOf(params, world);
  if ('response' in lock) return lock;
  const away = unreachable(lock, params.get('addType'));
  if (away) return away;
  const pin = params.get('keyboardPwd') ?? '';
  const window = windowOf(params);
  const type = Number(params.get('keyboardPwdType') ?? 3);
  if (!window || (type !== 2 && type !== 3)) return lockError(-3, 'invalid parameter');
  const others = pinsOf(world, lock.lockId);
  const wrong = badPin(pin, others, context.now);
  if (wrong) return wrong;
  if (others.length >= MEMORY_SLOTS) return lockError(-3009, 'no space for a new passcode');
  const key = { pin, type, ...window, endAt: type === 2 ? 0 : window.endAt, custom: true };
  return stored(lock, key, params, world, context, (id) => ({ keyboardPwdId: id }));
}

/** A passcode computed by the cloud; works while the lock is offline. Minutes of the window are cut off. */
export function getPin(params: Params, world: World, context: Context): Handled {
  const lock = lockOf(params, world);
  if ('response' in lock) return lock;
  const asked = windowOf(params);
  const type = Number(params.get('keyboardPwdType'));
  if (!asked || !Number.isInteger(type) || type < 1 || type > 14) return lockError(-3, 'invalid parameter');
  const startAt = asked.startAt - (asked.startAt % HOUR_MS);
  const endAt = asked.endAt - (asked.endAt % HOUR_MS);
  if (type === 3 && (endAt <= startAt || endAt - startAt > YEAR_MS)) return lockError(-3, 'invalid parameter');
  const number = world.counts.get('lock pins made') ?? 0;
  const pin = digits(context.seed, 8, 'pin', lock.lockId, number);
  const key = { pin, type, startAt, endAt: type === 2 ? 0 : endAt, custom: false };
  return stored(lock, key, params, world, context, (id) => ({ keyboardPwd: pin, keyboardPwdId: id }));
}

function stored(
  lock: Lock,
  key: Pick<LockKey, 'pin' | 'type' | 'startAt' | 'endAt' | 'custom'>,
  params: Params,
  world: World,
  context: Context,
  answer: (keyboardPwdId: number) => unknown,
): Handled {
  const keyboardPwdId = 5_000_001 + (world.counts.get('lock pins made') ?? 0);
  const name = params.get('keyboardPwdName') ?? '';
  const row: LockKey = { ...key, keyboardPwdId, lockId: lock.lockId, name, createdAt: context.now };
  return json(200, answer(keyboardPwdId), [
    put('lockKeys', String(keyboardPwdId), row),
    count(world, 'lock pins made'),
  ]);
}

function keyOf(params: Params, world: World): { lock: Lock; key: LockKey } | Handled {
  const lock = lockOf(params, world);
  if ('response' in lock) return lock;
  const key = world.lockKeys.get(params.get('keyboardPwdId') ?? '');
  return key?.lockId === lock.lockId ? { lock, key } : lockError(-3, 'passcode does not exist');
}

export function deletePin(params: Params, world: World): Handled {
  const found = keyOf(params, world);
  if ('response' in found) return found;
  const away = unreachable(found.lock, params.get('deleteType'));
  return (
    away ?? json(200, { errcode: 0, errmsg: 'none error message' }, [del('lockKeys', String(found.key.keyboardPwdId))])
  );
}

/** Changing the name alone needs no way to the lock. */
export function changePin(params: Params, world: World, context: Context): Handled {
  const found = keyOf(params, world);
  if ('response' in found) return found;
  const { lock, key } = found;
  const newPin = params.get('newKeyboardPwd');
  const touchesLock = newPin !== null || params.has('startDate') || params.has('endDate');
  const away = touchesLock ? unreachable(lock, params.get('changeType')) : null;
  if (away) return away;
  const window = params.has('startDate') || params.has('endDate') ? windowOf(params) : key;
  if (!window) return lockError(-3, 'invalid parameter');
  const others = pinsOf(world, lock.lockId).filter((other) => other.keyboardPwdId !== key.keyboardPwdId);
  const wrong = newPin === null ? null : badPin(newPin, others, context.now);
  if (wrong) return wrong;
  const changed: LockKey = {
    ...key,
    pin: newPin ?? key.pin,
    name: params.get('keyboardPwdName') ?? key.name,
    startAt: window.startAt,
    endAt: window.endAt,
  };
  return json(200, { errcode: 0, errmsg: 'none error message' }, [put('lockKeys', String(key.keyboardPwdId), changed)]);
}

/** Newest first, unless orderBy 0 (by name). Expired passcodes stay listed until they are deleted. */
export function listPins(params: Params, world: World): Handled {
  const lock = lockOf(params, world);
  if ('response' in lock) return lock;
  const keys = pinsOf(world, lock.lockId).sort((a, b) =>
    params.get('orderBy') === '0' ? a.name.localeCompare(b.name) : b.keyboardPwdId - a.keyboardPwdId,
  );
  const rows = keys.map((key) => ({
    keyboardPwdId: key.keyboardPwdId,
    lockId: key.lockId,
    keyboardPwd: key.pin,
    keyboardPwdName: key.name,
    keyboardPwdVersion: 4,
    keyboardPwdType: key.type,
    startDate: key.startAt,
    endDate: key.endAt,
    sendDate: key.createdAt,
    isCustom: key.custom ? 1 : 0,
  }));
  return json(200, pageOf(rows, params));
}

/**
 * The practice lock cloud in TTLock's wire format (euopen docs): form-encoded requests, HTTP 200 always, a non-zero
 * `errcode` is a refusal. Locks are gateway locks, so a PIN can be added from afar while the lock is online.
 */
import { json } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import type { World } from '../world/model.ts';
import { addPin, changePin, deletePin, getPin, listPins } from './pins.ts';
import { issueToken } from './token.ts';
import { lockError, pageOf } from './wire.ts';
import type { LockHandler, Params } from './wire.ts';

/** Every call carries its own time; older or newer than this is refused. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const CALLS: Record<string, { endpoint: string; handle: LockHandler }> = {
  '/v3/keyboardPwd/add': { endpoint: 'pin_add', handle: addPin },
  '/v3/keyboardPwd/get': { endpoint: 'pin_get', handle: getPin },
  '/v3/keyboardPwd/delete': { endpoint: 'pin_delete', handle: deletePin },
  '/v3/keyboardPwd/change': { endpoint: 'pin_change', handle: changePin },
  '/v3/lock/listKeyboardPwd': { endpoint: 'pin_list', handle: listPins },
  '/v3/lock/list': { endpoint: 'lock_list', handle: listLocks },
};

export function lockRoute(method: string, path: string): Route | null {
  if (method === 'POST' && path === '/oauth2/token')
    return { endpoint: 'token', handle: (request, world, context) => issueToken(paramsOf(request), world, context) };
  const call = CALLS[path];
  if (!call || (method !== 'GET' && method !== 'POST')) return null;
  return {
    endpoint: call.endpoint,
    handle: (request, world, context) => {
      const params = paramsOf(request);
      return unauthorised(params, world, context) ?? call.handle(params, world, context);
    },
  };
}

function paramsOf(request: Incoming): Params {
  return request.method === 'GET' ? request.query : new URLSearchParams(request.body);
}

function unauthorised(params: Params, world: World, context: Context): Handled | null {
  const token = world.tokens.get(params.get('accessToken') ?? '');
  if (!world.lockAccounts.has(params.get('clientId') ?? '')) return lockError(10_001, 'invalid client');
  if (!token || token.clientId !== params.get('clientId')) return lockError(10_003, 'invalid token');
  if (context.now >= token.expiresAt) return lockError(10_004, 'token expired');
  const sentAt = Number(params.get('date'));
  if (!Number.isFinite(sentAt) || Math.abs(context.now - sentAt) > CLOCK_TOLERANCE_MS)
    return lockError(80_000, 'date must be current time, in 5 minutes');
  return null;
}

function listLocks(params: Params, world: World): Handled {
  const rows = [...world.locks.values()].map((lock) => ({
    lockId: lock.lockId,
    lockName: lock.name,
    lockAlias: lock.name,
    electricQuantity: 90,
    keyboardPwdVersion: 4,
    hasGateway: lock.hasGateway ? 1 : 0,
  }));
  return json(200, pageOf(rows, params));
}

/** The lock's one lie: "this PIN exists". */
export function twistLock(kind: string, response: Outgoing): Outgoing {
  return kind === 'duplicate' ? lockError(-3007, 'the same passcode already exists').response : response;
}

/** TTLock's error codes (euopen docs, error list) in our words. Errors arrive as HTTP 200 with a non-zero errcode. */
import type { LockRefusal } from '../../commerce/ports/door-lock.ts';

const CODES: Readonly<Record<number, LockRefusal>> = {
  [-1003]: 'unknown_lock',
  [-2012]: 'lock_offline',
  [-2018]: 'auth',
  [-3002]: 'lock_offline',
  [-3003]: 'lock_busy',
  [-3007]: 'pin_conflict',
  [-3009]: 'memory_full',
  [-3036]: 'lock_offline',
  [-3037]: 'lock_busy',
  // Too many calls: nothing was done, later it works.
  30006: 'lock_busy',
};

/** Account and token trouble has codes of its own: 10000 to 10011. */
export function lockRefusal(errcode: number): LockRefusal {
  if (errcode >= 10_000 && errcode <= 10_011) return 'auth';
  return CODES[errcode] ?? 'refused';
}

/** The access token is unknown, has run out, or its refresh token has. */
export function isStaleToken(errcode: number): boolean {
  return errcode === 10_003 || errcode === 10_004 || errcode === 10_011;
}

/** How often one session or address may do something, answered with 429 and the seconds to wait. */
import type { Clock } from '../../commerce/ports/runtime.ts';
import { createRateWindows } from '../rate-window.ts';
import { Problem } from './problem.ts';

export interface Limiter {
  /** Counts one use of `key`; throws a 429 Problem with the seconds to wait once the window is full. */
  take(key: string): void;
  /** Throws the same without counting: for keys nobody has proven yet, before anything is looked up for them. */
  refuseFull(key: string): void;
}

export function createLimiter(
  clock: Pick<Clock, 'elapsedMs'>,
  options: { perWindow: () => number; windowMs: number; maxKeys?: number },
): Limiter {
  const windows = createRateWindows(clock, options);
  const refuse = (waitMs: number) => {
    if (waitMs > 0) throw new Problem(429, 'rate_limited', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
  };
  return {
    take: (key) => refuse(windows.take(key)),
    refuseFull: (key) => refuse(windows.waitMs(key)),
  };
}

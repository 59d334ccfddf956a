/**
 * How often one session or address may do something. Counts live in this process only and are forgotten on restart:
 * this protects the chat from a flood, it is not a rule of the business.
 */
import type { Clock } from '../../commerce/ports/runtime.ts';
import { Problem } from './problem.ts';

export interface Limiter {
  /** Counts one use of `key`; throws a 429 Problem with the seconds to wait once the window is full. */
  take(key: string): void;
}

interface Window {
  startedMs: number;
  used: number;
}

/** `maxKeys` bounds the memory: the windows that began first are forgotten first. */
export function createLimiter(
  clock: Clock,
  options: { perWindow: () => number; windowMs: number; maxKeys?: number },
): Limiter {
  const { perWindow, windowMs, maxKeys = 10_000 } = options;
  const windows = new Map<string, Window>();
  const open = (key: string, nowMs: number): Window => {
    const window = windows.get(key);
    if (window && nowMs - window.startedMs < windowMs) return window;
    const fresh = { startedMs: nowMs, used: 0 };
    windows.delete(key);
    if (windows.size >= maxKeys) windows.delete(windows.keys().next().value ?? '');
    windows.set(key, fresh);
    return fresh;
  };
  return {
    take(key) {
      const nowMs = clock.elapsedMs();
      const window = open(key, nowMs);
      if (window.used >= perWindow()) {
        const waitMs = window.startedMs + windowMs - nowMs;
        throw new Problem(429, 'rate_limited', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
      }
      window.used += 1;
    },
  };
}

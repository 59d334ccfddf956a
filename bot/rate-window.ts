/**
 * Counts uses of a key in windows of a fixed length. Counts live in this process only and are forgotten on restart:
 * they protect against a flood and are no rule of the business. Memory is bounded: the windows that began first are
 * forgotten first.
 */
import type { Clock } from '../commerce/ports/runtime.ts';

export interface RateWindows {
  /** Counts one use; 0, or the milliseconds until the window is over when it is full. */
  take(key: string): number;
  /** The same without counting. */
  waitMs(key: string): number;
}

interface Window {
  startedMs: number;
  used: number;
}

export function createRateWindows(
  clock: Pick<Clock, 'elapsedMs'>,
  options: { perWindow: () => number; windowMs: number; maxKeys?: number },
): RateWindows {
  const { perWindow, windowMs, maxKeys = 10_000 } = options;
  const windows = new Map<string, Window>();

  function current(key: string, nowMs: number): Window | null {
    const window = windows.get(key);
    return window && nowMs - window.startedMs < windowMs ? window : null;
  }

  function open(key: string, nowMs: number): Window {
    const fresh = { startedMs: nowMs, used: 0 };
    windows.delete(key);
    if (windows.size >= maxKeys) windows.delete(windows.keys().next().value ?? '');
    windows.set(key, fresh);
    return fresh;
  }

  const left = (window: Window | null, nowMs: number): number =>
    window && window.used >= perWindow() ? window.startedMs + windowMs - nowMs : 0;

  return {
    take(key) {
      const nowMs = clock.elapsedMs();
      const window = current(key, nowMs) ?? open(key, nowMs);
      const waitMs = left(window, nowMs);
      if (waitMs === 0) window.used += 1;
      return waitMs;
    },
    waitMs(key) {
      const nowMs = clock.elapsedMs();
      return left(current(key, nowMs), nowMs);
    },
  };
}

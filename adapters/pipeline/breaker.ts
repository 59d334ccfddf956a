/**
 * Stops calling a provider that failed several times in a row, so that people wait seconds, not timeouts. After a pause
 * one call may try; while it is out all others are still turned away. The counting is cockatiel's; its own circuit
 * measures the pause on the wall clock, and a clock set back an hour would keep it open for an hour, so the pause is ours.
 */
import { ConsecutiveBreaker } from 'cockatiel';
import type { Clock } from '../../commerce/ports/runtime.ts';

export const FAILURES_TO_OPEN = 3;
export const OPEN_FOR_MS = 60_000;

export interface Breaker {
  /** Asks to make a call. `null` when it may not be made; otherwise report how it went, exactly once. */
  enter(): ((outcome: 'success' | 'failure') => void) | null;
}

export function createBreaker(clock: Clock, failuresToOpen = FAILURES_TO_OPEN, openForMs = OPEN_FOR_MS): Breaker {
  const counter = new ConsecutiveBreaker(failuresToOpen);
  let openedAtMs: number | null = null;
  let trialOut = false;

  const closedCall = (outcome: 'success' | 'failure'): void => {
    if (outcome === 'success') counter.success();
    else if (counter.failure()) openedAtMs ??= clock.elapsedMs();
  };
  const trialCall = (outcome: 'success' | 'failure'): void => {
    trialOut = false;
    openedAtMs = outcome === 'failure' ? clock.elapsedMs() : null;
    if (outcome === 'success') counter.success();
  };

  return {
    enter() {
      if (openedAtMs === null) return closedCall;
      if (trialOut || clock.elapsedMs() - openedAtMs < openForMs) return null;
      trialOut = true;
      return trialCall;
    },
  };
}

/**
 * A client that does not give up: repeats a request, unchanged, while nobody answers or the answer is 429 or 5xx. That
 * is what a customer's phone and a gateway do while the shop is being restarted.
 */
import { setTimeout as pause } from 'node:timers/promises';

const AGAIN_MS = 60;
const ONE_TRY_MS = 5_000;

export function patientFetch(withinMs: number): typeof fetch {
  return async (input, init) => {
    const end = performance.now() + withinMs;
    for (;;) {
      try {
        const response = await fetch(input, { ...init, signal: AbortSignal.timeout(ONE_TRY_MS) });
        // Read whole, so that an answer cut in the middle counts as none.
        const body = await response.arrayBuffer();
        const worthAgain = response.status === 429 || response.status >= 500;
        if (!worthAgain || performance.now() > end) {
          return new Response(body, { status: response.status, headers: response.headers });
        }
      } catch (error) {
        if (performance.now() > end) throw error;
      }
      await pause(AGAIN_MS);
    }
  };
}

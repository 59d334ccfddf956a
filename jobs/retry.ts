/** When a job that threw runs again: soon at first, then every few minutes; given up only after the last attempt. */
const FIRST_MS = 1_000;
const MOST_MS = 5 * 60_000;

/** `attempts` counts the runs so far, this one included. `random` in [0, 1) spreads jobs that failed together. */
export function retryAt(attempts: number, now: number, maxAttempts: number, random: number): number | 'dead' {
  if (attempts >= maxAttempts) return 'dead';
  const gapMs = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), MOST_MS);
  return Math.round(now + gapMs * (0.75 + random / 2));
}

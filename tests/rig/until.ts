/** Waits for a condition instead of a time; fails with the condition's text when it does not come true. */
import { setTimeout as pause } from 'node:timers/promises';

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${holds.toString()}`);
    await pause(2);
  }
}

/** Something that must not happen: the condition is looked at for the whole time and fails at once when it breaks. */
export async function stays(holds: () => boolean | Promise<boolean>, forMs: number): Promise<void> {
  const end = performance.now() + forMs;
  do {
    if (!(await holds())) throw new Error(`did not stay so for ${forMs} ms: ${holds.toString()}`);
    await pause(10);
  } while (performance.now() < end);
}

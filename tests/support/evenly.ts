/** Load at a rate: what is due is sent at its time, whether what was sent before is answered or not. */
import { setTimeout as pause } from 'node:timers/promises';

/** Sends so many messages evenly over a time, whether answered or not. */
export async function evenly(count: number, overMs: number, send: (index: number) => unknown): Promise<void> {
  const begun = performance.now();
  const sent: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const aheadMs = (index / count) * overMs - (performance.now() - begun);
    if (aheadMs > 1) await pause(aheadMs);
    sent.push(send(index));
  }
  await Promise.all(sent);
}

/** Waits until nothing is under way any more: every message sent, every delivery final, no job due. */
import { setTimeout as pause } from 'node:timers/promises';
import { readData } from '../support/data-reader.ts';

const LOOK_EVERY_MS = 100;
/** Recurring checks of paid payments and the daily work are always waiting; these are not under way. */
const UNDER_WAY = `
  select (select count(*) from jobs where state = 'running')
       + (select count(*) from jobs where state = 'ready' and run_at <= unixepoch() * 1000)
       + (select count(*) from outgoing where state in ('waiting', 'sending'))
       + (select count(*) from inbox where handled_at is null)
       + (select count(*) from fulfilments where state in ('queued', 'scheduled', 'submitting', 'pending'))
       + (select count(*) from door_keys where state in ('issuing', 'revoking'))`;

/** Throws when it stays busy. */
export async function untilQuiet(folder: string, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs;
  let quietLooks = 0;
  while (quietLooks < 3) {
    if (performance.now() > end) throw new Error('the shop does not come to rest');
    quietLooks = readData(folder, ({ number }) => number(UNDER_WAY)) === 0 ? quietLooks + 1 : 0;
    await pause(LOOK_EVERY_MS);
  }
}

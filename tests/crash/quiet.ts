/** Waits until nothing is under way any more: every message sent, every delivery final, no job due. */
import { setTimeout as pause } from 'node:timers/promises';
import { lookInto, type Place } from '../support/shop-data.ts';

const LOOK_EVERY_MS = 50;
/** What one look does not see, because it is on its way from one row to the next, the others do. */
const LOOKS = 3;
/** Recurring checks of paid payments and the daily work are always waiting; these are not under way. */
const underWay = (now: number) => `
  select (select count(*) from jobs where state = 'running')
       + (select count(*) from jobs where state = 'ready' and run_at <= ${now})
       + (select count(*) from outgoing where state in ('waiting', 'sending'))
       + (select count(*) from inbox where handled_at is null)
       + (select count(*) from fulfilments where state in ('queued', 'scheduled', 'submitting', 'pending'))
       + (select count(*) from door_keys where state in ('issuing', 'revoking'))`;

/** Throws when it stays busy. */
export async function untilQuiet(place: Place, withinMs = 30_000): Promise<void> {
  await lookInto(place, async ({ number }) => {
    const end = performance.now() + withinMs;
    let quietLooks = 0;
    while (quietLooks < LOOKS) {
      if (performance.now() > end) throw new Error('the shop does not come to rest');
      quietLooks = (await number(underWay(Date.now()))) === 0 ? quietLooks + 1 : 0;
      await pause(LOOK_EVERY_MS);
    }
  });
}

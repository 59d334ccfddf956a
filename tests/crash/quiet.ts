/** Waits until nothing is under way any more: every message sent, every delivery final, no job due. */
import { setTimeout as pause } from 'node:timers/promises';
import { lookInto, type Place } from '../support/shop-data.ts';

const LOOK_EVERY_MS = 50;
/** Over Redis what a killed process held is noticed after thirty seconds, by a look every thirty. */
const QUIET_WITHIN_MS = 90_000;
/** What one look does not see, because it is on its way from one row to the next, the others do. */
const LOOKS = 3;
/** Recurring checks of paid payments and the daily work are always waiting; these are not under way. */
const underWay = (now: number) => `
  select (select count(*) from jobs where state = 'running') as jobs_running,
         (select count(*) from jobs where state = 'ready' and run_at <= ${now}) as jobs_due,
         (select count(*) from outgoing where state in ('waiting', 'sending')) as outgoing,
         (select count(*) from inbox where handled_at is null) as inbox,
         (select count(*) from fulfilments where state in ('queued', 'scheduled', 'submitting', 'pending')) as deliveries,
         (select count(*) from door_keys where state in ('issuing', 'revoking')) as door_keys`;

/** Throws with what is under way when it stays busy. */
export async function untilQuiet(place: Place, withinMs = QUIET_WITHIN_MS): Promise<void> {
  await lookInto(place, async ({ all }) => {
    const end = performance.now() + withinMs;
    let quietLooks = 0;
    while (quietLooks < LOOKS) {
      const [counts] = await all(underWay(Date.now()));
      const busy = Object.entries(counts ?? {}).filter(([, count]) => Number(count) > 0);
      if (performance.now() > end) throw new Error(`the shop does not come to rest: ${busy.join(' ')}`);
      quietLooks = busy.length === 0 ? quietLooks + 1 : 0;
      await pause(LOOK_EVERY_MS);
    }
  });
}

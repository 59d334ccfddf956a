/** Marks of commits are looked for within seconds; those of an hour ago are cleared away now and then. */
import type { Kysely } from 'kysely';
import { idsBefore } from '../ids-before.ts';
import type { Database } from '../tables/index.ts';

const EVERY_MS = 10 * 60_000;
const KEPT_MS = 60 * 60_000;
/** One delete at most; what is left goes with the next. */
const MAX_ROWS = 200_000;

export function keepMarksShort(writer: Kysely<Database>): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // The next round tries again; nothing depends on this one.
    running = clearMarks(writer, Date.now() - KEPT_MS).catch(() => {});
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Deletes marks made before `instant`; their ids begin with the time. */
export async function clearMarks(writer: Kysely<Database>, instant: number): Promise<void> {
  await writer
    .deleteFrom('commits')
    .where('id', 'in', (eb) =>
      eb.selectFrom('commits').select('id').where('id', '<', idsBefore(instant)).orderBy('id').limit(MAX_ROWS),
    )
    .execute();
}

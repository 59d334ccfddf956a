/**
 * Units of work on Postgres: side by side, each a transaction of its own at READ COMMITTED. A commit whose answer got
 * lost is settled by its mark before anybody hears of it, so a unit is never run again after it took effect.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { CommitUnknown, DatabaseLost } from '../errors.ts';
import type { Database } from '../tables/index.ts';
import type { Engine } from './engine.ts';
import { CommitInDoubt } from './postgres-dialect.ts';
import { isLost, isRolledBack, isTaken } from './postgres-errors.ts';

/** A commit in doubt is asked about for about this long. */
const SETTLE_RUNS = 20;
const MAX_RUNS = { lost: 14, stale: 40, taken: 4 };

/** @param units writes the mark of `commits`; `writer` only settles. */
export function concurrentTransactions(units: Kysely<Database>, writer: Kysely<Database>): Engine['transaction'] {
  return async <T>(work: (transaction: Transaction<Database>) => Promise<T>) => {
    const done: { value?: T } = {};
    try {
      return await units.transaction().execute(async (transaction) => {
        done.value = await work(transaction);
        return done.value;
      });
    } catch (error) {
      if (!(error instanceof CommitInDoubt)) throw error;
      if (await wasCommitted(writer, error)) return done.value as T;
      throw new DatabaseLost('the connection to the database was lost', { cause: error });
    }
  };
}

/**
 * Takes the mark ourselves, as one of no commit. Is it taken, the commit happened. Did we get it, the commit can never
 * happen any more: the lost session, should it still live, would fail on it. While that session is at it, we wait.
 */
async function wasCommitted(writer: Kysely<Database>, { mark }: CommitInDoubt): Promise<boolean> {
  for (let run = 1; ; run += 1) {
    try {
      await writer
        .insertInto('commits')
        .values({ id: mark, done: 0 })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
      const row = await writer.selectFrom('commits').select('done').where('id', '=', mark).executeTakeFirstOrThrow();
      return row.done === 1;
    } catch (error) {
      if (run === SETTLE_RUNS) throw new CommitUnknown('nobody can say whether this was saved', { cause: error });
    }
    await delay(backOff(run));
  }
}

/** Doubles from 20 ms to 1 s, with half of it random so that those who met do not meet again. */
const backOff = (run: number): number => Math.min(1_000, 10 * 2 ** run) * (0.5 + Math.random() / 2);

export const pauseBeforeRetry: Engine['pauseBeforeRetry'] = (error, run) => {
  if (isLost(error)) return run < MAX_RUNS.lost ? backOff(run) : null;
  if (error instanceof StaleWrite || isRolledBack(error)) {
    return run < MAX_RUNS.stale ? Math.min(backOff(run), 100) : null;
  }
  // Two units that looked for a row, found none and inserted it: the second one finds it when it looks again.
  if (isTaken(error)) return run < MAX_RUNS.taken ? Math.min(backOff(run), 50) : null;
  return null;
};

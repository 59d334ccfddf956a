/**
 * How much waits, for whoever watches a shop. Every count is answered from a partial index or a short stretch of the
 * primary key, so it costs what waits, not what a shop did in its life.
 */
import { sql, type Kysely } from 'kysely';
import type { BacklogStore } from '../../commerce/ports/stores/admin.ts';
import { OPEN_JOB } from '../tables/jobs.ts';
import type { Database } from '../tables/index.ts';

/** Beyond this many given-up messages the exact number helps nobody. */
const COUNTED = 10_000;
const UUID_TIME_DIGITS = 12;

const count = sql<number>`count(*)`.as('count');

export function backlogStore(db: Kysely<Database>): BacklogStore {
  return {
    async now(now, paymentsSince) {
      const givenUp = db
        .selectFrom('outgoing')
        .select('id')
        .where(sql<boolean>`state = 'failed'`)
        .limit(COUNTED);
      const counts = await Promise.all([
        db
          .selectFrom('outgoing')
          .select(count)
          .where(sql<boolean>`state in ('waiting', 'sending')`)
          .execute(),
        db.selectFrom(givenUp.as('given_up')).select(count).execute(),
        db
          .selectFrom('inbox')
          .select(count)
          .where(sql<boolean>`handled_at is null`)
          .execute(),
        db.selectFrom('review_cases').select(count).where('state', '=', 'open').execute(),
        db
          .selectFrom('payments')
          .select(count)
          .where('id', '>=', firstIdAt(paymentsSince))
          .where('state', 'in', ['creating', 'pending', 'challenge'])
          .execute(),
      ]);
      const [outgoingWaiting = 0, outgoingFailed = 0, inboxUnhandled = 0, reviewsOpen = 0, paymentsPending = 0] =
        counts.map(([row]) => row?.count ?? 0);
      const jobs = await jobCounts(db, now);
      return { ...jobs, outgoingWaiting, outgoingFailed, inboxUnhandled, reviewsOpen, paymentsPending };
    },
  };
}

async function jobCounts(db: Kysely<Database>, now: number) {
  const row = await db
    .selectFrom('jobs')
    .where(OPEN_JOB)
    .select((eb) => [
      eb.fn.countAll().as('open'),
      eb.fn
        .sum(
          eb
            .case()
            .when(eb.and([eb('state', '=', 'ready'), eb('run_at', '<=', now)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('due'),
      eb.fn.sum(eb.case().when('state', '=', 'running').then(1).else(0).end()).as('running'),
      eb.fn.min(eb.case().when('state', '=', 'ready').then(eb.ref('run_at')).end()).as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  const [open, due, running] = [Number(row.open), Number(row.due ?? 0), Number(row.running ?? 0)];
  const oldest = row.oldest === null ? now : row.oldest;
  return {
    jobsDue: due,
    jobsRunning: running,
    jobsWaiting: open - due - running,
    oldestDueMs: Math.max(0, now - oldest),
  };
}

/** Ids sort by time of creation: the smallest one made at an instant. */
const firstIdAt = (at: number): string => {
  const digits = Math.max(0, at).toString(16).padStart(UUID_TIME_DIGITS, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
};

/**
 * Who works on a job. A claim is one statement; its guard is said twice, inside and outside the sub-select, because an
 * engine with row locks checks only the outer one again after waiting for another worker.
 */
import { sql, type Kysely } from 'kysely';
import type { JobStore } from '../../commerce/ports/stores/jobs.ts';
import { skipLocked } from '../engine/dialect.ts';
import { prepared } from '../engine/prepared.ts';
import type { Database } from '../tables/index.ts';
import { OPEN_JOB, type JobsTable } from '../tables/jobs.ts';
import type { StoreDeps } from './deps.ts';
import { updateBy } from './by-key.ts';
import { toJob } from './job-row.ts';
import { changedOne, positive } from './values.ts';

type LeaseMethods = Pick<
  JobStore,
  'claim' | 'claimThese' | 'finish' | 'again' | 'fail' | 'extendLease' | 'retry' | 'releaseAbandoned'
>;

export function leaseMethods(db: Kysely<Database>, deps: StoreDeps): LeaseMethods {
  /** Changes the row while `owner` works on it; a lease that ran out still counts until somebody else takes it. */
  const change = async (id: string, owner: string, patch: Partial<JobsTable>) =>
    (await updateBy(db, 'jobs', { id, state: 'running', lease_owner: owner }, patch)) === 1;
  const free = { lease_owner: null, lease_until: null };
  return {
    claim: (owner, now, leaseUntil, limit) => claim(db, owner, now, leaseUntil, limit),
    claimThese: (owner, now, leaseUntil, ids) => claimThese(db, { owner, now, leaseUntil, ids }),
    finish: (id, owner, now) => change(id, owner, { ...free, state: 'done', finished_at: now }),
    again: async (id, owner, runAt) => {
      const ready = { ...free, state: 'ready' as const, run_at: runAt, due_at: runAt, attempts: 0, last_error: null };
      return wakeIf(deps, await change(id, owner, ready));
    },
    fail: async (id, owner, now, error, runAt) => {
      const next =
        runAt === 'dead'
          ? { state: 'dead' as const, finished_at: now }
          : { state: 'ready' as const, run_at: runAt, due_at: runAt };
      return wakeIf(deps, await change(id, owner, { ...free, ...next, last_error: error }));
    },
    extendLease: (id, owner, leaseUntil) => change(id, owner, { lease_until: leaseUntil, due_at: leaseUntil }),
    releaseAbandoned: async (now) => {
      await db
        .updateTable('jobs')
        .set({ ...free, state: 'ready', run_at: now, due_at: now })
        .where(OPEN_JOB)
        .where('state', '=', 'running')
        .execute();
    },
    retry: async (id, now) => {
      const result = await db
        .updateTable('jobs')
        .set({ ...free, state: 'ready', run_at: now, due_at: now, attempts: 0, finished_at: null })
        .where('id', '=', id)
        .where('state', '=', 'dead')
        // Its key may have been taken by a newer job, which then does the work.
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('jobs as other')
                .select('other.id')
                .whereRef('other.dedupe_key', '=', 'jobs.dedupe_key')
                .where(sql<boolean>`other.state in ('ready', 'running')`),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      return wakeIf(deps, changedOne(result));
    },
  };
}

function wakeIf(deps: StoreDeps, changed: boolean): boolean {
  if (changed) deps.added.jobs();
  return changed;
}

const claimDue = prepared((db, owner: string, leaseUntil: number, now: number, due: number, limit: number) => {
  const ids = db
    .selectFrom('jobs')
    .select('id')
    .where(OPEN_JOB)
    .where('due_at', '<=', due)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit);
  return leased(db, { owner, now, leaseUntil }).where('id', 'in', skipLocked(db, ids)).returningAll();
});

async function claim(db: Kysely<Database>, owner: string, now: number, leaseUntil: number, limit: number) {
  const rows = await claimDue.all(db, owner, leaseUntil, now, now, positive(limit, 'a claim'));
  return rows.map(toJob).sort((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
}

async function claimThese(db: Kysely<Database>, { ids, ...lease }: Lease & { ids: readonly string[] }) {
  if (ids.length === 0) return [];
  const rows = await leased(db, lease).where('id', 'in', ids).returningAll().execute();
  return rows.map(toJob);
}

interface Lease {
  owner: string;
  now: number;
  leaseUntil: number;
}

/** Open jobs that are due become ours; which of them, the caller says. */
function leased(db: Kysely<Database>, { owner, now, leaseUntil }: Lease) {
  return db
    .updateTable('jobs')
    .set((eb) => ({
      state: 'running',
      lease_owner: owner,
      lease_until: leaseUntil,
      due_at: leaseUntil,
      attempts: eb('attempts', '+', 1),
    }))
    .where(OPEN_JOB)
    .where('due_at', '<=', now);
}

/** The jobs table: ready and running jobs each stand in a queue by the instant at which they may be claimed. */
import type { JobRow, NewJob } from '../../../commerce/ports/jobs.ts';
import type { JobStore } from '../../../commerce/ports/stores/jobs.ts';
import { dueAt, isOpenJob, type AllRows } from '../tables.ts';
import { by, orNull, positive, type MakeStore, type MemoryDeps } from './support.ts';

const FREE = { leaseOwner: null, leaseUntil: null };

export const createJobStore: MakeStore<JobStore> = (rows, deps) => ({
  ...addMethods(rows, deps),
  ...claimMethods(rows),
  ...endMethods(rows, deps),
  ...readMethods(rows),
});

function addMethods({ jobs }: AllRows, deps: MemoryDeps): Pick<JobStore, 'add' | 'addMany' | 'bringForward'> {
  const add = (job: NewJob, now: number): string | null => {
    const row = newRow(deps.ids.uuid(), job, now);
    if (!jobs.insertUnless(row)) return null;
    deps.added.jobs = true;
    return row.id;
  };
  return {
    add: async (job, now) => add(job, now),
    async addMany(many, now) {
      for (const job of many) add(job, now);
    },
    async bringForward(dedupeKey, runAt) {
      const job = jobs.by('dedupe', dedupeKey);
      if (job?.state !== 'ready' || job.runAt <= runAt) return false;
      deps.added.jobs = true;
      return jobs.update(job.id, { runAt });
    },
  };
}

const newRow = (id: string, job: NewJob, now: number): JobRow => ({
  id,
  name: job.name,
  payload: { ...job.payload },
  dedupeKey: job.dedupeKey ?? null,
  state: 'ready',
  runAt: job.runAt ?? now,
  attempts: 0,
  ...FREE,
  lastError: null,
  createdAt: now,
  finishedAt: null,
});

const dueFirst = by<JobRow>(dueAt, (job) => job.id);

function claimMethods({ jobs }: AllRows): Pick<JobStore, 'claim' | 'claimThese' | 'extendLease' | 'releaseAbandoned'> {
  const take = (job: JobRow, owner: string, leaseUntil: number): JobRow => {
    jobs.update(job.id, {
      state: 'running',
      leaseOwner: owner,
      leaseUntil,
      attempts: job.attempts + 1,
    });
    return jobs.get(job.id) as JobRow;
  };
  return {
    async claim(owner, now, leaseUntil, limit) {
      positive(limit, 'a claim');
      const due = [...jobs.queue('state', 'ready', limit, now), ...jobs.queue('state', 'running', limit, now)];
      const taken = due.sort(dueFirst).slice(0, limit);
      return taken
        .map((job) => take(job, owner, leaseUntil))
        .sort(
          by(
            (job) => job.runAt,
            (job) => job.id,
          ),
        );
    },
    async claimThese(owner, now, leaseUntil, ids) {
      const due = ids.flatMap((id) => jobs.get(id) ?? []).filter((job) => isOpenJob(job) && dueAt(job) <= now);
      return due.map((job) => take(job, owner, leaseUntil));
    },
    async extendLease(id, owner, leaseUntil) {
      return isHeld(jobs.get(id), owner) && jobs.update(id, { leaseUntil });
    },
    async releaseAbandoned(now) {
      for (const job of jobs.group('state', 'running')) jobs.update(job.id, { ...FREE, state: 'ready', runAt: now });
    },
  };
}

const isHeld = (job: JobRow | undefined, owner: string): boolean =>
  job?.state === 'running' && job.leaseOwner === owner;

function endMethods({ jobs }: AllRows, deps: MemoryDeps): Pick<JobStore, 'finish' | 'again' | 'fail' | 'retry'> {
  const wake = (changed: boolean): boolean => {
    if (changed) deps.added.jobs = true;
    return changed;
  };
  return {
    async finish(id, owner, now) {
      return isHeld(jobs.get(id), owner) && jobs.update(id, { ...FREE, state: 'done', finishedAt: now });
    },
    async again(id, owner, runAt) {
      const ready = { ...FREE, state: 'ready', runAt, attempts: 0, lastError: null } as const;
      return wake(isHeld(jobs.get(id), owner) && jobs.update(id, ready));
    },
    async fail(id, owner, now, error, runAt) {
      const next =
        runAt === 'dead' ? ({ state: 'dead', finishedAt: now } as const) : ({ state: 'ready', runAt } as const);
      return wake(isHeld(jobs.get(id), owner) && jobs.update(id, { ...FREE, ...next, lastError: error }));
    },
    async retry(id, now) {
      const job = jobs.get(id);
      if (job?.state !== 'dead') return false;
      // Its key may have been taken by a newer job, which then does the work.
      if (job.dedupeKey !== null && jobs.by('dedupe', job.dedupeKey)) return false;
      return wake(jobs.update(id, { ...FREE, state: 'ready', runAt: now, attempts: 0, finishedAt: null }));
    },
  };
}

const newestFirst = (jobs: JobRow[]): JobRow[] => jobs.sort(by((job) => job.id)).toReversed();

function readMethods({
  jobs,
}: AllRows): Pick<JobStore, 'nextRunAt' | 'upcoming' | 'get' | 'list' | 'countByState' | 'mentioning'> {
  return {
    nextRunAt: async () => jobs.queue('state', 'ready', 1)[0]?.runAt ?? null,
    async upcoming({ now, until, limit, names }) {
      const open = [...jobs.group('state', 'ready'), ...jobs.group('state', 'running')];
      return open
        .filter((job) => dueAt(job) <= until && (job.state === 'ready' || dueAt(job) <= now))
        .filter((job) => !names || names.includes(job.name))
        .sort(dueFirst)
        .slice(0, limit)
        .map((job) => ({ id: job.id, name: job.name, dueAt: dueAt(job) }));
    },
    get: async (id) => orNull(jobs.get(id)),
    async list({ state, name, limit }) {
      const found = jobs.all().filter((job) => (!state || job.state === state) && (!name || job.name === name));
      return newestFirst(found).slice(0, limit);
    },
    async countByState() {
      const count = (state: JobRow['state']) => jobs.count('state', state);
      return { ready: count('ready'), running: count('running'), done: count('done'), dead: count('dead') };
    },
    mentioning: async (id, limit) => newestFirst(jobs.group('about', id)).slice(0, limit),
  };
}

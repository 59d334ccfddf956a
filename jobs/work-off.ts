/**
 * What happens to a job once it is leased, the same for every runner: the handler runs while the lease is renewed, and
 * the table is told how it ended. A process that dies in here leaves a lease that runs out.
 */
import { createGroup } from '../commerce/group.ts';
import type { JobHandlers, JobRow, JobVerdict } from '../commerce/ports/jobs.ts';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Settings } from '../commerce/settings.ts';
import { retryAt } from './retry.ts';

export interface WorkDeps {
  uow: UnitOfWork;
  handlers: JobHandlers;
  clock: Clock;
  log: Log;
  settings: Pick<Settings, 'jobLeaseMs' | 'jobMaxAttempts'>;
  /** Unique per process: what is written into leases. */
  owner: string;
  random: () => number;
  /** A job used up its attempts; the owner has to know. */
  onDead(job: JobRow, error: string): Promise<void>;
}

type Ending = { id: string } & (
  | { kind: 'done' }
  | { kind: 'again'; at: number }
  | { kind: 'failed'; at: number | 'dead'; error: string }
);

/** Runs one leased job to its end in the table. Never throws: a job that could not be ended is leased again later. */
export type WorkOff = (job: JobRow) => Promise<void>;

export function createWorkOff(deps: WorkDeps): WorkOff {
  const { uow, clock, log, settings, owner } = deps;

  const endings = createGroup<Ending, boolean>((items) =>
    uow.run('jobs.end', async (stores) => {
      const results: boolean[] = [];
      for (const item of items) results.push(await end(stores.jobs, item, owner, clock.now()));
      return results;
    }),
  );

  async function execute(job: JobRow): Promise<void> {
    const renew = setInterval(() => {
      void extend(job.id);
    }, settings.jobLeaseMs / 3);
    try {
      const verdict = await runHandler(deps.handlers, job);
      await endings.add(verdict ? { id: job.id, kind: 'again', at: verdict.againAt } : { id: job.id, kind: 'done' });
    } catch (error) {
      await fail(job, error);
    } finally {
      clearInterval(renew);
    }
  }

  async function extend(id: string): Promise<void> {
    try {
      await uow.run('jobs.extend', (stores) => stores.jobs.extendLease(id, owner, clock.now() + settings.jobLeaseMs));
    } catch (error) {
      log.warn({ job: id, error: String(error) }, 'could not extend a job lease');
    }
  }

  async function fail(job: JobRow, thrown: unknown): Promise<void> {
    const error = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 300);
    const at = retryAt(job.attempts, clock.now(), settings.jobMaxAttempts, deps.random());
    // A payload is ids only: they lead from the line to the order.
    const about = job.payload;
    log.warn({ job: job.id, name: job.name, about, attempts: job.attempts, error, dead: at === 'dead' }, 'job failed');
    await endings.add({ id: job.id, kind: 'failed', at, error });
    if (at === 'dead') await deps.onDead(job, error);
  }

  return (job) =>
    execute(job).catch((error: unknown) =>
      log.error({ job: job.id, error: String(error) }, 'job could not be ended; its lease will run out'),
    );
}

function runHandler(handlers: JobHandlers, job: JobRow): Promise<JobVerdict> {
  const handler = handlers[job.name] as ((payload: unknown) => Promise<JobVerdict>) | undefined;
  if (!handler) throw new Error(`no handler for job ${job.name}`);
  return handler(job.payload);
}

function end(jobs: Stores['jobs'], ending: Ending, owner: string, now: number): Promise<boolean> {
  if (ending.kind === 'done') return jobs.finish(ending.id, owner, now);
  if (ending.kind === 'again') return jobs.again(ending.id, owner, ending.at);
  return jobs.fail(ending.id, owner, now, ending.error, ending.at);
}

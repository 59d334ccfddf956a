/**
 * Works off the jobs table inside this process. Woken after commits that added jobs, polling is the safety net. A job
 * is leased while it runs; a process that dies leaves leases that run out, so a job may run twice and never not at all.
 */
import { createGroup } from '../commerce/group.ts';
import type { JobHandlers, JobRow, JobRunner, JobVerdict } from '../commerce/ports/jobs.ts';
import type { Clock, Log } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { Settings } from '../commerce/settings.ts';
import { retryAt } from './retry.ts';

export interface RunnerDeps {
  uow: UnitOfWork;
  handlers: JobHandlers;
  clock: Clock;
  log: Log;
  settings: Pick<Settings, 'jobLeaseMs' | 'jobPollMs' | 'jobConcurrency' | 'jobMaxAttempts'>;
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

export function createEmbeddedRunner(deps: RunnerDeps): JobRunner {
  const { uow, clock, log, settings, owner } = deps;
  const running = new Set<Promise<void>>();
  let stopped = true;
  let claiming = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

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
    log.warn({ job: job.id, name: job.name, attempts: job.attempts, error, dead: at === 'dead' }, 'job failed');
    await endings.add({ id: job.id, kind: 'failed', at, error });
    if (at === 'dead') await deps.onDead(job, error);
  }

  async function claimSome(): Promise<number> {
    const free = settings.jobConcurrency - running.size;
    if (free <= 0) return 0;
    const now = clock.now();
    const jobs = await uow.run('jobs.claim', (stores) =>
      stores.jobs.claim(owner, now, now + settings.jobLeaseMs, free),
    );
    for (const job of jobs) {
      const run = execute(job)
        .catch((error: unknown) =>
          log.error({ job: job.id, error: String(error) }, 'job could not be ended; its lease will run out'),
        )
        .finally(() => {
          running.delete(run);
          wake();
        });
      running.add(run);
    }
    return jobs.length;
  }

  async function tick(): Promise<void> {
    if (claiming) {
      again = true;
      return;
    }
    claiming = true;
    clearTimeout(timer);
    try {
      do {
        again = false;
        while (!stopped && (await claimSome()) > 0);
      } while (again && !stopped);
    } catch (error) {
      log.warn({ error: String(error) }, 'jobs could not be claimed');
    } finally {
      claiming = false;
      if (!stopped) timer = setTimeout(() => void tick(), settings.jobPollMs);
    }
  }

  function wake(): void {
    if (!stopped) void tick();
  }

  return {
    async start() {
      stopped = false;
      await tick();
    },
    wake,
    async drain(timeoutMs) {
      stopped = true;
      clearTimeout(timer);
      const all = Promise.allSettled(running);
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        limit = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([all, late]);
      clearTimeout(limit);
    },
  };
}

function runHandler(handlers: JobHandlers, job: JobRow): Promise<JobVerdict> {
  const handler = handlers[job.name] as ((payload: unknown) => Promise<JobVerdict>) | undefined;
  if (!handler) throw new Error(`no handler for job ${job.name}`);
  return handler(job.payload);
}

type Jobs = Parameters<Parameters<UnitOfWork['run']>[1]>[0]['jobs'];

function end(jobs: Jobs, ending: Ending, owner: string, now: number): Promise<boolean> {
  if (ending.kind === 'done') return jobs.finish(ending.id, owner, now);
  if (ending.kind === 'again') return jobs.again(ending.id, owner, ending.at);
  return jobs.fail(ending.id, owner, now, ending.error, ending.at);
}

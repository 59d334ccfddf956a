/**
 * Works off the jobs table inside this process. Woken after commits that added jobs, polling is the safety net. A job
 * is leased while it runs; a process that dies leaves leases that run out, so a job may run twice and never not at all.
 */
import type { JobRunner } from '../commerce/ports/jobs.ts';
import type { Settings } from '../commerce/settings.ts';
import { createWorkOff, type WorkDeps } from './work-off.ts';

export interface RunnerDeps extends WorkDeps {
  settings: Pick<Settings, 'jobLeaseMs' | 'jobPollMs' | 'jobConcurrency' | 'jobMaxAttempts'>;
  /** True while something nobody may keep waiting needs the process: then jobs are begun one at a time, with pauses. */
  isBusy?: () => boolean;
}

/** Twenty jobs a second are begun even in a flood; they take a twentieth of the process, not half of it. */
const BUSY_PAUSE_MS = 50;

/**
 * A job that takes this long waits for somebody else, a gateway that does not answer say, and needs no processor for it:
 * its place is free for the next. Deliveries must not stand behind a gateway that hangs.
 */
const WAITS_AFTER_MS = 1_000;
/** Waiting costs memory, so there is a limit: all together, in places. */
const MOST_PER_PLACE = 8;

/** May be started again after it was drained. */
export function createEmbeddedRunner(deps: RunnerDeps): JobRunner {
  const { uow, clock, log, settings, owner } = deps;
  const workOff = createWorkOff(deps);
  /** When each began. */
  const running = new Map<Promise<void>, number>();
  let stopped = true;
  let claiming = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let pauseEndsMs = 0;

  /** How many of `free` places are filled now. A job that waits for others does not keep the next from its turn. */
  function mayBegin(free: number): number {
    if (free <= 0 || !deps.isBusy?.()) return free;
    const now = clock.elapsedMs();
    if (now < pauseEndsMs) return 0;
    pauseEndsMs = now + BUSY_PAUSE_MS;
    return 1;
  }

  function freePlaces(): number {
    const waitingSinceMs = clock.elapsedMs() - WAITS_AFTER_MS;
    const atWork = [...running.values()].filter((begunMs) => begunMs > waitingSinceMs).length;
    return Math.min(settings.jobConcurrency - atWork, MOST_PER_PLACE * settings.jobConcurrency - running.size);
  }

  async function claimSome(): Promise<number> {
    const free = mayBegin(freePlaces());
    if (free <= 0) return 0;
    const now = clock.now();
    const jobs = await uow.run('jobs.claim', (stores) =>
      stores.jobs.claim(owner, now, now + settings.jobLeaseMs, free),
    );
    for (const job of jobs) {
      const run = workOff(job).finally(() => {
        running.delete(run);
        wake();
      });
      running.set(run, clock.elapsedMs());
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
      const waitMs = deps.isBusy?.() ? Math.min(BUSY_PAUSE_MS, settings.jobPollMs) : settings.jobPollMs;
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(() => void tick(), waitMs);
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
      const all = Promise.allSettled(running.keys());
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        limit = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([all, late]);
      clearTimeout(limit);
    },
  };
}

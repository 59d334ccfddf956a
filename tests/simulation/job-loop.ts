/**
 * Works off the jobs table as jobs/work-off.ts does, on the simulated clock: what is due is claimed in batches, runs side
 * by side, and is ended in one unit. A process that dies in between leaves its leases.
 */
import type { JobRow, JobVerdict } from '../../commerce/ports/jobs.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import { retryAt } from '../../jobs/retry.ts';
import type { Chance, SimClock } from './chance.ts';
import { ProcessDied } from './life.ts';
import type { Process } from './shop.ts';

export interface JobLoop {
  /** Claims and runs some of what is due. */
  work(): Promise<void>;
  /** When there is work; Infinity when there is none. */
  nextAt(): Promise<number>;
  /** Leases of a dead process have run out by now: also jobs that look as if somebody ran them are to be claimed. */
  lookForAbandoned(): void;
}

export interface JobLoopParts {
  clock: SimClock;
  chance: Chance;
  /** The process as it is now. */
  process(): Process;
  /** Runs a wish; null when the process died or the disk was full. */
  ask<T>(what: string, wish: () => Promise<T>): Promise<T | null>;
  say(line: () => string): void;
  surprised(what: string): void;
  /** How many units were committed so far: while it stays the same, so does every row. */
  written(): number;
  /** How many jobs run side by side at the most. */
  atOnce: number;
}

/** A job that throws these does so to be run again. */
const EXPECTED = /the gateway did not answer|no room left/;

type End = (jobs: Stores['jobs']) => Promise<boolean>;

export function createJobLoop(parts: JobLoopParts): JobLoop {
  const { clock, chance, process, ask, say, surprised, atOnce } = parts;
  let mayBeAbandoned = false;
  let known: { written: number; at: number | null } = { written: -1, at: null };

  /** When the next job is due, asked for again only when something was written since. */
  const nextRunAt = () => {
    const written = parts.written();
    const asked = known.written === written ? known.at : process().core.uow.read.jobs.nextRunAt();
    return { asked, note: (at: number | null) => ((known = { written, at }), at ?? Infinity) };
  };

  async function runOne(job: JobRow): Promise<End | null> {
    const { handlers, core, owner } = process();
    say(() => `job ${job.name} ${JSON.stringify(job.payload)}`);
    try {
      const verdict = await (handlers[job.name] as (payload: unknown) => Promise<JobVerdict>)(job.payload);
      if (verdict) return (jobs) => jobs.again(job.id, owner, verdict.againAt);
      return (jobs) => jobs.finish(job.id, owner, clock.now());
    } catch (error) {
      if (error instanceof ProcessDied) return null;
      const words = String(error);
      say(() => `job ${job.name} failed: ${words}`);
      if (!EXPECTED.test(words)) surprised(`job ${job.name}: ${words}`);
      const at = retryAt(job.attempts, clock.now(), core.settings.jobMaxAttempts, chance.next());
      return (jobs) => jobs.fail(job.id, owner, clock.now(), words.slice(0, 300), at);
    }
  }

  return {
    async work() {
      const { owner, core, life } = process();
      const next = nextRunAt();
      const due = mayBeAbandoned || next.note(await next.asked) <= clock.now();
      if (!due || life.isOver()) return;
      mayBeAbandoned = false;
      const limit = atOnce === 1 ? 1 : chance.between(1, atOnce);
      const until = clock.now() + core.settings.jobLeaseMs;
      const claimed = await ask('claim', () =>
        core.uow.run('jobs.claim', ({ jobs }) => jobs.claim(owner, clock.now(), until, limit)),
      );
      const ends = await Promise.all((claimed ?? []).map(runOne));
      if (ends.every((end) => end === null)) return;
      await ask('end', () =>
        core.uow.run('jobs.end', async ({ jobs }) => {
          for (const end of ends) if (end) await end(jobs);
        }),
      );
    },
    async nextAt() {
      if (process().life.isOver()) return Infinity;
      if (mayBeAbandoned) return clock.now();
      const next = nextRunAt();
      return next.note(await next.asked);
    },
    lookForAbandoned() {
      mayBeAbandoned = true;
    },
  };
}

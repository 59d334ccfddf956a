/**
 * The bridge from the table to Redis: ids of jobs that are due or soon will be, a bounded window of them. Nobody waits
 * for it. What Redis lost is published again: the table is asked each time, and an id that was published but not taken
 * up within a while counts as lost. One run of a job has one name in Redis, so publishing twice is publishing once.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock, Log } from '../../commerce/ports/runtime.ts';
import type { UpcomingJob } from '../../commerce/ports/stores/jobs.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { namesOf, QUEUES, queueOf, type QueueName } from './queues.ts';

export interface PublisherDeps {
  uow: UnitOfWork;
  clock: Clock;
  log: Log;
  /** Puts runs into a queue; those it has already are left as they are. Throws when Redis did not take them. */
  put(queue: QueueName, jobs: readonly UpcomingJob[]): Promise<void>;
  /** Asked before each look: while false nothing is published. */
  open(): boolean;
  onFailure(error: unknown): void;
}

export interface Publisher {
  /** Something was added: look soon. Never throws, never waits. */
  wake(): void;
  /** Looks now; rejects when Redis or the table did not answer. */
  publish(): Promise<void>;
  /** Redis may be empty: everything is published again at the next look. */
  forget(): void;
  stop(): void;
}

/** How far ahead jobs are handed over. What is due later stays in the table alone. */
const AHEAD_MS = 30_000;
/** Most runs in Redis at a time, roughly; with more due ones, the window is shared out to the queues. */
const WINDOW = 500;
const WINDOW_PER_QUEUE = 200;
const BATCH = 200;
const LOST_AFTER_MS = 10_000;
/** With many waiting, the next look comes no sooner than this: rows in the window are read again each time. */
const BUSY_GAP_MS = 10;
const BUSY_FROM = 100;

export function createPublisher(deps: PublisherDeps): Publisher {
  const { uow, clock, put } = deps;
  /** Names of runs in Redis → when they count as lost. As large as the window, no larger. */
  let published = new Map<string, number>();
  let again = false;
  let stopped = false;
  let looking: Promise<void> | null = null;
  let restUntil = 0;

  async function look(): Promise<void> {
    const rows = await window(uow, clock.now());
    const now = clock.now();
    const elapsed = clock.elapsedMs();
    const before = published;
    const fresh = rows.filter((row) => (before.get(runName(row)) ?? 0) <= elapsed);
    const jobs = Object.entries(Object.groupBy(fresh, (row) => queueOf(row.name)));
    await Promise.all(jobs.map(([queue, list]) => inBatches(list, (batch) => put(queue as QueueName, batch))));
    // Forgotten meanwhile: Redis lost what it had, so nothing may be remembered from before.
    if (published !== before) return;
    published = new Map();
    for (const row of rows) {
      const known = before.get(runName(row)) ?? 0;
      published.set(runName(row), known > elapsed ? known : elapsed + Math.max(0, row.dueAt - now) + LOST_AFTER_MS);
    }
    restUntil = rows.length > BUSY_FROM ? elapsed + BUSY_GAP_MS : 0;
  }

  /** One look at a time; whoever comes during one shares the next. */
  function publish(): Promise<void> {
    const next = (looking ?? Promise.resolve()).catch(() => {}).then(look);
    const mine = next.finally(() => {
      if (looking === mine) looking = null;
    });
    looking = mine;
    return mine;
  }

  async function turn(): Promise<void> {
    while (again && !stopped && deps.open()) {
      // Commits of one turn of the event loop are looked for together.
      await setImmediate();
      const waitMs = restUntil - clock.elapsedMs();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      again = false;
      await publish();
    }
  }

  let turning = false;

  function wake(): void {
    again = true;
    if (turning || stopped || !deps.open()) return;
    turning = true;
    turn().then(
      () => {
        turning = false;
        if (again) wake();
      },
      (error: unknown) => {
        turning = false;
        deps.onFailure(error);
      },
    );
  }

  return {
    wake,
    publish,
    forget() {
      published = new Map();
    },
    stop() {
      stopped = true;
    },
  };
}

/** A row's id and due instant: the instant changes with every run, lease and bringing forward. */
export const runName = ({ id, dueAt }: Pick<UpcomingJob, 'id' | 'dueAt'>): string => `${id}-${dueAt.toString(36)}`;

async function window(uow: UnitOfWork, now: number): Promise<UpcomingJob[]> {
  const filter = { now, until: now + AHEAD_MS };
  const rows = await uow.read.jobs.upcoming({ ...filter, limit: WINDOW });
  if (rows.length < WINDOW) return rows;
  // One kind may fill the whole window; the others get their share all the same.
  const shares = await Promise.all(
    QUEUES.map((queue) => uow.read.jobs.upcoming({ ...filter, names: namesOf(queue), limit: WINDOW_PER_QUEUE })),
  );
  return [...new Map([...rows.slice(0, WINDOW_PER_QUEUE), ...shares.flat()].map((row) => [row.id, row])).values()];
}

async function inBatches<T>(items: readonly T[], work: (batch: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += BATCH) await work(items.slice(from, from + BATCH));
}

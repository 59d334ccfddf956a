/**
 * BullMQ's workers: one per queue. They bring ids; whether a job is really to be run, the table says by giving its lease
 * or not. So an id that comes twice, late or for a job that is done costs one statement and does nothing.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { DelayedError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { createGroup } from '../../commerce/group.ts';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { WorkDeps, WorkOff } from '../work-off.ts';
import type { ProviderPace } from './provider-pace.ts';
import { concurrencyOf, QUEUES, type QueueName, type QueueSettings } from './queues.ts';

export interface WorkersDeps extends WorkDeps {
  settings: WorkDeps['settings'] & QueueSettings;
  redis: Redis;
  prefix: string;
  workOff: WorkOff;
  pace: ProviderPace;
  isBusy: () => boolean;
}

/** What travels. */
export interface Carried {
  id: string;
  dueAt: number;
}

export interface Workers {
  /** Resolves when nothing is running any more. */
  idle(): Promise<void>;
  /** Takes nothing new; resolves when BullMQ let go of what it had. Hangs while Redis does. */
  close(): Promise<void>;
}

/** Our clock and the publisher's may differ a little; what differs more waits for the next look at the table. */
const MOST_EARLY_MS = 2000;
/** As the embedded runner does it: in a flood jobs begin one at a time. */
const BUSY_PAUSE_MS = 25;

export function startWorkers(deps: WorkersDeps): Workers {
  const { uow, clock, settings, owner, log } = deps;
  const running = new Set<Promise<void>>();
  const claims = createGroup<string, JobRow | null>((ids) =>
    uow.run('jobs.claim', async (stores) => {
      const now = clock.now();
      const rows = await stores.jobs.claimThese(owner, now, now + settings.jobLeaseMs, ids);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  );

  let nextTurnMs = 0;
  async function turn(): Promise<void> {
    if (!deps.isBusy()) return;
    const now = clock.elapsedMs();
    const at = Math.max(now, nextTurnMs);
    nextTurnMs = at + BUSY_PAUSE_MS;
    await pause(at - now);
  }

  async function run({ id, dueAt }: Carried): Promise<void> {
    const earlyMs = dueAt - clock.now();
    if (earlyMs > MOST_EARLY_MS) return;
    if (earlyMs > 0) await pause(earlyMs);
    await turn();
    const job = await claims.add(id);
    if (!job) return;
    await deps.workOff(job);
  }

  async function process(job: Job<Carried>, token: string | undefined): Promise<void> {
    const waitMs = await deps.pace.waitMs(job.data.id, job.name);
    if (waitMs > 0) {
      await job.moveToDelayed(Date.now() + waitMs, token);
      throw new DelayedError();
    }
    const work = run(job.data).catch((error: unknown) =>
      // The row is as it was; the next look at the table brings it again.
      log.warn({ job: job.data.id, error: String(error) }, 'job could not be taken'),
    );
    running.add(work);
    await work.finally(() => running.delete(work));
  }

  const workers = QUEUES.map((queue) => startWorker(deps, queue, process));
  return {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startWorker(
  deps: WorkersDeps,
  queue: QueueName,
  process: (job: Job<Carried>, token: string | undefined) => Promise<void>,
): Worker<Carried> {
  const worker = new Worker<Carried>(queue, process, {
    connection: deps.redis,
    prefix: deps.prefix,
    concurrency: concurrencyOf(queue, deps.settings),
    drainDelay: 2,
    runRetryDelay: 1000,
    // A stalled job comes back; the table's lease decides whether it is run again.
    stalledInterval: 15_000,
    maxStalledCount: 1000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', (error) => deps.log.debug({ queue, error: error.message }, 'BullMQ worker'));
  return worker;
}

/**
 * Jobs over Redis, for shops with several processes. The table stays the truth: rows are written in the business
 * transaction, leased and ended exactly as the embedded runner does; Redis only carries which row is due, so that many
 * workers share them without asking the table all the time. While Redis is lost, full or silent the same rows are
 * worked off from the table.
 */
import { Queue } from 'bullmq';
import type { JobRow, JobRunner } from '../../commerce/ports/jobs.ts';
import type { UpcomingJob } from '../../commerce/ports/stores/jobs.ts';
import type { Settings } from '../../commerce/settings.ts';
import { createEmbeddedRunner, type RunnerDeps } from '../embedded-runner.ts';
import { createWorkOff } from '../work-off.ts';
import { connectFast, connectPatient } from './connection.ts';
import { demandFit, refusal, UnfitRedis } from './fitness.ts';
import { createHealth } from './health.ts';
import { createProviderPace } from './provider-pace.ts';
import { createPublisher, runName } from './publisher.ts';
import { QUEUES, type QueueName, type QueueSettings } from './queues.ts';
import { startWorkers, type Carried, type Workers } from './workers.ts';

export interface BullRunnerDeps extends RunnerDeps {
  redisUrl: string;
  settings: RunnerDeps['settings'] & QueueSettings & Pick<Settings, 'redisPatienceMs' | 'providerJobsPerSecond'>;
  /** Keeps shops that share a Redis apart: the same for all processes of one shop. Asked once, at start. */
  shop(): Promise<string>;
  /** False for a process that only adds jobs and leaves running them to others. */
  work?: boolean;
  /** Whom a job will call, for the limit per provider; null when nobody or not known yet. */
  providerOf?(job: Pick<JobRow, 'name' | 'payload'>): Promise<string | null>;
}

export interface BullRunner extends JobRunner {
  /** The queues, for the owner's page. Empty until Redis was reached. */
  queues(): readonly Queue[];
  /** How jobs travel now. */
  over(): 'redis' | 'table';
}

const START_TIMEOUT_MS = 3000;
/** After running jobs ended BullMQ may take this long to tell Redis so; a Redis that hangs must not hold up a stop. */
const FAREWELL_MS = 500;

/** `start` throws UnfitRedis; an unreachable Redis is no reason not to start. */
export function createBullRunner(deps: BullRunnerDeps): BullRunner {
  const { clock, log, settings } = deps;
  const works = deps.work ?? true;
  const table = createEmbeddedRunner(deps);
  const fast = connectFast(deps.redisUrl, log);
  let prefix = '';
  let queues = new Map<QueueName, Queue<Carried>>();
  let workers: Workers | null = null;
  let patient: ReturnType<typeof connectPatient> | null = null;
  let checked = false;
  let refused: Error | null = null;
  let stopped = false;

  const publisher = createPublisher({
    uow: deps.uow,
    clock,
    log,
    put: (queue, jobs) => putAll(queues.get(queue), jobs, clock.now()),
    open: () => health.up(),
    onFailure: (error) => health.trouble(error),
  });

  const health = createHealth({
    clock,
    log,
    everyMs: settings.jobPollMs,
    patienceMs: settings.redisPatienceMs,
    async probe() {
      if (!checked) await check();
      await fast.set(`${prefix}:alive`, String(clock.now()), 'PX', 60_000);
      await publisher.publish();
    },
    onUp() {
      if (works) workers ??= openWorkers();
      void table.drain(0);
    },
    onDown() {
      if (works) void table.start();
    },
  });

  /** After every new connection: it may be another Redis, or one that came back empty. */
  async function check(): Promise<void> {
    // A refused login ends the connection; why is told in an event alone.
    if (fast.status === 'wait')
      await fast.connect().catch((error: unknown) => {
        throw refusal(refused) ?? error;
      });
    await demandFit(fast);
    if (!(await areReady(queues))) queues = new Map(QUEUES.map((name) => [name, openQueue(name, fast, prefix, log)]));
    checked = true;
    publisher.forget();
  }
  fast.on('close', () => {
    checked = false;
  });
  fast.on('error', (error: Error) => {
    refused = error;
  });

  function openWorkers(): Workers {
    patient = connectPatient(deps.redisUrl, log);
    const pace = createProviderPace({
      uow: deps.uow,
      redis: fast,
      prefix,
      clock,
      perSecond: settings.providerJobsPerSecond,
      providerOf: deps.providerOf ?? (async () => null),
    });
    const isBusy = deps.isBusy ?? (() => false);
    return startWorkers({ ...deps, redis: patient, prefix, pace, isBusy, workOff: createWorkOff(deps) });
  }

  return {
    queues: () => [...queues.values()],
    over: () => (health.up() ? 'redis' : 'table'),
    async start() {
      prefix = `sapa-${await deps.shop()}`;
      try {
        await firstCheck(check, log);
      } catch (error) {
        fast.disconnect();
        throw error;
      }
      await health.start();
      if (!health.up() && works) await table.start();
    },
    wake() {
      if (stopped) return;
      if (health.up()) publisher.wake();
      else table.wake();
    },
    async drain(timeoutMs) {
      stopped = true;
      health.stop();
      publisher.stop();
      const closing = workers?.close();
      closing?.catch(() => {});
      const begun = clock.elapsedMs();
      await Promise.all([table.drain(timeoutMs), orAfter(workers?.idle(), timeoutMs)]);
      await orAfter(closing, Math.min(FAREWELL_MS, Math.max(0, timeoutMs - (clock.elapsedMs() - begun))));
      patient?.disconnect();
      fast.disconnect();
    },
  };
}

/** An unfit Redis keeps the process from starting; one that cannot be reached does not. */
async function firstCheck(check: () => Promise<void>, log: BullRunnerDeps['log']): Promise<void> {
  try {
    await Promise.race([
      check(),
      new Promise((_, reject) => {
        setTimeout(() => reject(new Error('no answer')), START_TIMEOUT_MS).unref();
      }),
    ]);
  } catch (error) {
    if (error instanceof UnfitRedis) throw error;
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ why }, 'Redis cannot be reached; jobs are taken from the table until it can');
  }
}

function openQueue(name: QueueName, redis: ReturnType<typeof connectFast>, prefix: string, log: BullRunnerDeps['log']) {
  const queue = new Queue<Carried>(name, {
    connection: redis,
    prefix,
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', (error) => log.debug({ queue: name, error: error.message }, 'BullMQ queue'));
  return queue;
}

/** A queue whose first contact failed stays broken for ever; such ones are opened anew. */
async function areReady(queues: ReadonlyMap<QueueName, Queue>): Promise<boolean> {
  if (queues.size === 0) return false;
  const answers = await Promise.allSettled([...queues.values()].map((queue) => queue.waitUntilReady()));
  return answers.every(({ status }) => status === 'fulfilled');
}

/** BullMQ ignores an id it has already, which is what makes publishing repeatable. */
async function putAll(queue: Queue<Carried> | undefined, jobs: readonly UpcomingJob[], now: number): Promise<void> {
  if (!queue) throw new Error('the queues are not open yet');
  await queue.addBulk(
    jobs.map(({ id, name, dueAt }) => ({
      name,
      data: { id, dueAt },
      opts: { jobId: runName({ id, dueAt }), delay: Math.max(0, dueAt - now) },
    })),
  );
}

async function orAfter(work: Promise<unknown> | undefined, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work?.catch(() => {}) ?? Promise.resolve(), late]);
  clearTimeout(timer);
}

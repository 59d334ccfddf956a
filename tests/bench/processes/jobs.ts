/**
 * Jobs by our own runners over the real table: added in a unit of work, leased, run, ended, each durably. The handlers
 * do nothing. JOBS_REDIS = a Redis lets them travel over BullMQ instead.
 */
import type { JobHandlers, JobName } from '../../../commerce/ports/jobs.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import { openTestDatabase } from '../../../db/testing.ts';
import { createBullRunner } from '../../../jobs/bullmq/runner.ts';
import { createEmbeddedRunner } from '../../../jobs/embedded-runner.ts';
import { until } from '../../rig/until.ts';
import { serveCalls } from '../children.ts';
import { inLanes } from '../lanes.ts';
import { percentile } from '../measure.ts';

const redisUrl = process.env['JOBS_REDIS'] ?? '';
const db = await openTestDatabase();
const clock = { now: () => Date.now(), elapsedMs: () => performance.now() };
const quiet = () => undefined;
const started = new Map<string, () => void>();
const handle = async (payload: object): Promise<void> => {
  if ('webhookId' in payload) started.get(String(payload.webhookId))?.();
};
const deps = {
  uow: db.uow,
  handlers: new Proxy({} as Record<JobName, typeof handle>, { get: () => handle }) as JobHandlers,
  clock,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  settings: DEFAULT_SETTINGS,
  owner: 'bench',
  random: Math.random,
  onDead: async () => {},
};
const bull = redisUrl === '' ? null : createBullRunner({ ...deps, redisUrl, shop: async () => 'bench' });
const runner = bull ?? createEmbeddedRunner(deps);
db.uow.onCommit((added) => added.jobs && runner.wake());
await runner.start();
if (bull) await until(() => bull.over() === 'redis');

let last = 0;

/** Adds one job; resolves when its handler began, with the milliseconds that took. */
async function add(): Promise<number> {
  last += 1;
  const webhookId = `w${last}`;
  const begun = performance.now();
  const ran = new Promise<void>((resolve) => started.set(webhookId, resolve));
  await db.uow.run('bench.add', (stores) =>
    stores.jobs.add({ name: 'webhook.process', payload: { webhookId } }, Date.now()),
  );
  await ran;
  started.delete(webhookId);
  return performance.now() - begun;
}

const idle = () => until(async () => (await db.uow.read.jobs.countByState()).running === 0, 60_000);

serveCalls({
  /** Jobs per second from adding the first to the end of the last, `lanes` waiting for theirs at a time. */
  async many({ jobs, lanes }: { jobs: number; lanes: number }): Promise<number> {
    const begun = performance.now();
    await inLanes(lanes, jobs, add);
    await idle();
    return jobs / ((performance.now() - begun) / 1000);
  },
  /** From adding to the handler's start, one job at a time: the median. */
  async one(jobs: number): Promise<number> {
    return percentile(await inLanes(1, jobs, add), 50);
  },
  async stop() {
    await runner.drain(5_000);
    await db.close();
    return true;
  },
});

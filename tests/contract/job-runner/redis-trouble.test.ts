/** A Redis that is killed, comes back empty, is full, stands still or was never there: every job still runs, once. */
import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../../commerce/settings.ts';
import { createBullRunner, type BullRunner } from '../../../jobs/bullmq/runner.ts';
import { demandRedis, startRedis, type RedisServer } from '../../rig/redis-server.ts';
import { stays, until } from '../../rig/until.ts';
import { openJobBench, takes, type JobBench } from './bench.ts';

const QUICK: Partial<Settings> = { jobPollMs: 100, redisPatienceMs: 500 };

describe.runIf(demandRedis('trouble with Redis'))('jobs while Redis is in trouble', () => {
  let redis: RedisServer;
  let bench: JobBench;
  let shop: string;
  beforeEach(async () => {
    [redis, bench, shop] = [await startRedis(), await openJobBench(), randomUUID()];
  });
  afterEach(async () => {
    redis.thaw();
    await bench.close();
    await redis.stop();
  });

  const run = async (settings: Partial<Settings> = {}, url = redis.url): Promise<BullRunner> => {
    const options = { redisUrl: url, shop: async () => shop };
    let made: BullRunner | null = null;
    await bench.runner((deps) => (made = createBullRunner({ ...deps, ...options })), { ...QUICK, ...settings });
    return made!;
  };
  const addMany = (count: number, from = 0) =>
    Promise.all(Array.from({ length: count }, (_, index) => bench.add(`job-${from + index}`)));
  const delayed = async (runner: BullRunner) =>
    (await Promise.all(runner.queues().map((queue) => queue.getDelayedCount()))).reduce((sum, count) => sum + count, 0);
  const done = async () => (await bench.db.uow.read.jobs.countByState()).done;
  const slow = (count: number, ms: number) => {
    for (let index = 0; index < count; index += 1) bench.play.set(`job-${index}`, takes(ms));
  };
  const ranOnce = (count: number) => {
    expect(new Set(bench.runs.map(({ what }) => what)).size).toBe(count);
    expect(bench.runs).toHaveLength(count);
  };

  test('all is well: jobs go over Redis, and nothing stays in it', async () => {
    const runner = await run();
    await addMany(20);
    await until(async () => (await done()) === 20);
    expect(runner.over()).toBe('redis');
    const counts = async () => {
      const all = await Promise.all(runner.queues().map((queue) => queue.getJobCounts()));
      return all.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
    };
    await until(async () => (await counts()) === 0);
    ranOnce(20);
  });

  test('killed with jobs in flight and back empty: all run, none twice', async () => {
    const runner = await run();
    slow(200, 20);
    await addMany(100);
    await until(() => bench.runs.length > 10);
    await redis.kill();
    await addMany(50, 100);
    await until(() => runner.over() === 'table');
    await until(() => bench.runs.length > 110);
    await redis.restart();
    await addMany(50, 150);
    await until(async () => (await done()) === 200);
    await until(() => runner.over() === 'redis');
    await addMany(5, 200);
    await until(async () => (await done()) === 205);
    ranOnce(205);
  }, 40_000);

  test('emptied while it runs: what was lost is published again', async () => {
    const runner = await run({ redisPatienceMs: 60_000 });
    const runAt = Date.now() + 1500;
    await bench.add('delayed', { runAt });
    await until(async () => (await delayed(runner)) === 1);
    await redis.restart();
    await until(async () => (await done()) === 1, 20_000);
    expect(bench.runsOf('delayed')[0]!.at).toBeGreaterThanOrEqual(runAt);
    ranOnce(1);
  }, 30_000);

  test('full: jobs are taken from the table, and over Redis again when there is room', async () => {
    const runner = await run();
    await addMany(5);
    await until(async () => (await done()) === 5);
    const admin = await adminOf(redis);
    await admin.set('filler', 'x'.repeat(3_000_000));
    await admin.config('SET', 'maxmemory', '1mb');
    await addMany(60, 5);
    await until(async () => (await done()) === 65);
    expect(runner.over()).toBe('table');
    await admin.config('SET', 'maxmemory', '0');
    await until(() => runner.over() === 'redis');
    await addMany(5, 65);
    await until(async () => (await done()) === 70);
    ranOnce(70);
    admin.disconnect();
  }, 30_000);

  test('standing still for 10 s: nobody waits for it, jobs run, and old ids that come back double nothing', async () => {
    const runner = await run();
    slow(40, 50);
    await addMany(40);
    await until(() => bench.runs.length > 4);
    redis.freeze();
    const stoodFrom = performance.now();
    const waits: number[] = [];
    for (let index = 40; index < 60; index += 1) {
      const begun = performance.now();
      await bench.add(`job-${index}`);
      waits.push(performance.now() - begun);
    }
    await until(async () => (await done()) === 60);
    expect(performance.now() - stoodFrom).toBeLessThan(9000);
    expect(runner.over()).toBe('table');
    expect(Math.max(...waits)).toBeLessThan(1000);
    await stays(() => runner.over() === 'table', 10_000 - (performance.now() - stoodFrom));
    redis.thaw();
    await until(() => runner.over() === 'redis');
    await addMany(5, 60);
    await until(async () => (await done()) === 65);
    ranOnce(65);
  }, 40_000);

  test('ids that come twice, late, or for jobs nobody knows do nothing', async () => {
    const runner = await run();
    const id = (await bench.add('once'))!;
    await until(async () => (await done()) === 1);
    const queue = runner.queues().find(({ name }) => name === 'payments') as Queue;
    for (const each of [id, id, randomUUID()])
      await queue.add('order.expire', { id: each, dueAt: Date.now() - 5 }, { jobId: randomUUID() });
    await until(async () => (await queue.getJobCounts())['waiting'] === 0);
    await addMany(1);
    await until(async () => (await done()) === 2);
    ranOnce(2);
  });

  test('a stop while Redis stands still is over in time', async () => {
    const runner = await run();
    bench.play.set('running', takes(300));
    const id = (await bench.add('running'))!;
    await until(() => bench.runs.length === 1);
    redis.freeze();
    const begun = performance.now();
    await runner.drain(8000);
    expect(performance.now() - begun).toBeLessThan(2500);
    expect(await bench.row(id)).toMatchObject({ state: 'done' });
  });

  test('not there at start: said once, jobs run from the table; over Redis once it is there', async () => {
    await redis.kill();
    const runner = await run();
    expect(bench.logged.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      expect.stringContaining('Redis cannot be reached'),
    ]);
    await addMany(10);
    await until(async () => (await done()) === 10);
    await redis.restart();
    await until(() => runner.over() === 'redis');
    await addMany(10, 10);
    await until(async () => (await done()) === 20);
    ranOnce(20);
  });

  test('one that evicts or refuses our password is refused with one line', async () => {
    await redis.restart(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']);
    await expect(run()).rejects.toThrow('maxmemory-policy allkeys-lru');
    await redis.restart(['--requirepass', 'right']);
    await expect(run({}, redis.url.replace('//', '//:wrong@'))).rejects.toThrow('Redis refuses us');
  });

  test('a process that only adds jobs runs none and still hands them over', async () => {
    const options = { redisUrl: redis.url, shop: async () => shop };
    await bench.runner((deps) => createBullRunner({ ...deps, ...options, work: false }), QUICK);
    await addMany(5);
    await stays(() => bench.runs.length === 0, 500);
    await run();
    await until(async () => (await done()) === 5);
    expect(new Set(bench.runs.map(({ owner }) => owner))).toEqual(new Set(['runner-2']));
  });

  test('a provider is not asked more often than agreed', async () => {
    const options = { redisUrl: redis.url, shop: async () => shop, providerOf: async () => 'gateway-1' };
    const settings = { ...QUICK, providerJobsPerSecond: 5 };
    await bench.runner((deps) => createBullRunner({ ...deps, ...options }), settings);
    await bench.runner((deps) => createBullRunner({ ...deps, ...options }), settings);
    await addMany(18);
    await until(async () => (await done()) === 18, 15_000);
    const perSecond = Object.values(Object.groupBy(bench.runs, ({ at }) => Math.floor(at / 1000)));
    expect(bench.runs.at(-1)!.at - bench.runs[0]!.at).toBeGreaterThan(1500);
    for (const runs of perSecond) expect(runs!.length).toBeLessThanOrEqual(11);
    ranOnce(18);
  }, 25_000);
});

async function adminOf(redis: RedisServer) {
  const { Redis } = await import('ioredis');
  return new Redis(redis.url);
}

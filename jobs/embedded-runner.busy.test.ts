import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobRunner } from '../commerce/ports/jobs.ts';
import { DEFAULT_SETTINGS } from '../commerce/settings.ts';
import { openTestDatabase, testIds, type TestDatabase } from '../db/testing.ts';
import { until } from '../tests/rig/until.ts';
import { createEmbeddedRunner, type RunnerDeps } from './embedded-runner.ts';

const JOBS = 20;

let db: TestDatabase;
let runner: JobRunner;
let begun: number[];
let isBusy: boolean;

beforeEach(async () => {
  begun = [];
  isBusy = true;
  db = await openTestDatabase();
  const names = Array.from({ length: JOBS }, (_, i) => ({
    name: 'order.expire' as const,
    payload: { orderId: `o${i}` },
  }));
  await db.uow.run('test.jobs', (stores) => stores.jobs.addMany(names, Date.now()));
  const silent = () => {};
  runner = createEmbeddedRunner({
    uow: db.uow,
    handlers: { 'order.expire': async () => void begun.push(performance.now()) } as unknown as RunnerDeps['handlers'],
    clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    settings: { ...DEFAULT_SETTINGS, jobPollMs: 5_000 },
    owner: testIds.uuid(),
    random: () => 0.5,
    isBusy: () => isBusy,
    onDead: async () => {},
  });
});
afterEach(async () => {
  await runner.drain(1_000);
  await db.close();
});

test('while the process is needed elsewhere jobs are begun one by one with pauses, but they are begun', async () => {
  await runner.start();
  await until(() => begun.length >= 4);
  expect(begun.length).toBeLessThan(JOBS);
  expect(begun[3]! - begun[0]!).toBeGreaterThan(50);
  isBusy = false;
  await until(() => begun.length === JOBS);
  expect(performance.now() - begun[0]!).toBeLessThan(4_000);
});

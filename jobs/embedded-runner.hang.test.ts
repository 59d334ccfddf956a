import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobRunner } from '../commerce/ports/jobs.ts';
import { DEFAULT_SETTINGS } from '../commerce/settings.ts';
import { openTestDatabase, testIds, type TestDatabase } from '../db/testing.ts';
import { stays, until } from '../tests/rig/until.ts';
import { createEmbeddedRunner, type RunnerDeps } from './embedded-runner.ts';

const PLACES = 2;

let db: TestDatabase;
let runner: JobRunner;
let hanging: number;
let delivered: number;
let letGo: () => void;

beforeEach(async () => {
  [hanging, delivered] = [0, 0];
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  letGo = resolve;
  db = await openTestDatabase();
  const silent = () => {};
  runner = createEmbeddedRunner({
    uow: db.uow,
    handlers: {
      'payment.create': async () => {
        hanging += 1;
        await answered;
      },
      'fulfilment.run': async () => void (delivered += 1),
    } as unknown as RunnerDeps['handlers'],
    clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    settings: { ...DEFAULT_SETTINGS, jobPollMs: 100, jobConcurrency: PLACES },
    owner: testIds.uuid(),
    random: () => 0.5,
    onDead: async () => {},
  });
});
afterEach(async () => {
  letGo();
  await runner.drain(1_000);
  await db.close();
});

const add = (name: 'payment.create' | 'fulfilment.run', count: number) =>
  db.uow.run('test.jobs', (stores) =>
    stores.jobs.addMany(
      Array.from({ length: count }, (_, i) => ({
        name,
        payload: { paymentId: `p${i}`, fulfilmentId: `f${i}` },
      })),
      Date.now(),
    ),
  );

test('jobs that wait for somebody who does not answer keep nobody else waiting', async () => {
  await add('payment.create', 3 * PLACES);
  await add('fulfilment.run', 5);
  await runner.start();
  await until(() => delivered === 5, 8_000);
  expect(hanging).toBe(3 * PLACES);
});

test('there is a limit to how many wait', async () => {
  await add('payment.create', 20 * PLACES);
  await runner.start();
  await until(() => hanging === 8 * PLACES, 15_000);
  await stays(() => hanging === 8 * PLACES, 1_500);
});

/** The same over a real Redis. Each runner is a process of one shop; each test is a shop of its own. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createBullRunner } from '../../../jobs/bullmq/runner.ts';
import { demandRedis, startRedis, type RedisServer } from '../../rig/redis-server.ts';
import { jobRunnerContract } from './job-runner.contract.ts';

let redis: RedisServer;
let shop = '';

if (demandRedis('the job runner on BullMQ')) {
  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeEach(() => {
    shop = randomUUID();
  });
  afterAll(() => redis.stop());
  jobRunnerContract('BullMQ runner', (deps) =>
    createBullRunner({ ...deps, redisUrl: redis.url, shop: async () => shop }),
  );
}

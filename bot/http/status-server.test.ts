import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { openTestDatabase, systemClock, type TestDatabase } from '../../db/testing.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { createStatusServer } from './status-server.ts';

let database: TestDatabase;
let metrics: Metrics;
let app: FastifyInstance;
let url: string;
let ready = true;

beforeEach(async () => {
  ready = true;
  database = await openTestDatabase();
  const { uow } = database;
  metrics = createMetrics({
    elapsedMs: () => systemClock.elapsedMs(),
    backlog: () => uow.read.admin.backlog.now(systemClock.now(), 0),
  });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  app = createStatusServer({ uow, log, metrics, ready: async () => ({ ready, detail: 'redis' }) });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await app.close();
  metrics.close();
  await database.close();
});

test('a process without a shop front says that it lives, whether it can work, and what it did', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  ready = false;
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('sapa_backlog_known 1');
});

test('and nothing else, to nobody else', async () => {
  for (const path of ['/', '/api/chat/messages', '/webhook/payment/x'])
    expect((await fetch(url + path)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(404);
});

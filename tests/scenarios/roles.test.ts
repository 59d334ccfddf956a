/**
 * A shop whose work is shared out: one process for the web, two that answer chats, two that work off jobs, over one
 * Postgres and one Redis. What a buyer sees is what they see of a single process, also with Redis killed in between.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type App } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { createIds, systemClock } from '../../bot/runtime.ts';
import { createPostgresTestbed, whyNoPostgres } from '../../db/testing-postgres.ts';
import { demandRedis, startRedis, type RedisServer } from '../rig/redis-server.ts';
import { openVisitor } from '../support/web-client.ts';

const missing = await whyNoPostgres();
if (missing !== null && process.env['CI'] === 'true') throw new Error(`roles cannot be run: ${missing}`);
if (missing !== null) console.warn(`NOT RUN, roles over Postgres and Redis: ${missing}`);

describe.runIf(missing === null && demandRedis('roles over Postgres and Redis'))('a shop shared out by role', () => {
  const bed = createPostgresTestbed();
  afterAll(() => bed.close(), 60_000);
  let redis: RedisServer;
  let folder: string;
  let env: Record<string, string>;
  let apps: App[] = [];

  beforeEach(async () => {
    redis = await startRedis();
    folder = mkdtempSync(join(tmpdir(), 'sapa-roles-'));
    const port = await sparePort();
    env = {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: await bed.create('blank'),
      REDIS_URL: redis.url,
      SAPA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'silent',
      SAPA_SET_redisPatienceMs: '500',
    };
  });
  afterEach(async () => {
    for (const app of apps.toReversed()) await app.stop();
    apps = [];
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(role: string): Promise<App> {
    const config = readConfig({ ...env, SAPA_ROLE: role, SAPA_DATA: join(folder, `${role}-${apps.length}`) });
    const app = await startApp({ config, clock: systemClock, ids: createIds(), log: createLog('silent') });
    apps.push(app);
    return app;
  }

  async function buy(web: App): Promise<string> {
    const visitor = await openVisitor(web.url, { lang: 'id' });
    await visitor.say('wifi');
    for (const step of [/1 hari/, /^1 kode/, /Ya, pesan/]) {
      await visitor.until(({ choices }) => choices.some(({ label }) => step.test(label)));
      await visitor.press(step);
    }
    const qr = await visitor.until(({ image }) => image?.url.startsWith('/media/qr/') ?? false);
    const reference = new URL(qr.practiceBank ?? '', web.url).searchParams.get('ref') ?? '';
    expect(await web.bank?.pay(reference, 'exact')).toEqual({ ok: true });
    return (await visitor.until(({ secret, copy }) => secret === true && copy !== undefined, 20_000)).copy ?? '';
  }

  test('sells, and goes on selling while Redis is gone and after it is back', async () => {
    const web = await start('web');
    for (const role of ['bot', 'bot', 'worker', 'worker']) await start(role);
    expect(await buy(web)).toMatch(/^LATIHAN-WIFI1-/);
    await redis.kill();
    expect(await buy(web)).toMatch(/^LATIHAN-WIFI1-/);
    await redis.restart();
    const codes = await Promise.all([buy(web), buy(web), buy(web)]);
    expect(new Set(codes).size).toBe(3);
    expect(await web.commerce.verifyLedger()).toMatchObject({ ok: true, differences: [] });
  }, 60_000);
});

async function sparePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

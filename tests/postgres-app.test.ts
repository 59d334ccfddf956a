/** The whole app on Postgres, from an empty database: sales over HTTP, and sales while its connections are cut. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp, type App } from '../bot/app.ts';
import { readConfig } from '../bot/config.ts';
import { createLog } from '../bot/log.ts';
import { createIds, systemClock } from '../bot/runtime.ts';
import { overPostgres } from './support/postgres.ts';
import { openVisitor, type WebMessage } from './support/web-client.ts';

let folder: string;
let apps: App[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-postgres-'));
  apps = [];
});

afterEach(async () => {
  for (const app of apps.toReversed()) await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(url: string): Promise<App> {
  const env = { PORT: '0', SAPA_DATA: join(folder, 'data'), LOG_LEVEL: 'silent', DATABASE_URL: url };
  const app = await startApp({
    config: readConfig(env),
    clock: systemClock,
    ids: createIds(),
    log: createLog('silent'),
  });
  apps.push(app);
  return app;
}

const offers = (label: RegExp) => (message: WebMessage) => message.choices.some((choice) => label.test(choice.label));

/** Orders, pays at the practice bank, and returns the code or serial that came. */
async function buy(app: App, first: string, ...steps: readonly (string | RegExp)[]): Promise<string> {
  const visitor = await openVisitor(app.url, { lang: 'id' });
  await visitor.say(first);
  for (const step of [...steps, /Ya, pesan/]) {
    if (typeof step === 'string') {
      await visitor.say(step);
      continue;
    }
    await visitor.until(offers(step), 20_000);
    await visitor.press(step);
  }
  const qr = await visitor.until(({ image }) => image?.url.startsWith('/media/qr/') ?? false, 30_000);
  const reference = new URL(qr.practiceBank ?? '', app.url).searchParams.get('ref') ?? '';
  expect(await app.bank?.pay(reference, 'exact')).toEqual({ ok: true });
  return (await visitor.until(({ secret, copy }) => secret === true && copy !== undefined, 30_000)).copy ?? '';
}

async function expectSoundBooks(app: App, completed: number): Promise<void> {
  const { read } = app.core.uow;
  expect(await read.ledger.unbalancedJournals()).toEqual([]);
  for (const { account, entriesIdr, openHoldsIdr } of await read.ledger.recompute()) {
    expect([account.postedIdr, account.heldIdr]).toEqual([entriesIdr, openHoldsIdr]);
  }
  expect(await read.orders.countByState('practice')).toEqual({ completed });
}

overPostgres('the app', (bed) => {
  test('a voucher and a top-up are sold, also after a restart', async () => {
    const url = await bed.create('blank');
    const app = await start(url);
    expect(await buy(app, 'wifi', /1 hari/, /^1 kode/)).toMatch(/^LATIHAN-WIFI1-/);
    await app.stop();
    const again = await start(url);
    expect(await buy(again, 'pulsa 10rb', /Telkomsel 10\.000/, '0812 3456 7890')).toMatch(/\w{6,}/);
    await expectSoundBooks(again, 2);
  }, 120_000);

  test('two apps on one database sell side by side', async () => {
    const url = await bed.create('blank');
    const [one, other] = [await start(url), await start(url)];
    const codes = await Promise.all([1, 2, 3].map(() => buy(one, 'wifi', /1 hari/, /^1 kode/)));
    expect(new Set(codes).size).toBe(3);
    await expectSoundBooks(other, 3);
  }, 120_000);

  test('sales go on while the server ends connections at random, and nothing happens twice', async () => {
    const url = await bed.create('blank');
    const app = await start(url);
    const database = new URL(url).pathname.slice(1);
    let cut = 0;
    let cutting: Promise<unknown> = Promise.resolve();
    const some = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and random() < 0.3`;
    const cutter = setInterval(() => {
      cutting = bed.administer(some).then((rows) => (cut += rows.length));
    }, 150);
    const codes = await Promise.all([1, 2, 3, 4].map(() => buy(app, 'wifi', /1 hari/, /^1 kode/))).finally(() => {
      clearInterval(cutter);
    });
    await cutting;
    expect(cut).toBeGreaterThan(10);
    expect(new Set(codes).size).toBe(4);
    await expect.poll(() => app.core.uow.read.orders.countByState('practice')).toEqual({ completed: 4 });
    await expectSoundBooks(app, 4);
  }, 180_000);
});

/** A shop is backed up while people buy, and begun anew from the file: a buyer of then is sent the code once more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from '../bot/app.ts';
import { sapa } from '../bot/cli/testing.ts';
import { readConfig } from '../bot/config.ts';
import { createLog } from '../bot/log.ts';
import { createIds, systemClock } from '../bot/runtime.ts';
import { overPostgres } from './support/postgres.ts';
import { openVisitor, type Visitor, type WebMessage } from './support/web-client.ts';

const KEY = randomBytes(32).toString('base64');
const WAIT_MS = 30_000;
const offers = (label: RegExp) => (message: WebMessage) => message.choices.some((choice) => label.test(choice.label));

interface Bought {
  code: string;
  visitor: Visitor;
}

let root: string;
let file: string;
/** One buyer of then for each shop that begins anew. */
let bought: Bought[];
/** Where the visitor's browser goes now. */
let current: App | null = null;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sapa-backup-app-'));
  file = join(root, 'a.backup');
  const env = { SAPA_DATA: join(root, 'data'), SAPA_KEY: KEY };
  current = await start(env);
  bought = [await buy(), await buy()];
  const others = [buy(), buy(), buy()];
  const made = await sapa(['backup', '--to', file], { env });
  expect(made).toMatchObject({ code: 0 });
  await Promise.all(others);
  await current.stop();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const start = (env: Record<string, string>): Promise<App> =>
  startApp({
    config: readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...env }),
    clock: systemClock,
    ids: createIds(),
    log: createLog('silent'),
  });

/** A browser that finds the shop again at its new address. */
const via: typeof fetch = (input, init) =>
  fetch(typeof input === 'string' ? input.replace('http://shop', current?.url ?? '') : input, init);

async function buy(): Promise<Bought> {
  const visitor = await openVisitor('http://shop', { lang: 'en', via });
  await visitor.say('wifi');
  for (const step of [/1 hari/, /^1 code/, /Yes, order/]) {
    await visitor.until(offers(step), WAIT_MS);
    await visitor.press(step);
  }
  const qr = await visitor.until(({ image }) => image?.url.startsWith('/media/qr/') ?? false, WAIT_MS);
  const reference = new URL(qr.practiceBank ?? '', 'http://shop').searchParams.get('ref') ?? '';
  expect(await current?.bank?.pay(reference, 'exact')).toEqual({ ok: true });
  const goods = await visitor.until(({ secret, copy }) => secret === true && copy !== undefined, WAIT_MS);
  return { code: goods.copy ?? '', visitor };
}

async function sellsOn(buyer: Bought | undefined, env: Record<string, string>): Promise<void> {
  if (!buyer) throw new Error('nobody bought');
  expect(await sapa(['restore', file], { env })).toMatchObject({ code: 0 });
  expect(await sapa(['ledger:verify'], { env })).toMatchObject({ code: 0 });
  current = await start(env);
  try {
    const { visitor, code } = buyer;
    await visitor.say('orders');
    await visitor.until(offers(/^[A-Z0-9]{6}$/), WAIT_MS);
    await visitor.press(/^[A-Z0-9]{6}$/);
    await visitor.until(offers(/Send my code again/), WAIT_MS);
    await visitor.press(/Send my code again/);
    const goods = await visitor.until(({ secret, copy }) => secret === true && copy !== undefined, WAIT_MS);
    expect(goods.copy).toBe(code);
    // The same stock, and none of it twice.
    expect((await buy()).code).not.toBe(code);
    expect(await current.commerce.verifyLedger()).toMatchObject({ ok: true });
  } finally {
    await current.stop();
  }
}

test('on another machine', { timeout: 120_000 }, () =>
  sellsOn(bought[0], { SAPA_DATA: join(root, 'new'), SAPA_KEY: KEY }),
);

overPostgres('a shop from a backup of SQLite', (bed) => {
  test('on Postgres', { timeout: 120_000 }, async () => {
    const url = await bed.create('blank');
    await sellsOn(bought[1], { SAPA_DATA: join(root, 'third'), SAPA_KEY: KEY, DATABASE_URL: url });
  });
});

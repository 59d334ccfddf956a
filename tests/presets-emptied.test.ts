/** Presets fill a form and are then done with: a shop that was set up sells on when their folder is empty. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp, type App } from '../bot/app.ts';
import { readConfig } from '../bot/config.ts';
import { createLog } from '../bot/log.ts';
import { createIds, systemClock } from '../bot/runtime.ts';
import { openVisitor, type Visitor, type WebMessage } from './support/web-client.ts';

let folder: string;
let presetsFolder: string;
let app: App | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-presets-'));
  presetsFolder = join(folder, 'presets');
  cpSync(new URL('../presets', import.meta.url), presetsFolder, { recursive: true });
});

afterEach(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<App> {
  const config = readConfig({ PORT: '0', SAPA_DATA: join(folder, 'data'), LOG_LEVEL: 'silent' });
  app = await startApp({ config, presetsFolder, clock: systemClock, ids: createIds(), log: createLog('silent') });
  return app;
}

async function emptyPresets(): Promise<void> {
  await app?.stop();
  app = null;
  rmSync(presetsFolder, { recursive: true });
  mkdirSync(presetsFolder);
}

const offers = (label: RegExp) => (message: WebMessage) => message.choices.some((choice) => label.test(choice.label));

/** Says and presses in turn, each time waiting for the question before it; ends with the confirmation. */
async function order(visitor: Visitor, steps: readonly (string | RegExp)[]): Promise<void> {
  for (const step of [...steps, /Ya, pesan/]) {
    if (typeof step === 'string') {
      await visitor.say(step);
      continue;
    }
    await visitor.until(offers(step));
    await visitor.press(step);
  }
}

/** Orders, pays at the practice bank, and returns the code or serial that came. */
async function buy({ url, bank }: App, steps: readonly (string | RegExp)[]): Promise<string> {
  const visitor = await openVisitor(url, { lang: 'id' });
  await order(visitor, steps);
  const qr = await visitor.until(({ image }) => image?.url.startsWith('/media/qr/') ?? false);
  const reference = new URL(qr.practiceBank ?? '', url).searchParams.get('ref') ?? '';
  expect(await bank?.pay(reference, 'exact')).toEqual({ ok: true });
  return (await visitor.until(({ secret, copy }) => secret === true && copy !== undefined)).copy ?? '';
}

test('a voucher and a top-up are bought, paid and delivered without any preset', async () => {
  const seeded = await start();
  const providers = await seeded.core.uow.read.providers.list({ environment: 'practice' });
  expect(seeded.core.presets.list().length).toBeGreaterThanOrEqual(3);
  await emptyPresets();

  const bare = await start();
  expect(readdirSync(presetsFolder)).toEqual([]);
  expect(bare.core.presets.list()).toEqual([]);
  const kept = await bare.core.uow.read.providers.list({ environment: 'practice' });
  expect(kept.map(({ id, profile }) => ({ id, profile }))).toEqual(
    providers.map(({ id, profile }) => ({ id, profile })),
  );
  expect(await buy(bare, ['wifi', /1 hari/, /^1 kode/])).toMatch(/^LATIHAN-WIFI1-/);
  expect(await buy(bare, ['pulsa 10rb', /Telkomsel 10\.000/, '0812 3456 7890'])).toMatch(/\w{6,}/);
});

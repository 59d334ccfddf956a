/**
 * `npm run crash:steps`: one voucher checkout, and the app ends itself inside its k-th durable step, for every k until a
 * run ends untouched (`CRASH_AT=k`). After each crash the app is started again, the customer goes on, and the same must
 * hold as for random kills. Prints the step of every crash.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appProcess } from '../support/app-process.ts';
import { createTally, type Tally } from '../support/tally.ts';
import { shop } from './customers.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';

/** Far more than a checkout has; a loop that gets here does not end by itself. */
const MAX_STEPS = 400;

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: String(MAX_STEPS) },
    stride: { type: 'string', default: '1' },
    at_once: { type: 'string', default: '2' },
  },
});

const SETTINGS = {
  SAPA_SET_pollEveryMs: '1000',
  SAPA_SET_queryGapMs: '200',
  SAPA_SET_webSessionsPerMinute: '100000',
  SAPA_SET_webMessagesPerMinute: '100000',
};

/** The name of the step the app ended in; null when it did not. The outcome is checked either way. */
async function crashIn(step: number, template: string, tally: Tally): Promise<string | null> {
  const parent = mkdtempSync(join(tmpdir(), 'sapa-step-'));
  const folder = join(parent, 'data');
  cpSync(template, folder, { recursive: true });
  const app = await appProcess(SETTINGS, folder);
  try {
    await app.start({ CRASH_AT: String(step) });
    const life = new AbortController();
    const again = restartWhenDead(app, life.signal);
    const purchases = [await shop(app.url, app.sandbox, { wish: { kind: 'voucher', qty: 1 }, lang: 'en' })];
    await untilQuiet(folder);
    life.abort();
    await again;
    for (const { visitor } of purchases) await visitor.refresh();
    const vendors = await app.sandbox.state();
    await app.stop();
    await checkEverything(tally, { folder, purchases, vendors });
    return /crash at step \d+ (\S+)/.exec(app.said())?.[1] ?? null;
  } finally {
    await app.discard();
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Starts the app once more, unharmed, when it has ended; until the customer is through. */
async function restartWhenDead(app: Awaited<ReturnType<typeof appProcess>>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!app.running()) {
      await app.start();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A shop that was started once, so that every run begins with the same data. */
async function furnishedShop(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-template-'));
  const app = await appProcess(SETTINGS, folder);
  await app.start();
  await app.stop();
  return folder;
}

const tally = createTally('crash at every step');
const template = await furnishedShop();
const from = performance.now();
let next = Number(values.from);
let untouched = Number(values.to) + 1;

async function work(): Promise<void> {
  while (next < untouched) {
    const step = next;
    next += Number(values.stride);
    await tally.part(`step ${step}`, async () => {
      const name = await crashIn(step, template, tally);
      process.stdout.write(`${String(step).padStart(4)} ${name ?? '– untouched'}\n`);
      if (name === null) untouched = Math.min(untouched, step);
    });
  }
}

await Promise.all(Array.from({ length: Number(values.at_once) }, work));
rmSync(template, { recursive: true, force: true });
process.stdout.write(`${untouched - 1} steps in ${Math.round((performance.now() - from) / 1000)} s\n`);
tally.check('a run ended untouched', untouched <= Number(values.to) || Number(values.to) < MAX_STEPS);
tally.close();

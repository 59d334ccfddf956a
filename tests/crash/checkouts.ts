/**
 * `npm run crash -- --seed N --checkouts 50 --kills 12`: customers shop while the app, and sometimes the vendors, are
 * killed at random moments and at random durable steps. Afterwards each paid order must have been delivered exactly once
 * and every rupiah be accounted for.
 */
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { appProcess, type AppProcess } from '../support/app-process.ts';
import { seeded, type Random } from '../support/random.ts';
import { createTally, type Tally } from '../support/tally.ts';
import { shop, type Customer, type Purchase, type Wish } from './customers.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';

const AT_ONCE = 6;
const RESTART_LIMIT_MS = 2_000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    checkouts: { type: 'string', default: '50' },
    kills: { type: 'string', default: '12' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const random = seeded(seed);

/** Times small enough that a lost webhook or answer costs a run a second, not a minute. */
const SETTINGS = {
  SAPA_SET_pollEveryMs: '1500',
  SAPA_SET_queryGapMs: '300',
  SAPA_SET_supplierCheckMs: '700',
  SAPA_SET_supplierChecks: '60',
  // Codes for stays months away are made at once.
  SAPA_SET_keyLeadMs: String(400 * 24 * 3_600_000),
  SAPA_SET_webSessionsPerMinute: '100000',
  SAPA_SET_webMessagesPerMinute: '100000',
};

const FAULTS = [
  { kind: 'drop_webhook', vendor: 'gateway', probability: 0.1 },
  { kind: 'repeat_webhook', vendor: 'gateway', probability: 0.1, times: 3 },
  { kind: 'reset', vendor: 'supplier', endpoint: 'transaction', probability: 0.1 },
  { kind: 'delay', vendor: 'supplier', endpoint: 'transaction', probability: 0.1, ms: 400 },
  { kind: 'reset', vendor: 'gateway', endpoint: 'create', probability: 0.05 },
  { kind: 'reset', vendor: 'lock', endpoint: 'pin_add', probability: 0.1 },
];

async function run(shopApp: AppProcess, results: Tally): Promise<void> {
  process.stdout.write(`first start ${Math.round(await shopApp.start())} ms\n`);
  await shopApp.sandbox.faults(FAULTS);
  const customers = Array.from({ length: Number(values.checkouts) }, (_, index) => customer(random, index));
  let shopping = true;
  const bought = shopAll(shopApp, results, customers).finally(() => {
    shopping = false;
  });
  await killAndRestart(shopApp, results, Number(values.kills), () => shopping);
  const purchases = await bought;
  await shopApp.sandbox.clearFaults();
  await untilQuiet(shopApp.folder);
  for (const { visitor } of purchases) await visitor.refresh();
  const vendors = await shopApp.sandbox.state();
  const { code } = await shopApp.stop();
  results.check('stops politely', code === 0, String(code));
  await checkEverything(results, { folder: shopApp.folder, purchases, vendors });
}

function customer(chance: Random, index: number): Customer {
  const wishes: Wish[] = [
    { kind: 'voucher', qty: index % 10 === 0 ? 2 : 1 },
    { kind: 'topup', phone: `081234${String(500_000 + index)}` },
    { kind: 'room', checkIn: dayAfterToday(1 + index), nights: 1 + (index % 2) },
  ];
  const wish = wishes[chance.between(0, wishes.length - 1)];
  if (!wish) throw new Error('no wish');
  return { wish, lang: index % 2 === 0 ? 'id' : 'en' };
}

const dayAfterToday = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A few at a time, as many as there are; a customer who did not get the goods is a failure of its own. */
async function shopAll(shopApp: AppProcess, results: Tally, customers: readonly Customer[]): Promise<Purchase[]> {
  const purchases: Purchase[] = [];
  const queue = [...customers];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        try {
          purchases.push(await shop(shopApp.url, shopApp.sandbox, next));
        } catch (error) {
          results.check(`a customer's ${next.wish.kind}`, false, String(error));
        }
      }
    }),
  );
  process.stdout.write(`${purchases.length} checkouts in ${Math.round((performance.now() - from) / 1000)} s\n`);
  return purchases;
}

async function killAndRestart(
  shopApp: AppProcess,
  results: Tally,
  kills: number,
  shopping: () => boolean,
): Promise<void> {
  let done = 0;
  const startsMs: number[] = [];
  let crashAt: number | null = null;
  for (; done < kills && shopping(); done += 1) {
    await killOnce(shopApp, crashAt);
    // Every other life ends inside a durable step, the rest at any moment.
    crashAt = random.next() < 0.5 ? random.between(15, 110) : null;
    startsMs.push(await shopApp.start(crashAt === null ? {} : { CRASH_AT: String(crashAt) }));
  }
  if (crashAt !== null) {
    await killOnce(shopApp, null);
    startsMs.push(await shopApp.start());
  }
  const sorted = startsMs.toSorted((left, right) => left - right).map(Math.round);
  const median = sorted[sorted.length >> 1] ?? 0;
  process.stdout.write(`${done} of ${kills} kills while customers shopped\n`);
  process.stdout.write(`restart to serving: median ${median} ms, slowest ${sorted.at(-1) ?? 0} ms\n`);
  results.check('all kills happened while customers shopped', done === kills, `${done} of ${kills}`);
  // The median: on a busy machine the customers and the vendors take their share of every single start.
  results.check(`restart to serving within ${RESTART_LIMIT_MS} ms`, median <= RESTART_LIMIT_MS, `${median} ms`);
}

/** Ends this life of the app: at the step it was told to, or now. The vendors are killed before in one of four. */
async function killOnce(shopApp: AppProcess, crashAt: number | null): Promise<void> {
  await pause(random.between(100, 900));
  if (random.next() < 0.25) {
    shopApp.killSandbox();
    await pause(random.between(0, 800));
  }
  if (crashAt !== null) await shopApp.ended(3_000).catch(() => {});
  await shopApp.kill();
}

const tally = createTally(`crash seed ${seed}`);
const app = await appProcess({
  ...SETTINGS,
  ...(process.env['LOG_LEVEL'] ? { LOG_LEVEL: process.env['LOG_LEVEL'] } : {}),
});
try {
  await run(app, tally);
} catch (error) {
  tally.check('the run', false, String(error));
} finally {
  if (values.keep || process.exitCode) process.stdout.write(`data kept in ${app.folder}\n`);
  tally.close();
  if (process.exitCode) await app.kill();
  else await app.discard();
}

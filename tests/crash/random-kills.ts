/**
 * Customers shop while processes of the shop, and sometimes its vendors, are killed at random moments and inside random
 * durable steps. On Postgres each time some of the four are hit, or all. Kills are spread over the shopping by how far it
 * is, not by time, so that a fast machine and a slow one see as many.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { slowness } from '../support/machine-speed.ts';
import { seeded, type Random } from '../support/random.ts';
import type { StackName } from '../support/services.ts';
import { shopProcesses, type Member, type ShopProcesses } from '../support/shop-processes.ts';
import type { Tally } from '../support/tally.ts';
import { checkLedgerCommand, stockUp } from './command.ts';
import { crowd, shopAll } from './crowd.ts';
import type { Purchase } from './customers.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';

export interface KillsOptions {
  stack: StackName;
  seed: number;
  checkouts: number;
  kills: number;
  tally: Tally;
  /** Leaves the data of a run that failed. */
  keep?: boolean;
}

/** On the reference machine. */
const RESTART_LIMIT_MS = 2_000;
const POLITE_MS = 10_000;

/** Times small enough that a lost webhook, answer or worker costs a run seconds, not a minute. */
export const IMPATIENT = {
  SAPA_SET_pollEveryMs: '1500',
  SAPA_SET_queryGapMs: '300',
  SAPA_SET_supplierCheckMs: '700',
  SAPA_SET_supplierChecks: '60',
  // On a shared database what a dead process held is free when its lease has run out.
  SAPA_SET_jobLeaseMs: '3000',
  SAPA_SET_chatLeaseMs: '3000',
  SAPA_SET_sendLeaseMs: '3000',
  // Buyers in vain buy on, however often it fails.
  SAPA_SET_healthPausePct: '0',
  // Codes for stays months away are made at once.
  SAPA_SET_keyLeadMs: String(400 * 24 * 3_600_000),
  // "One moment" is said to whoever waits for a restart; it is no goods.
  SAPA_SET_webSessionsPerMinute: '100000',
  SAPA_SET_webMessagesPerMinute: '100000',
};

/** What vendors do wrong meanwhile. */
export const FAULTS = [
  { kind: 'drop_webhook', vendor: 'gateway', probability: 0.1 },
  { kind: 'repeat_webhook', vendor: 'gateway', probability: 0.1, times: 3 },
  { kind: 'reset', vendor: 'supplier', endpoint: 'transaction', probability: 0.1 },
  { kind: 'delay', vendor: 'supplier', endpoint: 'transaction', probability: 0.1, ms: 400 },
  { kind: 'reset', vendor: 'gateway', endpoint: 'create', probability: 0.05 },
  { kind: 'reset', vendor: 'lock', endpoint: 'pin_add', probability: 0.1 },
];

export async function killedWhileShopping(options: KillsOptions): Promise<void> {
  const { tally, stack } = options;
  const shopApp = await shopProcesses({
    stack,
    env: { ...IMPATIENT, ...(process.env['LOG_LEVEL'] ? { LOG_LEVEL: process.env['LOG_LEVEL'] } : {}) },
  });
  let failed = true;
  try {
    failed = !(await run(shopApp, options));
  } catch (error) {
    tally.check(`the run on ${stack}`, false, String(error));
  } finally {
    if (failed) {
      const file = join(tmpdir(), `sapa-crash-${stack}-${options.seed}.log`);
      writeFileSync(file, shopApp.said());
      process.stdout.write(`what the processes said is in ${file}\n`);
    }
    if (failed && options.keep) {
      await shopApp.kill();
      process.stdout.write(`data kept in ${shopApp.place.databaseUrl ?? shopApp.place.folder}\n`);
    } else await shopApp.discard();
  }
}

/** Whether the checks of this run all held. */
async function run(shopApp: ShopProcesses, options: KillsOptions): Promise<boolean> {
  const { tally, stack, seed, checkouts } = options;
  const random = seeded(seed);
  let held = true;
  const check: Tally['check'] = (name, holds, detail) => {
    held &&= holds;
    tally.check(`${stack}: ${name}`, holds, detail);
  };
  const results = { ...tally, check };
  const slowBefore = slowness();
  await shopApp.start();
  await stockUp(shopApp, checkouts * 2);
  await shopApp.sandbox.faults(FAULTS);
  const purchases: Purchase[] = [];
  const customers = crowd(random, checkouts);
  const bought = shopAll({ urlOf: () => shopApp.url, sandbox: shopApp.sandbox }, results, customers, purchases);
  const figures = await killAndRestart(shopApp, results, random, options, () => purchases.length);
  await bought;
  await shopApp.sandbox.clearFaults();
  await untilQuiet(shopApp.place);
  for (const { visitor } of purchases) await visitor.refresh();
  const vendors = await shopApp.sandbox.state();
  const ends = await shopApp.stop();
  report(shopApp, results, figures, Math.max(slowBefore, slowness()));
  const slowest = Math.max(...ends.map(({ ms }) => Math.round(ms)));
  check('stops politely', ends.every(({ code }) => code === 0) && slowest <= POLITE_MS, JSON.stringify(ends));
  await checkEverything(results, { place: shopApp.place, purchases, vendors });
  await checkLedgerCommand(results, shopApp);
  return held;
}

const WAIT_FOR_TURN_MS = 5_000;

async function killAndRestart(
  shopApp: ShopProcesses,
  results: Tally,
  random: Random,
  { kills, checkouts }: KillsOptions,
  bought: () => number,
): Promise<Figures> {
  const starts: Start[] = [];
  const armed = new Map<Member, boolean>();
  let done = 0;
  let together = 0;
  for (; done < kills; done += 1) {
    // A shop that stands still is killed all the same.
    const end = performance.now() + WAIT_FOR_TURN_MS;
    while (bought() < (done * checkouts) / (kills + 1) && performance.now() < end) await pause(20);
    if (bought() >= checkouts) break;
    const victims = chosen(random, shopApp.members);
    if (victims.length === shopApp.members.length) together += 1;
    await killOnce(shopApp, random, victims, armed);
    starts.push(...(await restart(shopApp, random, armed, true)));
  }
  // From here on nobody dies any more.
  await Promise.all(shopApp.members.filter((one) => armed.get(one)).map(({ process: app }) => app.kill()));
  starts.push(...(await restart(shopApp, random, armed, false)));
  return { starts, done, together, kills };
}

/** Half of the time one of them, else some or all. */
function chosen(random: Random, members: readonly Member[]): Member[] {
  const one = members[random.between(0, members.length - 1)];
  if (random.next() < 0.5 && one) return [one];
  if (random.next() < 0.4) return [...members];
  return members.filter((member) => member === one || random.next() < 0.5);
}

/** Ends this life of the victims: at the step they were told to, or now. The vendors are killed before in one of four. */
async function killOnce(
  shopApp: ShopProcesses,
  random: Random,
  victims: readonly Member[],
  armed: ReadonlyMap<Member, boolean>,
): Promise<void> {
  await pause(random.between(0, 600));
  if (random.next() < 0.25) {
    shopApp.members[0].process.killSandbox();
    await pause(random.between(0, 800));
  }
  await Promise.all(
    victims.map(async (victim) => {
      if (armed.get(victim)) await victim.process.ended(2_000).catch(() => {});
      await victim.process.kill();
    }),
  );
}

/** How long a process took until it served, and how long without waiting for a processor others had. */
interface Start {
  ms: number;
  ownMs: number;
}

/** Starts whatever does not run; every other life is to end inside a durable step. */
async function restart(
  shopApp: ShopProcesses,
  random: Random,
  armed: Map<Member, boolean>,
  again: boolean,
): Promise<Start[]> {
  const down = shopApp.members.filter(({ process: app }) => !app.running());
  const times = await Promise.all(
    down.map(async (member) => {
      const crashAt = again && random.next() < 0.5 ? random.between(8, 110) : null;
      armed.set(member, crashAt !== null);
      const ms = await member.process.start(crashAt === null ? {} : { CRASH_AT: String(crashAt) });
      return member.process.running() ? { ms, ownMs: ms - member.process.queuedMs() } : null;
    }),
  );
  return times.filter((start) => start !== null);
}

interface Figures {
  starts: readonly Start[];
  done: number;
  together: number;
  kills: number;
}

/** `slower` is how much slower than the reference the machine is when nothing else runs. */
function report(
  shopApp: ShopProcesses,
  results: Tally,
  { starts, done, together, kills }: Figures,
  slower: number,
): void {
  const all = shopApp.members.length > 1 ? `, ${together} of them all processes at once` : '';
  process.stdout.write(`${shopApp.stack}: ${done} of ${kills} kills while customers shopped${all}\n`);
  const own = inOrder(starts.map(({ ownMs }) => ownMs));
  const wall = inOrder(starts.map(({ ms }) => ms));
  const said = (sorted: readonly number[]) => `median ${sorted[sorted.length >> 1]} ms, slowest ${sorted.at(-1)} ms`;
  process.stdout.write(`${shopApp.stack}: ${starts.length} restarts to serving: ${said(wall)}; `);
  process.stdout.write(`without waiting for a processor: ${said(own)}\n`);
  results.check('all kills happened while customers shopped', done === kills, `${done} of ${kills}`);
  // Four processes that come up at once keep the database's own processes off the machine, which nobody counts for us.
  const counted = shopApp.stack === 'sqlite' ? own.at(-1) : own[Math.floor((own.length - 1) * 0.9)];
  const limitMs = Math.round(RESTART_LIMIT_MS * slower);
  const name = `restart to serving within ${limitMs} ms (this machine takes ${slower.toFixed(2)} times as long)`;
  results.check(name, (counted ?? 0) <= limitMs, `${counted} ms`);
}

const inOrder = (values: readonly number[]): number[] => values.map(Math.round).toSorted((left, right) => left - right);

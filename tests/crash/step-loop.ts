/**
 * One checkout, and the process ends itself inside its k-th durable step, for every k until a run ends untouched. Then it
 * is started again, the customer goes on, and the same must hold as for random kills. One process serves many k: the life
 * that picks up what died under the last one is told to count from the signal on, which comes just before the next
 * customer. The steps of the start itself have a loop of their own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { StackName } from '../support/services.ts';
import type { SandboxState } from '../support/sandbox-control.ts';
import { shopProcesses, type ShopProcesses } from '../support/shop-processes.ts';
import type { Tally } from '../support/tally.ts';
import { checkLedgerCommand, stockUp } from './command.ts';
import type { Purchase, Wish } from './customers.ts';
import { shopForMore } from './dearer-customers.ts';
import { shop } from './shop.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';

/**
 * `balance` tops up and orders on it; `kept` and `sent_back` are orders in vain, whose money stays or goes back; `dearer`
 * pays a difference on top.
 */
export const KINDS = [
  'voucher',
  'topup',
  'room',
  'balance',
  'kept',
  'sent_back',
  'bill',
  'deployment',
  'dearer',
] as const;
export type Kind = (typeof KINDS)[number];

export interface StepsOptions {
  stack: StackName;
  kind: Kind;
  tally: Tally;
  /** The first k; with a stride of more than 1 another one each run covers others. */
  from?: number;
  stride?: number;
  /** Shops that work through the steps side by side. */
  lanes?: number;
}

/** Far more than a checkout has; a loop that gets here does not end by itself. */
const MAX_STEPS = 500;
const LOOK_EVERY_MS = 10;
/** From the last word of its vendors to its end. */
const ENDS_WITHIN_MS = 2_000;
const STOCK = 400;
/** More than the one that was asked for is a failure; it is started again to see what comes of it. */
const MOST_DEATHS = 3;
const LAST_WORDS = 1_500;

const SETTINGS = {
  SAPA_SET_pollEveryMs: '1000',
  SAPA_SET_queryGapMs: '200',
  SAPA_SET_supplierCheckMs: '500',
  SAPA_SET_supplierChecks: '60',
  SAPA_SET_jobPollMs: '200',
  SAPA_SET_jobLeaseMs: '2000',
  SAPA_SET_chatLeaseMs: '2000',
  SAPA_SET_sendLeaseMs: '2000',
  // Buyers in vain buy on, however often it fails.
  SAPA_SET_healthPausePct: '0',
  SAPA_SET_keyLeadMs: String(400 * 24 * 3_600_000),
  SAPA_SET_webSessionsPerMinute: '100000',
  SAPA_SET_webMessagesPerMinute: '100000',
};

/** Gives out the next k, and knows where the steps end. */
interface Steps {
  take(): number | null;
  untouched(step: number): void;
  /** How many there are; MAX_STEPS when no run ended untouched. */
  count(): number;
}

function stepsFrom(first: number, stride: number): Steps {
  let next = first;
  let end = MAX_STEPS + 1;
  return {
    take() {
      if (next >= end) return null;
      const step = next;
      next += stride;
      return step;
    },
    untouched: (step) => void (end = Math.min(end, step)),
    count: () => end - 1,
  };
}

export async function crashInEveryStep({
  stack,
  kind,
  tally,
  from = 1,
  stride = 1,
  lanes = 2,
}: StepsOptions): Promise<void> {
  const begun = performance.now();
  const steps = stepsFrom(from, stride);
  await Promise.all(Array.from({ length: lanes }, () => lane(stack, kind, steps, tally)));
  const seconds = Math.round((performance.now() - begun) / 1000);
  const some = stride === 1 ? '' : `, every ${stride}th from ${from}`;
  process.stdout.write(`${stack}, ${kind}: ${steps.count()} steps${some}, in ${seconds} s\n`);
  tally.check(`${stack}, ${kind}: a run ended untouched`, steps.count() < MAX_STEPS);
}

/** One shop that is crashed again and again, and checked after each time. */
async function lane(stack: StackName, kind: Kind, steps: Steps, tally: Tally): Promise<void> {
  const shopApp = await shopProcesses({ stack, roles: ['all'], env: SETTINGS });
  const app = shopApp.members[0].process;
  const purchases: Purchase[] = [];
  try {
    await app.start();
    await stockUp(shopApp, STOCK);
    await app.kill();
    let step = steps.take();
    while (step !== null) {
      const current = step;
      const next = steps.take();
      const crashed = await tallied(tally, `${stack}, ${kind}, step ${current}`, () =>
        crashIn(shopApp, { kind, step: current, next, tally, purchases }),
      );
      process.stdout.write(`${stack} ${kind} ${String(current).padStart(4)} ${crashed ?? '– untouched'}\n`);
      if (crashed === null) steps.untouched(current);
      step = next !== null && next <= steps.count() ? next : null;
    }
    if (!app.running()) await app.start();
    await finish(shopApp, purchases, tally);
  } finally {
    await shopApp.discard();
  }
}

/** Runs a part of the tally and gives what it gave; a part that failed counts as a crash, so that the loop goes on. */
async function tallied(tally: Tally, name: string, work: () => Promise<string | null>): Promise<string | null> {
  let result: string | null = 'failed';
  await tally.part(name, async () => {
    result = await work();
  });
  return result;
}

interface Run {
  kind: Kind;
  step: number;
  /** What the life after this crash will be told; null when it is the last. */
  next: number | null;
  tally: Tally;
  purchases: Purchase[];
}

/** The name of the step the app ended in; null when it did not. The outcome is checked either way. */
async function crashIn(shopApp: ShopProcesses, run: Run): Promise<string | null> {
  const { process: app } = shopApp.members[0];
  // Only the first life, and one that survived its run, is not told this k yet.
  if (!app.running()) await app.start(armed(run.step));
  const said = app.said().length;
  const pid = app.pid();
  app.countSteps();
  const life = new AbortController();
  const again = restartWhenDead(shopApp, run, life.signal);
  try {
    run.purchases.push(await shopFor(shopApp, wishOf(run)));
    await untilQuiet(shopApp.place);
  } finally {
    life.abort();
    await again;
  }
  const vendors = await stateOf(shopApp, run.next);
  await checkEverything(run.tally, { place: shopApp.place, purchases: run.purchases, vendors });
  const crashed = /crash at step \d+ (\S+)/.exec(app.said().slice(said))?.[1] ?? null;
  if (app.pid() === pid) await app.kill();
  return crashed;
}

const armed = (step: number | null): Record<string, string> => (step === null ? {} : { CRASH_AT: `${step}@signal` });

/** Starts the app once more when it has ended; until the customer is through. It may end once, where it was told to. */
async function restartWhenDead(
  { members: [{ process: app }] }: ShopProcesses,
  { next, tally, kind, step }: Run,
  signal: AbortSignal,
): Promise<void> {
  for (let deaths = 0; !signal.aborted;) {
    if (!app.running()) {
      deaths += 1;
      if (deaths > MOST_DEATHS) return;
      if (deaths > 1) tally.check(`${kind}, step ${step}: it dies once`, false, app.said().slice(-LAST_WORDS));
      await app.start(armed(deaths === 1 ? next : null));
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** A step that comes after everything else ends the app when nobody looks after it any more, and the vendors with it. */
async function stateOf(shopApp: ShopProcesses, next: number | null): Promise<SandboxState> {
  const { process: app } = shopApp.members[0];
  if (!app.running()) await app.start(armed(next));
  try {
    return await shopApp.sandbox.state();
  } catch (error) {
    await app.ended(ENDS_WITHIN_MS).catch(() => {});
    if (app.running()) throw error;
    await app.start(armed(next));
    return shopApp.sandbox.state();
  }
}

const shopFor = (shopApp: ShopProcesses, wish: Purchase['wish']): Promise<Purchase> =>
  wish.kind === 'dearer'
    ? shopForMore(shopApp, { wish, lang: 'en' })
    : shop(shopApp.url, shopApp.sandbox, { wish, lang: 'en' });

function wishOf({ kind, step }: Run): Purchase['wish'] {
  if (kind === 'voucher') return { kind, qty: 1 };
  if (kind === 'topup') return { kind, phone: `081234${String(500_000 + step)}` };
  if (kind === 'balance') return { kind, phones: [`0877${String(1_000_000 + step)}`] };
  if (kind === 'bill') return { kind, customerNo: `5310000${String(10_000 + step)}` };
  if (kind === 'deployment') return { kind, domain: `toko-${step}.example` };
  if (kind === 'dearer') return { kind, phone: `081299${String(500_000 + step)}` };
  if (kind === 'kept') return { kind: 'refund', how: 'keep' };
  if (kind === 'sent_back') return { kind: 'refund', how: 'transfer' };
  const checkIn = new Date(Date.now() + (1 + (step % 300)) * 86_400_000).toISOString().slice(0, 10);
  return { kind, checkIn, nights: 1 };
}

/** Nothing may have come to anybody later either. */
async function finish(shopApp: ShopProcesses, purchases: readonly Purchase[], tally: Tally): Promise<void> {
  await untilQuiet(shopApp.place);
  for (const { visitor } of purchases) await visitor.refresh();
  const vendors = await shopApp.sandbox.state();
  await checkEverything(tally, { place: shopApp.place, purchases, vendors });
  await shopApp.stop();
  await checkLedgerCommand(tally, shopApp);
}

/** The same inside the steps of a start, on data that a killed life left behind; afterwards the shop still sells. */
export async function crashInEveryStepOfTheStart(stack: StackName, tally: Tally): Promise<void> {
  const shopApp = await shopProcesses({ stack, roles: ['all'], env: SETTINGS });
  const app = shopApp.members[0].process;
  try {
    let step = 1;
    for (; step < MAX_STEPS; step += 1) {
      await app.start({ CRASH_AT: String(step) });
      if (app.running()) break;
    }
    await app.kill();
    await app.start();
    process.stdout.write(`${stack}: ${step - 1} steps of the start\n`);
    tally.check(`${stack}: a start ended untouched`, step > 1 && step < MAX_STEPS, String(step));
    const wishes: Wish[] = [{ kind: 'voucher', qty: 1 }];
    const purchases = await Promise.all(wishes.map((wish) => shop(shopApp.url, shopApp.sandbox, { wish, lang: 'en' })));
    await finish(shopApp, purchases, tally);
  } finally {
    await shopApp.discard();
  }
}

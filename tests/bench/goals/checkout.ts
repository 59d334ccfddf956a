/**
 * P5, P6 and P13: whole sales in the web chat of the whole app, the practice vendors in their own process, and how much
 * memory the app has while idle and while selling. The statements of a checkout are listed beside them.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, temporaryFolder, type Child } from '../children.ts';
import { median, percentile, residentMib } from '../measure.ts';
import type { Market } from '../processes/buyers.ts';
import { holds, ratioRow, type Measurement, type Row } from '../report.ts';
import type { StatementCounts } from '../statements.ts';

const BUYERS = 16;
const SIZES = { warm: 64, checkouts: 160, idle: 60, floor: 1_500 };
const IDLE_MS = 3_000;
/** What the design allows our own code for one sale. */
const STATEMENT_BUDGET = 25;

export interface Spent {
  cpuMs: number;
  writtenKib: number;
}

export interface Bought {
  perSecond: number;
  times: { wholeMs: number; paidMs: number }[];
}

export const checkout: Measurement = {
  goals: ['P5', 'P6', 'P13'],
  async run({ rounds }) {
    const secret = randomBytes(24).toString('hex');
    const token = randomBytes(24).toString('hex');
    const app = await startChild('app', { SAPA_DATA: temporaryFolder(), SAPA_SANDBOX_TOKEN: token });
    await pause(IDLE_MS);
    const idleMib = await residentMib(app.pid);
    const floor = await startChild('checkout-floor', { FLOOR_SECRET: secret });
    const floorLoad = await startChild('checkout-floor-load');
    const buyers = await enterMarket(app, token);
    const floorPort = await floor.call<number>('port');
    const bare = (checkouts: number) =>
      floorLoad.call<number>('load', { port: floorPort, secret, buyers: BUYERS, checkouts });
    await app.call('importCodes', SIZES.warm + rounds * SIZES.checkouts + SIZES.idle);
    await bare(SIZES.warm);
    await sell(buyers, SIZES.warm, BUYERS);
    const floors: number[] = [];
    const sold: Bought[] = [];
    let busyMib = 0;
    let statements: StatementCounts = { commits: 0, byStep: {}, timeMs: {} };
    let spent: Spent = { cpuMs: 0, writtenKib: 0 };
    for (let round = 0; round < rounds; round += 1) {
      floors.push(await bare(SIZES.floor));
      await choose(buyers, SIZES.checkouts);
      await app.call('resetStatements');
      const before = await app.call<Spent>('spent');
      const watch = setInterval(() => void residentMib(app.pid).then((mib) => (busyMib = Math.max(busyMib, mib))), 200);
      sold.push(await buy(buyers, BUYERS, false));
      clearInterval(watch);
      const after = await app.call<Spent>('spent');
      spent = { cpuMs: after.cpuMs - before.cpuMs, writtenKib: after.writtenKib - before.writtenKib };
      statements = await app.call<StatementCounts>('statements');
    }
    await choose(buyers, SIZES.idle);
    const idle = await buy(buyers, 1, true);
    for (const child of [buyers, app, floor, floorLoad]) await child.stop();
    return [
      checkoutRow(floors, sold),
      ...costRows(statements, spent),
      promptRow(idle),
      memoryRow('app process idle', idleMib, 160, 120),
      memoryRow('app process under P5', busyMib, 260, 180),
    ];
  },
};

/** Buyers in a process of their own. */
export async function enterMarket(app: Child, sandboxToken: string): Promise<Child> {
  const buyers = await startChild('buyers');
  const market: Market = {
    port: await app.call<number>('port'),
    sandboxPort: Number(new URL(await app.call<string>('sandboxUrl')).port),
    sandboxToken,
    gatewayPath: await app.call<string>('gatewayPath'),
  };
  await buyers.call('visit', market);
  return buyers;
}

/** Leads so many to the question before the order. */
export const choose = (buyers: Child, count: number, lanes = BUYERS) => buyers.call('choose', { buyers: count, lanes });
/** All who were led there buy. */
export const buy = (buyers: Child, lanes: number, sendsWebhook: boolean) =>
  buyers.call<Bought>('buy', { lanes, sendsWebhook });

async function sell(buyers: Child, count: number, lanes: number): Promise<Bought> {
  await choose(buyers, count);
  return buy(buyers, lanes, false);
}

function checkoutRow(floors: number[], sold: Bought[]): Row {
  const floor = median(floors);
  const ours = median(sold.map(({ perSecond }) => perSecond));
  const whole = sold.flatMap(({ times }) => times.map(({ wholeMs }) => wholeMs));
  return ratioRow(
    {
      goal: 'P5',
      what: `checkouts from "yes" to the voucher, ${BUYERS} buyers (p50 ${Math.round(median(whole))} ms)`,
      floor: `${Math.round(floor)}/s`,
      ours: `${ours.toFixed(1)}/s`,
    },
    ours / floor,
    { must: 0.12, aim: 0.25 },
  );
}

/** What a checkout costs the app: the list goes to stderr, where it tells what to work on. */
function costRows({ commits, byStep, timeMs }: StatementCounts, spent: Spent): Row[] {
  const each = (count: number, digits = 2) => (count / SIZES.checkouts).toFixed(digits);
  const sums = Object.entries(byStep).map(([step, statements]) => {
    const sum = Object.values(statements).reduce((total, count) => total + count, 0);
    const list = Object.entries(statements).map(([name, count]) => `${name} ${each(count)}`);
    process.stderr.write(`  ${step}: ${each(sum)} statements: ${list.join(', ')}\n`);
    return sum;
  });
  const slowest = Object.entries(timeMs).toSorted(([, a], [, b]) => b - a);
  process.stderr.write(`  ms in the engine: ${slowest.map(([name, ms]) => `${name} ${each(ms)}`).join(', ')}\n`);
  const statements = sums.reduce((total, sum) => total + sum, 0);
  const row = { goal: 'P5', floor: '–', ratio: '–', must: '', met: null };
  return [
    {
      ...row,
      what: `SQL statements of a checkout, in ${each(commits, 1)} commits`,
      ours: each(statements, 1),
      aim: `≤ ${STATEMENT_BUDGET}`,
      aimMet: statements / SIZES.checkouts <= STATEMENT_BUDGET,
    },
    {
      ...row,
      what: 'processor time and bytes written of a checkout in the app',
      ours: `${each(spent.cpuMs, 1)} ms, ${each(spent.writtenKib, 0)} KiB`,
      aim: '',
      aimMet: null,
    },
  ];
}

function promptRow({ times }: Bought): Row {
  const paid = times.map(({ paidMs }) => paidMs);
  const [p50, p99] = [percentile(paid, 50), percentile(paid, 99)];
  return {
    goal: 'P6',
    what: 'paid webhook sent → voucher received on the stream, idle, p50 / p99',
    floor: '–',
    ours: `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`,
    ratio: '–',
    must: '≤ 50 / 250 ms',
    aim: '≤ 20 / 100 ms',
    met: holds(p50, 50, true) && holds(p99, 250, true),
    aimMet: holds(p50, 20, true) && holds(p99, 100, true),
  };
}

const memoryRow = (what: string, mib: number, must: number, aim: number): Row => ({
  goal: 'P13',
  what: `memory of the ${what}`,
  floor: '–',
  ours: `${Math.round(mib)} MiB`,
  ratio: '–',
  must: `≤ ${must} MiB`,
  aim: `≤ ${aim} MiB`,
  met: holds(mib, must, true),
  aimMet: holds(mib, aim, true),
});

/**
 * `npm run simulate -- [--seed S] [--checkouts N] [--store memory|sqlite] [--lanes L] [--trace]`: runs a shop of practice
 * with faults and deaths on a simulated clock, and checks after each stretch of it that no rupiah and no voucher was lost
 * or given twice. The same seed and lanes give the same run. Ends with 1 and prints what led there when a rule was broken.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runWorld, seedOf, type WorldReport } from './run.ts';
import { smallest } from './shrink.ts';
import type { StoreKind } from './store.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    checkouts: { type: 'string', default: '10000' },
    store: { type: 'string', default: 'memory' },
    world: { type: 'string' },
    /** Processes that share the worlds. */
    lanes: { type: 'string', default: '1' },
    /** Which of them this is; set by the one that starts them. */
    lane: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
/** Small enough to be looked into, large enough that setting it up does not count. */
const WORLD = 500;

const store = values.store as StoreKind;
if (store !== 'memory' && store !== 'sqlite') throw new Error(`no store ${values.store}: memory or sqlite`);
const wanted = Number(values.checkouts);
const seed = Number(values.seed);
const out = (line: string) => process.stdout.write(`${line}\n`);

const lanes = Number(values.lanes);

interface Sum {
  placed: number;
  worlds: number;
  failed: number;
  /** Of all processors together. */
  cpuUs: number;
  transitions: Map<string, number>;
}

/** As it travels between processes. */
type Sent = Omit<Sum, 'transitions'> & { transitions: [string, number][] };

// Processes die and orders are refused by the thousand; nobody reads where those errors came from.
Error.stackTraceLimit = 0;
const startedMs = performance.now();
const sum = lanes > 1 && values.lane === undefined ? await runLanes() : await runWorlds(Number(values.lane ?? 0));
if (process.send) process.send({ ...sum, transitions: [...sum.transitions] });
else tell(sum, (performance.now() - startedMs) / 1000);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Every world of one lane. */
async function runWorlds(lane: number): Promise<Sum> {
  const all: Sum = { placed: 0, worlds: 0, failed: 0, cpuUs: 0, transitions: new Map() };
  const mine = Math.ceil(wanted / lanes);
  for (let place = lane; all.placed < mine && all.failed < 3; place += lanes) {
    const worldSeed = values.world === undefined ? seedOf(seed, place) : Number(values.world);
    const checkouts = Math.min(WORLD, mine - all.placed);
    const report = await runWorld({ seed: worldSeed, store, checkouts, ...(values.trace ? { trace: out } : {}) });
    all.worlds += 1;
    all.placed += Math.max(report.placed, 1);
    add(all.transitions, report.transitions);
    if (report.wrong.length > 0) {
      all.failed += 1;
      await explain(report, checkouts);
    }
  }
  const { user, system } = process.cpuUsage();
  return { ...all, cpuUs: user + system };
}

/** A process per lane, which sends its sum. One that ends without is a failure. */
async function runLanes(): Promise<Sum> {
  const all: Sum = { placed: 0, worlds: 0, failed: 0, cpuUs: 0, transitions: new Map() };
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const child = fork(import.meta.filename, [...process.argv.slice(2), '--lane', String(lane)]);
      const sums: Sent[] = [];
      child.on('message', (sent: Sent) => sums.push(sent));
      await once(child, 'exit');
      const [got] = sums;
      if (!got) {
        all.failed += 1;
        return;
      }
      for (const field of ['placed', 'worlds', 'failed', 'cpuUs'] as const) all[field] += got[field];
      add(all.transitions, new Map(got.transitions));
    }),
  );
  return all;
}

function add(to: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [change, count] of more) to.set(change, (to.get(change) ?? 0) + count);
}

function tell({ placed, worlds, failed, cpuUs, transitions }: Sum, seconds: number): void {
  // Beside others on the machine only the time that was had says something.
  const perCore = Math.round((placed * 1e6) / cpuUs);
  for (const [change, count] of [...transitions].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    out(`  ${change}: ${count}`);
  out(
    `${placed} checkouts in ${worlds} worlds, ${seconds.toFixed(1)} s: ${Math.round(placed / seconds)} checkouts/s, ${perCore} per second of one core (${store}, seed ${seed})`,
  );
  out(`simulation on ${store}: ${worlds - failed} passed, ${failed} failed`);
}

async function explain(report: WorldReport, checkouts: number): Promise<void> {
  out(`VIOLATION on ${store}: --seed ${seed} --world ${report.seed} --checkouts ${checkouts}`);
  for (const line of report.wrong.slice(0, 10)) out(`  ${line}`);
  const small = await smallest({ seed: report.seed, store, checkouts });
  out(`smallest: --world ${report.seed} --checkouts ${small.checkouts}, last events:`);
  for (const line of small.events) out(`  ${line}`);
}

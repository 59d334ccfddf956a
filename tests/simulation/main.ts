/**
 * `npm run simulate -- [--seed S] [--checkouts N] [--store memory|sqlite] [--trace]`: runs a shop of practice with faults
 * and deaths on a simulated clock, and checks after each stretch of it that no rupiah and no voucher was lost or given
 * twice. The same seed gives the same run. Ends with 1 and prints what led there when a rule was broken.
 */
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

const startedMs = performance.now();
const transitions = new Map<string, number>();
let placed = 0;
let worlds = 0;
let failed = 0;
for (let place = 0; placed < wanted; place += 1) {
  const worldSeed = values.world === undefined ? seedOf(seed, place) : Number(values.world);
  const checkouts = Math.min(WORLD, wanted - placed);
  const report = await runWorld({ seed: worldSeed, store, checkouts, ...(values.trace ? { trace: out } : {}) });
  worlds += 1;
  placed += Math.max(report.placed, 1);
  for (const [change, count] of report.transitions) transitions.set(change, (transitions.get(change) ?? 0) + count);
  if (report.wrong.length > 0) {
    failed += 1;
    await explain(report, checkouts);
    if (failed >= 3) break;
  }
}
const seconds = (performance.now() - startedMs) / 1000;
// Beside others on the machine only the time that was had says something.
const { user, system } = process.cpuUsage();
const perCore = Math.round((placed * 1e6) / (user + system));
for (const [change, count] of [...transitions].toSorted(([a], [b]) => (a < b ? -1 : 1))) out(`  ${change}: ${count}`);
out(
  `${placed} checkouts in ${worlds} worlds, ${seconds.toFixed(1)} s: ${Math.round(placed / seconds)} checkouts/s, ${perCore} per second of one core (${store}, seed ${seed})`,
);
out(`simulation on ${store}: ${worlds - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function explain(report: WorldReport, checkouts: number): Promise<void> {
  out(`VIOLATION on ${store}: --seed ${seed} --world ${report.seed} --checkouts ${checkouts}`);
  for (const line of report.wrong.slice(0, 10)) out(`  ${line}`);
  const small = await smallest({ seed: report.seed, store, checkouts });
  out(`smallest: --world ${report.seed} --checkouts ${small.checkouts}, last events:`);
  for (const line of small.events) out(`  ${line}`);
}

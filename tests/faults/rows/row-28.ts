/**
 * Row 28: a long time at half of what the shop can do. First how much that is; then customers in batches, with a pause
 * after each as long as the batch took. Memory stays what it was after the first tenth, the last tenth is as fast as the
 * first, the data grows as evenly as the orders come, and the log of SQLite is written back.
 */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, temporaryFolder, type Child } from '../../bench/children.ts';
import { buy, choose, enterMarket } from '../../bench/goals/checkout.ts';
import { median, percentile, residentMib } from '../../bench/measure.ts';
import type { Tally } from '../../support/tally.ts';
import type { RowOptions, Size } from '../fault-list.ts';

const CHECKOUTS = { ci: 400, nightly: 100_000 };
const TENTHS = 10;
const LANES = 16;
const BATCH = 20;
/** After a tenth of few checkouts the program is still warming up. */
const MAX_GROWTH_MIB = { ci: 64, nightly: 32 };
const MAX_LOG_MIB = 64;
/** How much more a later tenth may write than the middle one of all. */
const EVEN = 1.3;
const MIB = 1024 * 1024;

/** Of few checkouts the slowest says nothing; of many it does. */
const SLOWER: Record<Size, { percent: number; most: number }> = {
  ci: { percent: 50, most: 1.5 },
  nightly: { percent: 99, most: 1.2 },
};

interface Tenth {
  times: number[];
  rssMib: number;
  dataMib: number;
  logMib: number;
}

export async function run({ size, tally }: RowOptions): Promise<void> {
  const folder = temporaryFolder();
  const token = randomBytes(24).toString('hex');
  const app = await startChild('app', { SAPA_DATA: folder, SAPA_SANDBOX_TOKEN: token });
  const buyers = await enterMarket(app, token);
  const each = CHECKOUTS[size] / TENTHS;
  const tenths: Tenth[] = [];
  for (let tenth = 0; tenth < TENTHS; tenth += 1) {
    await app.call('importCodes', each);
    tenths.push(await oneTenth(app, buyers, each, folder));
    const { times, rssMib, dataMib, logMib } = tenths.at(-1) as Tenth;
    process.stdout.write(
      `${(tenth + 1) * each} checkouts: p50 ${Math.round(median(times))} ms, p99 ${Math.round(percentile(times, 99))} ms, ` +
        `${Math.round(rssMib)} MiB, data ${dataMib.toFixed(1)} MiB, log ${logMib.toFixed(1)} MiB\n`,
    );
  }
  for (const child of [buyers, app]) await child.stop();
  judge(tenths, size, tally);
}

async function oneTenth(app: Child, buyers: Child, checkouts: number, folder: string): Promise<Tenth> {
  const times: number[] = [];
  let logMib = 0;
  for (let left = checkouts; left > 0; left -= BATCH) {
    const from = performance.now();
    await choose(buyers, Math.min(BATCH, left), LANES);
    const bought = await buy(buyers, LANES, false);
    times.push(...bought.times.map(({ wholeMs }) => wholeMs));
    logMib = Math.max(logMib, mib(join(folder, 'sapa.sqlite-wal')));
    await pause(performance.now() - from);
  }
  return { times, rssMib: await residentMib(app.pid), dataMib: mib(join(folder, 'sapa.sqlite')), logMib };
}

const mib = (file: string): number => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / MIB;

function judge(tenths: readonly Tenth[], size: Size, tally: Tally): void {
  const [first, last] = [tenths[0], tenths.at(-1)];
  if (!first || !last) throw new Error('nothing was measured');
  const grownMib = last.rssMib - first.rssMib;
  tally.check('memory stays what it was', grownMib < MAX_GROWTH_MIB[size], `${grownMib.toFixed(1)} MiB more`);
  const { percent, most } = SLOWER[size];
  const slower = percentile(last.times, percent) / percentile(first.times, percent);
  tally.check(`the last tenth is as fast as the first (p${percent})`, slower <= most, `${slower.toFixed(2)} times`);
  const growth = tenths.slice(1).map(({ dataMib }, index) => dataMib - (tenths[index]?.dataMib ?? 0));
  const uneven = Math.max(...growth) / median(growth);
  // A file grows by the log being written back, which in a short run happens once or twice.
  if (size === 'nightly') tally.check('the data grows evenly', uneven <= EVEN, `${uneven.toFixed(2)} times the usual`);
  const logMib = Math.max(...tenths.map((tenth) => tenth.logMib));
  tally.check('the log is written back', logMib <= MAX_LOG_MIB, `${logMib.toFixed(1)} MiB`);
  const sold = tenths.reduce((sum, { times }) => sum + times.length, 0);
  tally.check('everybody got their voucher', sold === CHECKOUTS[size], `${sold}`);
}

/**
 * `npm run bench -- [P1 P5 …] [--quick] [--size ci|nightly] [--json] [--profile FOLDER]`: our speed beside a bare program of the same
 * durability, measured in the same run, interleaved, as medians. Absolute figures of a shared machine say little;
 * the ratios are the goals. Ends with 1 when a goal that must be met is not.
 */
import { parseArgs } from 'node:util';
import { checkout } from './goals/checkout.ts';
import { flat } from './goals/flat.ts';
import { jobs } from './goals/jobs.ts';
import { postgres } from './goals/postgres.ts';
import { qr } from './goals/qr.ts';
import { reseller } from './goals/reseller.ts';
import { start } from './goals/start.ts';
import { talks } from './goals/talks.ts';
import { webhooks } from './goals/webhooks.ts';
import { stress } from './goals/stress.ts';
import { sync } from './goals/sync.ts';
import { table, type Measurement, type Row } from './report.ts';

const MEASUREMENTS: readonly Measurement[] = [
  webhooks,
  stress,
  checkout,
  qr,
  talks,
  jobs,
  sync,
  postgres,
  reseller,
  flat,
  start,
];
const ROUNDS = { quick: 1, full: 3 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    profile: { type: 'string' },
    size: { type: 'string' },
  },
});
if (values.profile) process.env['BENCH_PROFILES'] = values.profile;

const wanted = positionals.map((goal) => goal.toUpperCase());
const known = MEASUREMENTS.flatMap(({ goals }) => goals);
const unknown = wanted.filter((goal) => !known.includes(goal));
if (unknown.length > 0) {
  process.stderr.write(`no measurement of ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
  process.exit(2);
}

const isWanted = (goal: string) => wanted.length === 0 || wanted.includes(goal);
const rows: Row[] = [];
for (const measurement of MEASUREMENTS) {
  if (!measurement.goals.some(isWanted)) continue;
  process.stderr.write(`measuring ${measurement.goals.join(', ')} …\n`);
  rows.push(
    ...(await measurement.run({
      rounds: values.quick ? ROUNDS.quick : ROUNDS.full,
      size: values.size === 'nightly' ? 'nightly' : 'ci',
    })),
  );
}
const shown = rows.filter((row) => isWanted(row.goal));
process.stdout.write(values.json ? `${JSON.stringify(shown, null, 2)}\n` : `${table(shown)}\n`);
process.exit(shown.some((row) => row.met === false) ? 1 : 0);

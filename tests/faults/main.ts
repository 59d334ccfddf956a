/**
 * `npm run faults -- --row 13 [--seed 7] [--size ci|nightly]`, `--all`, `--own` (all but those `npm test` runs anyway),
 * `--list`. Each row closes with "N passed, N failed". Several rows run each in a process of its own, so that none
 * inherits what another broke; those that mostly wait two at a time, the others one after the other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTally } from '../support/tally.ts';
import { FAULTS, programOf, type FaultRow, type RowOptions, type Size } from './fault-list.ts';

/** A row that takes longer hangs. */
const LIMIT_MS: Record<Size, number> = { ci: 15 * 60_000, nightly: 4 * 60 * 60_000 };
const ROOT = join(import.meta.dirname, '..', '..');

const { values } = parseArgs({
  options: {
    row: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: 'ci' },
    list: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    own: { type: 'boolean', default: false },
  },
});

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

const isSize = (text: string): text is Size => text === 'ci' || text === 'nightly';
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) refuse(`--seed wants a whole number, not ${values.seed}`);
const size = isSize(values.size) ? values.size : refuse(`--size is ci or nightly, not ${values.size}`);

/** How the row is kept; null where there is nothing to run. */
function keptIn(fault: FaultRow): string | null {
  if (programOf(fault)) return 'program';
  return fault.tests ? `tests ${fault.tests.join(', ')}` : null;
}

async function runProgram(fault: FaultRow, file: string): Promise<void> {
  const tally = createTally(`row ${fault.row}, seed ${seed}`);
  const from = performance.now();
  const { run } = (await import(file)) as { run(options: RowOptions): Promise<void> };
  await tally.part('the run', () => run({ seed, size, tally }));
  process.stdout.write(`${Math.round((performance.now() - from) / 1000)} s\n`);
  tally.close();
}

/** The tests of a row by vitest, with the counts in the form of the other rows. */
async function runTests(fault: FaultRow): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-row-'));
  const report = join(folder, 'report.json');
  try {
    const files = (fault.tests ?? []).map((name) => `tests/faults/${name}.test.ts`);
    const named = fault.named ? ['-t', `${fault.named}:`] : [];
    const status = await child(
      join(ROOT, 'node_modules', '.bin', 'vitest'),
      ['run', ...files, ...named, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      { FAULTS_SEED: String(seed), ...(size === 'nightly' ? fault.nightly : {}) },
    );
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    process.stdout.write(`row ${fault.row}, seed ${seed}: ${numPassedTests} passed, ${numFailedTests} failed\n`);
    process.exitCode = status === 0 && (numPassedTests ?? 0) > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its exit code; 1 when it was ended for taking too long. */
async function child(command: string, parameters: string[], environment: Record<string, string> = {}): Promise<number> {
  const running = spawn(command, parameters, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    timeout: LIMIT_MS[size],
    killSignal: 'SIGKILL',
  });
  const [code] = (await once(running, 'exit')) as [number | null];
  return code ?? 1;
}

/** What it says is told when it has ended, so that two rows do not mix. */
async function childSaying(parameters: string[]): Promise<{ code: number; said: string }> {
  const running = spawn(process.execPath, parameters, { cwd: ROOT, timeout: LIMIT_MS[size], killSignal: 'SIGKILL' });
  let said = '';
  for (const stream of [running.stdout, running.stderr])
    stream.on('data', (part: Buffer) => void (said += String(part)));
  const [code] = (await once(running, 'close')) as [number | null];
  return { code: code ?? 1, said };
}

async function runRow(fault: FaultRow): Promise<void> {
  const file = programOf(fault);
  if (file) return await runProgram(fault, file);
  if (fault.tests) return await runTests(fault);
  refuse(`row ${fault.row} (${fault.what}) cannot be run yet`);
}

async function runEach(rows: readonly FaultRow[]): Promise<void> {
  const failed: number[] = [];
  const lane = async (
    queue: FaultRow[],
    run: (fault: FaultRow, again: string[]) => Promise<boolean>,
  ): Promise<void> => {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const again = [import.meta.filename, '--row', String(fault.row), '--seed', String(seed), '--size', size];
      if (!(await run(fault, [...process.execArgv, ...again]))) failed.push(fault.row);
    }
  };
  const heading = ({ row, what }: FaultRow): void => void process.stdout.write(`── row ${row}: ${what}\n`);
  await lane(
    [...rows].filter(({ waits }) => !waits),
    async (fault, again) => {
      heading(fault);
      return (await child(process.execPath, again)) === 0;
    },
  );
  // The longest of them stands last in the list, and must not begin when the others are through.
  const waiting = rows.filter(({ waits }) => waits).toReversed();
  const beside = () =>
    lane(waiting, async (fault, again) => {
      const { code, said } = await childSaying(again);
      heading(fault);
      process.stdout.write(said);
      return code === 0;
    });
  await Promise.all([beside(), beside()]);
  process.stdout.write(`faults, seed ${seed}: ${rows.length - failed.length} rows passed, ${failed.length} failed`);
  process.stdout.write(failed.length > 0 ? ` (${failed.join(', ')})\n` : '\n');
  process.exitCode = failed.length > 0 ? 1 : 0;
}

if (values.list) {
  for (const fault of FAULTS)
    process.stdout.write(`${String(fault.row).padStart(3)}  ${fault.what} (${keptIn(fault) ?? 'not there yet'})\n`);
} else if (values.all || values.own) {
  await runEach(FAULTS.filter((fault) => (values.own ? programOf(fault) : keptIn(fault)) !== null));
} else {
  const wanted = values.row.flatMap((list) => list.split(',')).map(Number);
  const rows = wanted.map((row) => FAULTS.find((fault) => fault.row === row) ?? refuse(`there is no row ${row}`));
  if (rows.length === 0) refuse('which row? --row N, --all, --own or --list');
  if (rows.length === 1 && rows[0]) {
    await runRow(rows[0]);
    // What a row left open must not keep the command.
    process.exit();
  }
  await runEach(rows);
}

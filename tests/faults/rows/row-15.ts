/**
 * Row 15: power loss. A process that is killed loses nothing the kernel has; a machine that loses power loses what was
 * not synced. So the process is stopped right after each sync, by a tracer, and the database files are copied: that is
 * what a disk would hold if the power went before the next sync. Whatever was acknowledged by then must be in the copy.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../../bench/children.ts';
import { shop } from '../../crash/shop.ts';
import { until } from '../../rig/until.ts';
import { readData } from '../../support/data-reader.ts';
import { seeded } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { openApp, type AppUnderFault } from '../app-under-fault.ts';
import { notRun, type RowOptions } from '../fault-list.ts';
import { checkStored, storedReferences } from '../stored-webhooks.ts';

const SYNCS = { ci: 60, nightly: 600 };
const ONE_BY_ONE = 40;
/** The app itself makes a sync when it has nothing else to do, too: a recurring job. */
const NEXT_SYNC_MS = 20_000;

interface Copy {
  folder: string;
  /** What had been acknowledged when the next sync began. */
  acknowledged: ReadonlySet<string>;
}

/** Syncs are counted, then each is a moment at which the power goes. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  if (!canTrace()) return notRun('row 15', 'there is no strace on this machine, or it may not trace');
  const app = await openApp();
  try {
    checkConnections(tally);
    await countSyncs(app, tally);
    const copies = await copyAtSyncs(app, SYNCS[size], seed);
    tally.check(`${SYNCS[size]} moments`, copies.length === SYNCS[size], String(copies.length));
    const between = copies.filter(
      ({ acknowledged }, index) => acknowledged.size > (copies[index - 1]?.acknowledged.size ?? 0),
    );
    tally.check(
      'at many of them something was acknowledged since',
      between.length > SYNCS[size] / 20,
      `${between.length}`,
    );
    for (const { folder, acknowledged } of copies) await checkCopy(tally, folder, acknowledged);
    const last = copies.at(-1);
    if (last) await tally.part('the last copy is a shop', () => goOn(app, last, tally));
  } finally {
    await app.child.stop();
  }
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-qq', '-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One place opens the shop's file, and it sets FULL and reads it back. The other is the data folder's lock, which holds nothing. */
function checkConnections(tally: Tally): void {
  const from = ['--', '*.ts', ':!*.test.ts', ':!tests', ':!db/data-folder.ts'];
  const found = execFileSync('git', ['grep', '-lE', 'new (BetterSqlite|DatabaseSync)\\(', ...from], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    encoding: 'utf8',
  });
  tally.check('one file opens databases', found.trim() === 'db/engine/sqlite-file.ts', found);
}

/** Webhooks one after the other: each answer comes after a sync of its own. */
async function countSyncs(app: AppUnderFault, tally: Tally): Promise<void> {
  const log = join(temporaryFolder(), 'syncs');
  const tracer = await trace(app.child.pid, ['-e', 'trace=fdatasync,fsync', '-y', '-o', log]);
  const syncs = () => [...readFileSync(log, 'utf8').matchAll(/(?:fdatasync|fsync)\([^)]*sapa\.sqlite-wal/g)].length;
  let without = 0;
  for (let number = 0; number < ONE_BY_ONE; number += 1) {
    const before = syncs();
    await app.send();
    if (syncs() === before) without += 1;
  }
  const { stop } = tracer;
  await stop();
  process.stdout.write(`${syncs()} syncs of the log for ${ONE_BY_ONE} webhooks\n`);
  tally.check('no answer without a sync before it', without === 0, `${without} of ${ONE_BY_ONE}`);
}

async function copyAtSyncs(app: AppUnderFault, count: number, seed: number): Promise<Copy[]> {
  const random = seeded(seed);
  const { pid } = app.child;
  let over = false;
  const log = join(temporaryFolder(), 'stops');
  const stopAfter = ['-e', 'trace=fdatasync,fsync', '-e', 'inject=fdatasync,fsync:signal=SIGSTOP'];
  const tracer = await trace(pid, [...stopAfter, '-o', log]);
  // A short pid is padded.
  const stopped = new RegExp(`^${pid} +--- stopped by SIGSTOP`, 'gm');
  const stops = () => readFileSync(log, 'utf8').match(stopped)?.length ?? 0;
  const load = Promise.all(
    Array.from({ length: 6 }, async () => {
      while (!over) {
        await app.send();
        await pause(random.between(0, 30));
      }
    }),
  );
  const sale = shop(app.url, app.vendors, { wish: { kind: 'voucher', qty: 1 }, lang: 'en' });
  const copies: Copy[] = [];
  let folder: string | null = null;
  for (let stop = 1; copies.length < count; stop += 1) {
    await until(() => stops() >= stop, NEXT_SYNC_MS);
    if (folder !== null) copies.push({ folder, acknowledged: new Set(app.acknowledged) });
    folder = temporaryFolder();
    for (const name of ['sapa.sqlite', 'sapa.sqlite-wal', 'master.key']) {
      if (existsSync(join(app.folder, name))) copyFileSync(join(app.folder, name), join(folder, name));
    }
    process.kill(pid, 'SIGCONT');
  }
  over = true;
  await tracer.stop();
  process.kill(pid, 'SIGCONT');
  await load;
  await sale;
  return copies;
}

async function checkCopy(tally: Tally, folder: string, acknowledged: ReadonlySet<string>): Promise<void> {
  const check = readData(folder, ({ all }) => all('pragma integrity_check')[0]?.['integrity_check']);
  const kept = new Set((await storedReferences(folder)).references);
  const lost = [...acknowledged].filter((reference) => !kept.has(reference));
  tally.check(
    'a copy is whole and has all that was acknowledged',
    check === 'ok' && lost.length === 0,
    `${check}, lost ${lost.join()}`,
  );
}

/** The app starts on it, and works off what it had acknowledged. */
async function goOn(app: AppUnderFault, { folder, acknowledged }: Copy, tally: Tally): Promise<void> {
  await app.child.stop();
  mkdirSync(join(folder, 'practice'), { mode: 0o700, recursive: true });
  cpSync(join(app.folder, 'practice'), join(folder, 'practice'), { recursive: true });
  const again = await openApp({}, folder, { gateway: false });
  try {
    await until(async () => (await again.child.call<number>('waitingJobs')) === 0, 60_000);
  } finally {
    await again.child.stop();
  }
  await checkStored(tally, acknowledged, folder);
}

/** Runs until `stop`; resolves once every thread is attached. */
async function trace(pid: number, parameters: string[]): Promise<{ stop(): Promise<void> }> {
  const tracer = spawn('strace', ['-f', '-p', String(pid), ...parameters], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  tracer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => {
    if (tracer.exitCode !== null) throw new Error(`strace: ${said}`);
    return /attached/.test(said) && tracerOf(pid) === tracer.pid;
  });
  return {
    async stop() {
      const gone = once(tracer, 'exit');
      tracer.kill('SIGINT');
      await gone;
    },
  };
}

const tracerOf = (pid: number): number =>
  Number(/^TracerPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/**
 * Row 16: other processes at the database file. One that holds the write lock for less than we wait is not noticed by
 * anybody; one that holds it longer costs its askers a 503 and their next try; a backup beside it costs nobody anything;
 * a reader that never lets go keeps the log from being folded in, and the log stays within its bound.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../../bench/children.ts';
import { shop } from '../../crash/shop.ts';
import { until } from '../../rig/until.ts';
import { readData } from '../../support/data-reader.ts';
import { seeded } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { countByStatus, keepSending, openApp, type AppUnderFault } from '../app-under-fault.ts';
import type { RowOptions } from '../fault-list.ts';
import { checkStored } from '../stored-webhooks.ts';

/** `begin immediate` is repeated for ten seconds. */
const BELOW_MS = { ci: [2_000, 6_000], nightly: [500, 2_000, 4_000, 6_000, 8_000] } as const;
const ABOVE_MS = 13_000;
const READER_MS = { ci: 15_000, nightly: 60_000 } as const;
const MAX_WAL_BYTES = 64 * 1024 * 1024;
const BACKUPS = { ci: 5, nightly: 50 } as const;

/** One app, four kinds of company. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const random = seeded(seed);
  const app = await openApp();
  try {
    for (const ms of BELOW_MS[size]) {
      await pause(random.between(0, 500));
      const sent = await beside(app, holds('begin immediate', ms));
      const refused = sent.filter(({ status }) => status !== 200);
      tally.check(`a lock for ${ms} ms: nobody is refused`, refused.length === 0, countByStatus(sent));
    }
    await above(app, tally);
    await backups(app, BACKUPS[size], tally);
    await longReader(app, READER_MS[size], tally);
    await tally.part('a whole sale afterwards', async () => {
      await shop(app.url, app.vendors, { wish: { kind: 'voucher', qty: 1 }, lang: 'en' });
    });
  } finally {
    await app.child.stop();
  }
  const check = readData(app.folder, ({ all }) => all('pragma integrity_check')[0]?.['integrity_check']);
  tally.check('integrity_check', check === 'ok', String(check));
  await checkStored(tally, app.acknowledged, app.folder);
}

/** Opens the file as anybody would, takes what it says and keeps it for a time. */
const holds = (begin: string, ms: number): string => `
  const db = new DatabaseSync(file, { timeout: 30_000 });
  db.exec(${JSON.stringify(begin)});
  db.prepare('select count(*) from webhook_logs').get();
  await new Promise((resolve) => setTimeout(resolve, ${ms}));
  db.exec('rollback');`;

/** Copies the file page by page, as a backup of a running shop does. */
const copies = (target: string): string => `
  const db = new DatabaseSync(file, { timeout: 30_000 });
  await backup(db, ${JSON.stringify(target)}, { rate: 20 });`;

/** Webhooks while another process does its work. */
async function beside(app: AppUnderFault, code: string, rate = { atOnce: 4, gapMs: 20 }) {
  let over = false;
  const other = runOther(join(app.folder, 'sapa.sqlite'), code).finally(() => (over = true));
  const sent = await keepSending(app, () => over, rate);
  await other;
  return sent;
}

async function runOther(file: string, code: string): Promise<void> {
  const whole = `import { backup, DatabaseSync } from 'node:sqlite'; const file = ${JSON.stringify(file)}; ${code}`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', whole], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`the other process ended with ${status}`);
}

async function above(app: AppUnderFault, tally: Tally): Promise<void> {
  const sent = await beside(app, holds('begin immediate', ABOVE_MS));
  const refused = sent.filter(({ status }) => status === 503);
  tally.check('a lock for longer than we wait: some are asked to come again', refused.length > 0, countByStatus(sent));
  const others = sent.filter(({ status }) => status !== 200 && status !== 503);
  tally.check('and nobody is told anything else', others.length === 0, countByStatus(sent));
  for (const { reference } of refused.slice(0, 10)) {
    const again = await app.send(reference);
    tally.check('who comes again is taken', again.status === 200, String(again.status));
  }
  process.stdout.write(`locked for ${ABOVE_MS} ms: ${countByStatus(sent)}\n`);
}

async function backups(app: AppUnderFault, count: number, tally: Tally): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const folder = temporaryFolder();
    const sent = await beside(app, copies(join(folder, 'sapa.sqlite')));
    const refused = sent.filter(({ status }) => status !== 200);
    tally.check('a backup beside: nobody is refused', refused.length === 0, countByStatus(sent));
    const check = readData(folder, ({ all }) => all('pragma integrity_check')[0]?.['integrity_check']);
    tally.check('the backup is whole', check === 'ok', String(check));
  }
}

/** At a busy shop's rate the log stays small while somebody reads; at any rate it is small again afterwards. */
async function longReader(app: AppUnderFault, ms: number, tally: Tally): Promise<void> {
  const bytes = () => statSync(join(app.folder, 'sapa.sqlite-wal')).size;
  const mib = (size: number) => `${(size / 1024 / 1024).toFixed(1)} MiB`;
  const calm = await beside(app, holds('begin', 15_000), { atOnce: 1, gapMs: 40 });
  const busy = bytes();
  const storm = await beside(app, holds('begin', ms), { atOnce: 4, gapMs: 5 });
  const highest = bytes();
  await tally.part('the log shrinks when the reader is gone', () =>
    until(async () => {
      await app.send();
      return bytes() < MAX_WAL_BYTES;
    }),
  );
  process.stdout.write(
    `read for 15 s: ${countByStatus(calm)}, log ${mib(busy)}; read for ${ms / 1000} s in a storm: ` +
      `${countByStatus(storm)}, log ${mib(highest)}, then ${mib(bytes())}\n`,
  );
  const refused = [...calm, ...storm].filter(({ status }) => status !== 200);
  tally.check('a long reader: nobody is refused', refused.length === 0, countByStatus(refused));
  tally.check('the log stays below 64 MiB', busy < MAX_WAL_BYTES, mib(busy));
}

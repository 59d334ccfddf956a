/**
 * `./sapa backup` and `./sapa restore` as processes, killed without warning in the middle: nothing is left that could be
 * taken for a backup or a shop, and the next try works.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { plainEnv, sapa, SAPA } from '../bot/cli/testing.ts';
import { newOrder } from './contract/stores/fixtures.ts';
import { dataFolder } from '../db/data-folder.ts';
import { openMemory } from '../db/open.ts';
import { systemClock, testIds } from '../db/testing.ts';
import { overPostgres } from './support/postgres.ts';
import { until } from './rig/until.ts';

const ORDERS = 6_000;
const MASTER_KEY = randomBytes(32);
const KEY = MASTER_KEY.toString('base64');

let root: string;
let backups: string;
let env: Record<string, string>;

/** A shop large enough that a process can be caught in the middle. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sapa-killed-'));
  backups = join(root, 'backups');
  mkdirSync(backups);
  env = { SAPA_DATA: join(root, 'data'), SAPA_KEY: KEY };
  const { database: path } = dataFolder(join(root, 'data'));
  const memory = await openMemory({ path, masterKey: MASTER_KEY, clock: systemClock, ids: testIds });
  const tokenSealed = () => randomBytes(1_500).toString('base64url');
  for (let n = 0; n < ORDERS; n += 500) {
    await memory.uow.run('fill', async (stores) => {
      for (let k = 0; k < 500; k += 1)
        await stores.orders.insert(newOrder(testIds, { tokenSealed: tokenSealed() }), []);
    });
  }
  await memory.close();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts it, waits until it is in the middle of something, and kills it. */
async function killed(args: string[], own: Record<string, string>, isThere: () => boolean | Promise<boolean>) {
  const child = spawn(SAPA, args, { env: plainEnv(own), stdio: 'ignore' });
  const gone = once(child, 'exit');
  await until(() => child.exitCode !== null || isThere(), 30_000);
  child.kill('SIGKILL');
  await gone;
  expect(child.exitCode, 'it was through before it could be killed').toBeNull();
}

const largest = (folder: string, name: RegExp): number =>
  existsSync(folder)
    ? Math.max(
        0,
        ...readdirSync(folder)
          .filter((one) => name.test(one))
          // Journals come and go between the list and the look.
          .map((one) => statSync(join(folder, one), { throwIfNoEntry: false })?.size ?? 0),
      )
    : 0;

test('a backup that is killed leaves no file with a backup’s name', { timeout: 120_000 }, async () => {
  const to = join(backups, 'killed.backup');
  await killed(['backup', '--to', to], env, () => largest(backups, /partial$/) > 500_000);
  expect(existsSync(to)).toBe(false);
  const again = await sapa(['backup', '--to', to], { env });
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toContain('opened and checked');
  expect(statSync(to).size).toBeGreaterThan(5_000_000);
});

test(
  'a restore that is killed leaves the folder without a shop, or with the one that was there',
  { timeout: 120_000 },
  async () => {
    const from = join(backups, 'whole.backup');
    expect(await sapa(['backup', '--to', from], { env })).toMatchObject({ code: 0 });
    const folder = join(root, 'new');
    const there = { SAPA_DATA: folder, SAPA_KEY: KEY };
    const filling = () => largest(folder, /restoring/) > 1_000_000;
    await killed(['restore', from], there, filling);
    expect(existsSync(join(folder, 'sapa.sqlite'))).toBe(false);
    expect(await sapa(['doctor'], { env: there })).toMatchObject({ code: 0 });
    const done = await sapa(['restore', from], { env: there });
    expect(done).toMatchObject({ code: 0 });
    expect(done.stderr).toContain('every row compared');
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);

    const before = readFileSync(join(folder, 'sapa.sqlite'));
    await killed(['restore', from, '--replace'], there, filling);
    expect(readFileSync(join(folder, 'sapa.sqlite')).equals(before)).toBe(true);
    expect(await sapa(['ledger:verify'], { env: there })).toMatchObject({ code: 0 });
    expect(await sapa(['restore', from], { env: there })).toMatchObject({ code: 1 });
  },
);

overPostgres('a restore that is killed', (bed) => {
  test('leaves the database as it was', { timeout: 120_000 }, async () => {
    const from = join(backups, 'server.backup');
    expect(await sapa(['backup', '--to', from], { env })).toMatchObject({ code: 0 });
    const url = await bed.create('blank');
    const there = { SAPA_DATA: join(root, 'third'), SAPA_KEY: KEY, DATABASE_URL: url };
    const name = new URL(url).pathname.slice(1);
    const atWork = `select 1 from pg_stat_activity where datname = '${name}' and query like 'insert into "orders"%'`;
    await killed(['restore', from], there, async () => (await bed.administer(atWork)).length > 0);
    const tables = `select 1 from pg_tables where schemaname = 'public'`;
    expect(await bed.administer(tables, url)).toEqual([]);
    // The server notices the end of a connection after a moment.
    await until(async () => (await sapa(['restore', from], { env: there })).code === 0, 60_000);
    const [count] = await bed.administer('select count(*)::int as n from orders', url);
    expect(count).toEqual({ n: ORDERS });
  });
});

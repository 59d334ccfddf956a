/**
 * `./sapa start` where it cannot begin: one line that says why, an exit code, and nothing half done.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Client } from 'pg';
import { sapa, tempFolder } from '../bot/cli/testing.ts';
import { appProcess } from './support/app-process.ts';
import { freshShop } from './cli/fresh-shop.ts';
import { demandRedis, startRedis } from './rig/redis-server.ts';
import { until } from './rig/until.ts';
import { overPostgres } from './support/postgres.ts';

const TIMEOUT = { timeout: 60_000 };

/** The one line it said. */
async function refused(env: Record<string, string>, code = 1): Promise<string> {
  const ran = await sapa(['start'], { env: { PORT: '0', ...env } });
  expect(ran).toMatchObject({ code, stdout: '' });
  const lines = ran.stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  expect(lines).toHaveLength(1);
  expect(ran.stderr).not.toMatch(/is running (?:in|as)|\n\s+at /);
  return lines[0] ?? '';
}

/** It serves and stops cleanly; what it said. */
async function startsWith(env: Record<string, string>): Promise<string> {
  const app = await appProcess(env, env['SAPA_DATA']);
  try {
    await app.start();
    await until(() => app.said().includes('Sapa is running'));
    expect(await app.stop()).toMatchObject({ code: 0 });
    return app.said();
  } finally {
    await app.discard();
  }
}

const keyIn = (folder: string): boolean => existsSync(join(folder, 'master.key'));

describe('a wrong address', () => {
  test.each([
    ['DATABASE_URL', 'mysql://localhost/shop', 'must look like postgres://'],
    ['DATABASE_URL', 'shop', 'must look like postgres://'],
    ['REDIS_URL', 'http://localhost:6379', 'must look like redis://'],
  ])('%s=%s is refused as such', TIMEOUT, async (name, value, words) => {
    const folder = join(tempFolder(), 'data');
    expect(await refused({ SAPA_DATA: folder, [name]: value }, 2)).toContain(`sapa: ${name}: ${words}`);
    expect(existsSync(folder)).toBe(false);
  });

  test('a database server that is not there, or does not answer', TIMEOUT, async () => {
    const folder = join(tempFolder(), 'data');
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const url = (at: number) => `postgres://shop:s3cret@127.0.0.1:${at}/shop`;
    const nobody = await refused({ SAPA_DATA: folder, DATABASE_URL: url(1) });
    expect(nobody).toBe('sapa: the database shop at 127.0.0.1:1 cannot be reached (ECONNREFUSED); is it running?');
    const mute = await refused({ SAPA_DATA: folder, DATABASE_URL: url(port) });
    expect(mute).toContain('cannot be reached (no answer)');
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const foreign = await refused({ SAPA_DATA: folder, DATABASE_URL: url((other.address() as { port: number }).port) });
    expect(foreign).toMatch(/^sapa: the database shop at 127\.0\.0\.1:\d+ .*is it a PostgreSQL server\?$/);
    expect(nobody + mute).not.toContain('s3cret');
    expect(keyIn(folder)).toBe(false);
  });
});

describe('a database of another version or another place', () => {
  test('a file of a newer version', TIMEOUT, async () => {
    const { env, spoil } = await freshShop();
    spoil(`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`);
    expect(await refused(env)).toMatch(/^sapa: this database was written by a newer version .*9999_later/);
  });

  test('a file somebody is changing for too long', TIMEOUT, async () => {
    const { env, folder } = await freshShop();
    const other = new DatabaseSync(join(folder, 'sapa.sqlite'));
    other.exec('begin immediate');
    expect(await refused(env)).toContain('another process has been changing this database for too long');
    other.close();
    expect(await sapa(['doctor'], { env })).toMatchObject({ code: 0 });
  });

  test('a shop whose master key is gone gets no new one in its place', TIMEOUT, async () => {
    const { env, folder } = await freshShop();
    rmSync(join(folder, 'master.key'));
    expect(await refused(env)).toContain('is missing; put it back, or set SAPA_KEY');
    expect(keyIn(folder)).toBe(false);
  });
});

overPostgres('starting', (bed) => {
  test('no such database, a newer version, and one that is being migrated', TIMEOUT, async () => {
    const url = await bed.create();
    const env = { SAPA_DATA: join(tempFolder(), 'data'), DATABASE_URL: url };
    const absent = new URL(url);
    absent.pathname = '/no_such_shop';
    expect(await refused({ ...env, DATABASE_URL: absent.href })).toContain('database "no_such_shop" does not exist');

    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock($1, 1)', [0x53415041]);
    const from = performance.now();
    const waited = await refused({ ...env, SAPA_SET_migrationWaitMs: '1500' });
    expect(waited).toContain('another process has been changing this database for too long');
    expect(performance.now() - from).toBeGreaterThan(1_500);
    await other.query('rollback');
    await other.query(`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`);
    expect(await refused(env)).toMatch(/written by a newer version .*9999_later/);
    await other.end();
    expect(keyIn(env.SAPA_DATA)).toBe(false);
    expect(await bed.administer('select count(*)::int as n from businesses', url)).toEqual([{ n: 0 }]);
  });

  test('the file a shop has moved away from, until its owner says so', TIMEOUT, async () => {
    const { env } = await freshShop();
    const url = await bed.create('blank');
    expect(await sapa(['db:move', '--to', url], { env })).toMatchObject({ code: 0 });
    const line = await refused(env);
    expect(line).toMatch(/^sapa: this shop was moved to the database sapa_test_\w+ at .*: start with its DATABASE_URL/);
    expect(await sapa(['orders:show', 'ABCDEF'], { env })).toMatchObject({ code: 1 });
    expect((await sapa(['backup'], { env })).stderr).toContain('this shop was moved to');
    await startsWith({ ...env, DATABASE_URL: url });
    expect(await sapa(['db:move', '--back'], { env })).toMatchObject({ code: 0 });
    expect(await sapa(['db:move', '--back'], { env })).toMatchObject({ code: 1 });
    expect(await sapa(['doctor'], { env })).toMatchObject({ code: 0 });
  });
});

describe.runIf(demandRedis('starting beside an unfit Redis'))('a Redis that will not do', () => {
  test('one that evicts is refused; one that is away is said and done without', TIMEOUT, async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    onTestFinished(() => redis.stop());
    const { env } = await freshShop();
    const line = await refused({ ...env, REDIS_URL: redis.url });
    expect(line).toBe(
      'sapa: Redis would throw jobs away when it is full (maxmemory-policy allkeys-lru); set maxmemory-policy noeviction',
    );
    await redis.kill();
    const said = await startsWith({ ...env, REDIS_URL: redis.url });
    expect(said).toContain('Redis cannot be reached; jobs are taken from the table until it can');
  });
});

/** A disk of its own, so small that it can be filled; only root may have one. */
function smallDisk(): string | null {
  const disk = join(tempFolder(), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    process.stderr.write('NOT RUN, no small disk can be mounted here: starting on a full disk\n');
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

test('a full disk, at every stage of a first start; with room again it starts', { timeout: 120_000 }, async () => {
  const disk = smallDisk();
  if (disk === null) return;
  const data = join(disk, 'data');
  const filler = join(disk, 'filler');
  for (const freeKb of [0, 8, 60, 300, 1_000]) {
    rmSync(data, { recursive: true, force: true });
    rmSync(filler, { force: true });
    writeFileSync(filler, Buffer.alloc((6 * 1024 - freeKb) * 1024));
    expect(await refused({ SAPA_DATA: data }), `${freeKb} KiB free`).toContain('no room left on the disk of ');
  }
  expect(readdirSync(data)).toContain('master.key');
  rmSync(filler);
  await startsWith({ SAPA_DATA: data });
});

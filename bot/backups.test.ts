/** The daily backup: made, kept so many, and the owner told once a day when none could be made. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsWith } from '../commerce/settings.ts';
import { openTestCore, type TestCore } from '../tests/support/core.ts';
import { createBackups, type Backups } from './backups.ts';

const DAY = 24 * 60 * 60_000;

let root: string;
let folder: string;
let shop: TestCore;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sapa-daily-'));
  folder = join(root, 'backups');
  shop = await openTestCore();
});
afterAll(async () => {
  await shop.close();
  rmSync(root, { recursive: true, force: true });
});

const backups = (backupFolder: string | null = folder, url: string | null = null): Backups =>
  createBackups({
    core: shop.core,
    config: { backupFolder, backupKey: null, settings: settingsWith({ backupsKept: 2 }) },
    place: { path: shop.db.path, url },
    masterKey: () => shop.db.masterKey,
  });

const alertsOf = async () => (await shop.alerts()).filter((key) => key === 'alert-backup-failed').length;

test('a folder that is not there is never made: the owner hears of it once a day, and it is tried again', async () => {
  const daily = backups();
  expect(await daily.make()).toEqual({ againAt: expect.closeTo(shop.now() + 60 * 60_000, -4) });
  await daily.make();
  expect(readdirSync(root)).toEqual([]);
  expect(await alertsOf()).toBe(1);
  await shop.skip(DAY);
  await daily.make();
  expect(await alertsOf()).toBe(2);
  expect(await shop.core.uow.read.admin.settings.get('backup.last')).toBeNull();
});

test('the last ones are kept, other people’s files are left alone, old unfinished ones go', async () => {
  mkdirSync(folder);
  const unfinished = join(folder, 'sapa-20200101-000000.backup.77.partial');
  for (const name of ['notes.txt', 'sapa-before-upgrade.backup']) writeFileSync(join(folder, name), 'mine');
  writeFileSync(unfinished, 'half');
  utimesSync(unfinished, 1, 1);
  const daily = backups();
  for (let day = 0; day < 3; day += 1) {
    const next = await daily.make();
    expect(next).toEqual({ againAt: expect.closeTo(shop.now() + DAY, -4) });
    await shop.skip(DAY);
  }
  const names = readdirSync(folder).sort();
  expect(names.filter((name) => /^sapa-\d{8}-\d{6}\.backup$/.test(name))).toHaveLength(2);
  expect(names).toHaveLength(4);
  expect(names).toContain('notes.txt');
  const last = JSON.parse((await shop.core.uow.read.admin.settings.get('backup.last')) ?? '{}') as { file: string };
  expect(join(folder, names.findLast((name) => /\d{6}\.backup$/.test(name)) ?? '')).toBe(last.file);
});

test('a process that stops leaves it to the next one, without alarm', async () => {
  const before = [readdirSync(folder), await alertsOf()];
  const daily = backups();
  daily.stop();
  expect(await daily.make()).toEqual({ againAt: expect.closeTo(shop.now(), -4) });
  expect([readdirSync(folder), await alertsOf()]).toEqual(before);
  const begun = backups();
  const making = begun.make();
  begun.stop();
  expect(await making).toEqual({ againAt: expect.closeTo(shop.now(), -4) });
  expect([readdirSync(folder), await alertsOf()]).toEqual(before);
});

test('a setting taken away ends it; one worker of several without it is told of', async () => {
  const before = await alertsOf();
  expect(await backups(null).make()).toBeUndefined();
  expect(await alertsOf()).toBe(before);
  expect(await backups(null, 'postgres://somewhere/shop').make()).toBeUndefined();
  expect(await alertsOf()).toBe(before + 1);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFolder, DataFolderInUse, lockDataFolder } from './data-folder.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'sapa-folder-')), 'data');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const refused = (): DataFolderInUse => {
  try {
    lockDataFolder(folder).release();
  } catch (error) {
    if (error instanceof DataFolderInUse) return error;
    throw error;
  }
  throw new Error('the lock was free');
};

/** Another process that takes the lock, says so, and stays. */
async function holder() {
  const script = `
    import { lockDataFolder } from ${JSON.stringify(new URL('data-folder.ts', import.meta.url).href)};
    lockDataFolder(${JSON.stringify(folder)});
    console.log('locked');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('the folder is made for its owner only', () => {
  const { database, masterKey } = dataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect([database, masterKey].every((path) => path.startsWith(folder))).toBe(true);
});

test('one app at a time; the second is told who has it; released it is free', () => {
  const lock = lockDataFolder(folder);
  const error = refused();
  expect(error.pid).toBe(process.pid);
  expect(error.message).toContain(`process ${process.pid}`);
  refused();
  lock.release();
  lockDataFolder(folder).release();
});

test('the lock of another process holds, and ends with it even when it is killed', async () => {
  const child = await holder();
  try {
    expect(refused().pid).toBe(child.pid);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  lockDataFolder(folder).release();
});

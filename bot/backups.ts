/**
 * The `backup.make` job: a backup every day where a folder is set, the last few kept, and the owner told when none could
 * be made. It never makes the folder: one that is missing is a disk that is not mounted.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Core } from '../commerce/core.ts';
import { tellOwner } from '../commerce/notices/send.ts';
import type { JobVerdict } from '../commerce/ports/jobs.ts';
import { text } from '../commerce/ports/screen.ts';
import { readMode } from '../commerce/provider/mode.ts';
import { LAST_BACKUP, type LastBackup } from '../db/backup/last.ts';
import type { Place } from '../db/backup/snapshot.ts';
import { backupName } from '../db/backup/name.ts';
import type { BackupMade, BackupOptions } from '../db/backup/write.ts';
import type { Config } from './config.ts';

export interface BackupDeps {
  core: Core;
  config: Pick<Config, 'backupFolder' | 'backupKey' | 'settings'>;
  place: Place;
  masterKey: () => Buffer;
}

export interface Backups {
  make(): Promise<JobVerdict>;
  /** Breaks off the one under way; the next process makes it. */
  stop(): void;
}

const AGAIN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const OURS = /^sapa-\d{8}-\d{6}\.backup$/;
const UNFINISHED = /^sapa-\d{8}-\d{6}\.backup\.\d+\.partial$/;

export function createBackups(deps: BackupDeps): Backups {
  const { core, config } = deps;
  const stopping = new AbortController();
  return {
    async make() {
      const folder = config.backupFolder;
      if (folder === null) return endWithoutFolder(deps);
      try {
        await makeOne(deps, folder, stopping.signal);
        return { againAt: core.clock.now() + config.settings.backupEveryMs };
      } catch (error) {
        if (stopping.signal.aborted) return { againAt: core.clock.now() };
        const why = (error instanceof Error ? error.message : String(error)).slice(0, 200);
        await alertOwner(core, why);
        return { againAt: core.clock.now() + AGAIN_MS };
      }
    },
    stop: () => stopping.abort(),
  };
}

async function makeOne({ core, config, place, masterKey }: BackupDeps, folder: string, signal: AbortSignal) {
  signal.throwIfAborted();
  const now = core.clock.now();
  const file = join(folder, backupName(now));
  const keys = { masterKey: masterKey(), passphrase: config.backupKey };
  const { bytes, rows } = await inThread({ place, keys, to: file, now }, signal);
  const last: LastBackup = { at: now, file, bytes };
  await core.uow.run('backup.made', (stores) => stores.admin.settings.set(LAST_BACKUP, JSON.stringify(last)));
  core.log.info({ file, bytes, rows }, 'backup made');
  await forgetOld(folder, Math.max(1, config.settings.backupsKept));
}

function inThread(options: BackupOptions, signal: AbortSignal): Promise<BackupMade> {
  const thread = new Worker(new URL('./backup-thread.ts', import.meta.url), { workerData: options });
  signal.addEventListener('abort', () => thread.postMessage('stop', []), { once: true });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the backup ended by itself (${code})`)));
  });
}

/** One process: the owner took the setting away. Several: this worker lacks what another has. */
async function endWithoutFolder({ core, place }: BackupDeps): Promise<void> {
  if (place.url === null) return;
  await alertOwner(core, 'SAPA_BACKUP_DIR is not set for every worker');
}

async function alertOwner(core: Core, error: string): Promise<void> {
  core.log.error({ error }, 'no backup could be made');
  const { environment } = await readMode(core.uow.read);
  const day = new Date(core.clock.now()).toISOString().slice(0, 10);
  await core.uow.run('backup.failed', (stores) =>
    tellOwner(core, stores, environment, `backup-failed:${day}`, { lines: [text('alert-backup-failed', { error })] }),
  );
}

/** Only files with names as we give them; what a killed process left is a day old before it goes. */
async function forgetOld(folder: string, kept: number): Promise<void> {
  const names = await readdir(folder);
  const old = names
    .filter((name) => OURS.test(name))
    .sort()
    .slice(0, -kept);
  for (const name of old) await rm(join(folder, name), { force: true });
  for (const name of names.filter((one) => UNFINISHED.test(one))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}

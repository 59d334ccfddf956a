/** The machine and the data folder, as far as they can be judged without opening the database. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { DataFolderInUse, lockDataFolder } from '../../../db/data-folder.ts';
import { broken, fine, todo, type Finding } from './finding.ts';

const NODE_MAJOR = 24;
const LITTLE_ROOM_MIB = 200;

export function nodeFinding(version: string): Finding {
  const major = Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
  if (major >= NODE_MAJOR) return fine('node', version);
  return broken('node', `${version} is older than ${NODE_MAJOR}`, 'npm install, then start with ./sapa or npm start');
}

/** Looks, makes nothing. */
export function folderFindings(config: Config): Finding[] {
  const path = config.dataFolder;
  if (!existsSync(path)) return [todo('data', `${path} is not there yet`, './sapa start makes it')];
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [broken('data', `${path} cannot be written`, 'give this user the rights, or set SAPA_DATA')];
  }
  const { bavail, bsize } = statfsSync(path);
  const roomMib = Math.floor((bavail * bsize) / 1024 / 1024);
  const room = `${path} (${roomMib} MiB free)`;
  return [roomMib < LITTLE_ROOM_MIB ? broken('data', room, 'make room on the disk') : fine('data', room)];
}

/** Takes the folder's lock for a moment, which nobody holds exactly when no app runs. */
export function appFinding(config: Config): Finding {
  if (!existsSync(join(config.dataFolder, 'app.lock'))) return todo('app', 'never started here', './sapa start');
  try {
    lockDataFolder(config.dataFolder).release();
    return todo('app', 'not running', './sapa start');
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) return broken('app', `cannot tell: ${String(error)}`);
    return fine('app', error.pid === null ? 'running' : `running (process ${error.pid})`);
  }
}

export function surroundings(config: Config): Finding[] {
  const address = config.publicUrl;
  return [
    address === null
      ? todo('address', 'no public address; payments are polled instead', 'set PUBLIC_URL=https://… for webhooks')
      : address.startsWith('https:')
        ? fine('address', address)
        : todo('address', `${address} is not encrypted`, 'most vendors only call https addresses'),
    config.telegramToken === null
      ? todo('telegram', 'no bot token in this environment', '@BotFather, /newbot, then TELEGRAM_BOT_TOKEN=…')
      : fine('telegram', 'bot token is set in this environment'),
    keyFinding(config),
  ];
}

function keyFinding(config: Config): Finding {
  if (config.sapaKey !== undefined) return fine('key', 'master key from SAPA_KEY');
  const file = join(config.dataFolder, 'master.key');
  if (!existsSync(file)) return todo('key', 'no master key yet', 'the first start makes one; or set SAPA_KEY');
  return fine('key', `master key in ${file}; keep it out of backups`);
}

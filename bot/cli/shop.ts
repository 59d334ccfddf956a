/**
 * Opens the shop's memory for one command, beside a running app or without one. It takes no lock, starts nothing and
 * makes no data folder: what a command adds as a job is done by the app, at once or when it starts again.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPinHasher } from '../../adapters/pin/argon2id.ts';
import { createRegistry } from '../../adapters/registry.ts';
import { createSheets } from '../../adapters/sheets/sheets.ts';
import { createHttpClient } from '../../adapters/wire/http.ts';
import type { Commerce } from '../../commerce/app.ts';
import { createCommerce } from '../../commerce/bind.ts';
import type { Core } from '../../commerce/core.ts';
import type { Environment } from '../../commerce/environment.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { ensureBusiness } from '../../commerce/setup/first-run.ts';
import { createMessages, type Messages } from '../../conversations/messages/render.ts';
import { dataFolder } from '../../db/data-folder.ts';
import {
  BadDatabaseUrl,
  DatabaseBroken,
  DatabaseBusy,
  DatabaseFull,
  DatabaseLost,
  DatabaseMigrating,
  DatabaseRefused,
  DatabaseUnreachable,
  SchemaTooNew,
} from '../../db/errors.ts';
import { BadMasterKey, masterKey } from '../../db/master-key.ts';
import { ShopElsewhere } from '../../db/move-model.ts';
import { openMemory, type Memory } from '../../db/open.ts';
import { WrongMasterKey } from '../../db/vault.ts';
import type { Config } from '../config.ts';
import { APP_URL } from '../app-url.ts';
import { createLogSink } from '../log-sink.ts';
import { createLog } from '../log.ts';
import { createIds, systemClock } from '../runtime.ts';
import { CommandFailed } from './command.ts';
import type { CommandIo } from './command.ts';
import { configOrLines } from './config.ts';
import { openPresets } from './presets.ts';

export interface Shop {
  config: Config;
  memory: Memory;
  core: Core;
  commerce: Commerce;
  /** The person at the machine: acts as the owner, in an environment or the one the shop sells in now. */
  actor: (environment?: Environment) => Promise<Actor>;
  close(): Promise<void>;
}

/**
 * Files of a data folder that was used before; says in the thrown line what to do when there is none. A shop on Postgres
 * has only its master key there, if that.
 */
export function existingFolder(config: Config): { database: string; masterKey: string } {
  const database = join(config.dataFolder, 'sapa.sqlite');
  if (config.databaseUrl === null && !existsSync(database)) {
    throw new CommandFailed(
      `there is no shop in ${config.dataFolder} yet; run ./sapa start once, or set SAPA_DATA to the folder it uses`,
    );
  }
  const folder = dataFolder(config.dataFolder);
  if (!config.sapaKey && !existsSync(folder.masterKey)) {
    throw new CommandFailed(`the master key ${folder.masterKey} is missing; put it back, or set SAPA_KEY`);
  }
  return folder;
}

/** Throws CommandFailed with one line when the folder or its database cannot be used. */
export async function openShop(config: Config, env: CommandIo['env']): Promise<Shop> {
  const log = createLog(env['LOG_LEVEL'] ? config.logLevel : 'error');
  const ids = createIds();
  const memory = await openExisting(config, ids);
  const http = createHttpClient();
  const sink = createLogSink(memory.uow, log);
  let messages: Messages | undefined;
  const core: Core = {
    uow: memory.uow,
    clock: systemClock,
    ids,
    log,
    vault: memory.vault,
    pins: createPinHasher(),
    registry: createRegistry({
      http: http.request,
      vault: memory.vault,
      clock: systemClock,
      ids,
      logSink: (row) => sink.write(row),
    }),
    presets: openPresets(),
    sheets: createSheets((sentence, lang) => (messages ??= createMessages({ log })).text(sentence, lang)),
    settings: config.settings,
    publicUrl: (await memory.uow.read.admin.settings.get(APP_URL)) ?? addressOf(config),
  };
  const commerce = createCommerce(core);
  await ensureBusiness(core, config.businessName);
  return {
    config,
    memory,
    core,
    commerce,
    async actor(environment) {
      const lang = languageOf(env);
      const now = environment ?? (await commerce.mode()).environment;
      return { personId: null, chatId: null, roles: ['owner'], via: 'cli', environment: now, lang };
    },
    async close() {
      await sink.flush();
      await http.close();
      await memory.close();
    },
  };
}

/** Opens, works and closes, whatever happens. Wrong settings end with exit code 2. */
export async function withShop(io: CommandIo, work: (shop: Shop) => Promise<number>): Promise<number> {
  const config = configOrLines(io);
  if (!config) return 2;
  const shop = await openShop(config, io.env);
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}

async function openExisting(config: Config, ids: ReturnType<typeof createIds>): Promise<Memory> {
  const folder = existingFolder(config);
  try {
    const key = masterKey(config.sapaKey, folder.masterKey);
    return await openMemory({
      path: folder.database,
      url: config.databaseUrl ?? undefined,
      poolSize: 2,
      masterKey: key,
      clock: systemClock,
      ids,
    });
  } catch (error) {
    throw knownTrouble(error) ? new CommandFailed(error.message, { cause: error }) : error;
  }
}

const KNOWN = [
  BadMasterKey,
  ShopElsewhere,
  WrongMasterKey,
  SchemaTooNew,
  BadDatabaseUrl,
  DatabaseBusy,
  DatabaseBroken,
  DatabaseFull,
  DatabaseLost,
  DatabaseMigrating,
  DatabaseRefused,
  DatabaseUnreachable,
];

/** Whether the error's message says all a person needs. */
export const knownTrouble = (error: unknown): error is Error => KNOWN.some((kind) => error instanceof kind);

const languageOf = (env: CommandIo['env']): 'id' | 'en' =>
  /^id\b|^id_/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'id' : 'en';

/** Where links lead that this command may cause to be sent. */
const addressOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

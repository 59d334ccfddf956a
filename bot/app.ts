/**
 * Starting and stopping the composed app in one process. Start takes the data folder, brings up the practice vendors if
 * the shop practises, frees what a killed predecessor left leased, and only then serves. Stop takes nothing new, lets
 * running work end, and leaves the rest to the rows.
 */
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { ensureBusiness } from '../commerce/setup/first-run.ts';
import type { Clock, Ids, Log, StepHook } from '../commerce/ports/runtime.ts';
import { DataFolderInUse, dataFolder, lockDataFolder } from '../db/data-folder.ts';
import { APP_URL } from './app-url.ts';
import { compose, isShared, ownChannels, type ComposeOptions, type Parts } from './compose.ts';
import type { Config } from './config.ts';
import { crashHook } from './crash-hook.ts';
import { openDoors } from './http/doors.ts';
import { createServer } from './http/server.ts';
import { createStatusServer } from './http/status-server.ts';
import { telegramWebhook } from './http/telegram-webhook.ts';
import { createPracticeControl, type PracticeControl } from './practice/control.ts';
import { dutiesOf } from './roles.ts';
import { startSandboxProcess } from './practice/sandbox-process.ts';
import { seedPractice } from './practice/seed.ts';

export interface StartOptions {
  config: Config;
  clock: Clock;
  ids: Ids;
  log: Log;
  hook?: StepHook;
  presetsFolder?: string;
  channels?: ComposeOptions['channels'];
  /** False for the terminal chat, which needs no HTTP side. */
  listen?: boolean;
}

export interface App extends Parts {
  /** Where the web chat is; also where links in messages lead. */
  url: string;
  practice: boolean;
  bank: PracticeControl | null;
  stop(): Promise<void>;
}

const DRAIN_MS = 8_000;

export async function startApp(options: StartOptions): Promise<App> {
  const { config, log } = options;
  const lock = takeFolder(config);
  const undo: (() => Promise<unknown>)[] = [async () => lock?.release()];
  try {
    return await bringUp(options, lock !== null, undo);
  } catch (error) {
    for (const step of undo.toReversed())
      await step().catch((failure: unknown) => log.warn({ error: String(failure) }, 'clean-up failed'));
    throw error;
  }
}

/**
 * On SQLite the folder is the shop and one app has it, or DataFolderInUse is thrown. On Postgres several may share it;
 * who has the lock plays the practice vendors, whose state lies there.
 */
function takeFolder(config: Config): ReturnType<typeof lockDataFolder> | null {
  if (config.databaseUrl === null) return lockDataFolder(config.dataFolder);
  if (!dutiesOf(config.role).http) return null;
  try {
    return lockDataFolder(config.dataFolder);
  } catch (error) {
    if (error instanceof DataFolderInUse) return null;
    throw error;
  }
}

async function bringUp(options: StartOptions, hasFolder: boolean, undo: (() => Promise<unknown>)[]): Promise<App> {
  const { config } = options;
  const duties = dutiesOf(config.role);
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const parts = await compose({ ...options, hook: options.hook ?? crashHook(config.crashAt), publicUrl: url });
  undo.push(() => parts.close());
  undo.push(followKeyChange(parts));
  await ensureBusiness(parts.core, config.businessName);
  const { practice } = await parts.commerce.mode();
  if (!practice) refuseTestTools(config);
  const bank = practice && hasFolder ? await startPractice(options, parts, `http://127.0.0.1:${port}`, undo) : null;
  await takeOver(parts);
  const server = serverOf(parts, { bank, url });
  undo.push(() => server.close());
  if (duties.http && (options.listen ?? true)) await openDoors(server, { host: config.host, port });
  await serveStatus(parts, undo);
  const channels = [...ownChannels(config, parts.channels).values()];
  for (const channel of channels) await channel.start();
  parts.dispatcher.start();
  if (duties.chats) parts.worker.start();
  await parts.runner.start();
  const stop = once(async () => {
    parts.backups.stop();
    for (const channel of channels) await channel.stop();
    await Promise.all([server.close(), parts.worker.drain(DRAIN_MS), parts.runner.drain(DRAIN_MS)]);
    await parts.dispatcher.drain(DRAIN_MS);
    for (const step of undo.toReversed()) await step();
  });
  return { ...parts, url, practice, bank, stop };
}

/** Ends with what it gives. A look that failed is made again by the next. */
function followKeyChange({ memory, core }: Parts): () => Promise<void> {
  const look = () => {
    memory.vault
      .followChange()
      .catch((error: unknown) => core.log.warn({ error: String(error) }, 'could not look for a new master key'));
  };
  const timer = setInterval(look, core.settings.keyFollowMs).unref();
  return async () => clearInterval(timer);
}

/** For roles that serve nothing else; the others answer the same on their own port. */
async function serveStatus(parts: Parts, undo: (() => Promise<unknown>)[]): Promise<void> {
  const { role, statusPort } = parts.config;
  if (statusPort === null || dutiesOf(role).http) return;
  const server = createStatusServer({ ...parts, ...parts.core });
  undo.push(() => server.close());
  await server.listen({ host: '127.0.0.1', port: statusPort });
}

function serverOf(parts: Parts, { bank, url }: Pick<App, 'bank' | 'url'>): ReturnType<typeof createServer> {
  const { telegram, core } = parts;
  return createServer({
    ...parts,
    ...core,
    bank,
    queues: parts.runner.queues,
    mode: () => parts.commerce.mode(),
    publicUrl: url,
    trustProxy: parts.config.trustProxy,
    plugins: telegram?.webhook
      ? [parts.webhooks, telegramWebhook(telegram.webhook, parts.gates.webhooks, core.log)]
      : [parts.webhooks],
  });
}

/** A shop with real money must not run with a tool that ends it on purpose or lets others move its vendors. */
function refuseTestTools({ crashAt, sandboxToken }: Config): void {
  if (crashAt !== null || sandboxToken !== null)
    throw new Error('CRASH_AT and SAPA_SANDBOX_TOKEN are for practice mode; this shop has a real provider');
}

/**
 * Rows a killed predecessor held are free again where the data folder's lock says nobody else is at work; on a shared
 * database their leases run out.
 */
async function takeOver({ core, memory, config }: Parts): Promise<void> {
  await core.uow.run('start.take-over', async (stores) => {
    const now = core.clock.now();
    if (!isShared(memory)) {
      await stores.jobs.releaseAbandoned(now);
      await stores.chats.releaseAbandoned();
      await stores.outgoing.releaseAbandoned(now);
      await stores.leases.releaseAbandoned();
    }
    if (dutiesOf(config.role).http) await stores.admin.settings.set(APP_URL, core.publicUrl);
    await stores.jobs.add({ name: 'chat.sweep', payload: {}, dedupeKey: 'chat.sweep' }, now);
    await stores.jobs.add({ name: 'daily.upkeep', payload: {}, dedupeKey: 'daily.upkeep' }, now);
    await stores.jobs.add({ name: 'retention.clear', payload: {}, dedupeKey: 'retention.clear' }, now);
    await stores.jobs.add({ name: 'supplier.rounds', payload: {}, dedupeKey: 'supplier.rounds' }, now);
    if (core.settings.briefHour < 24)
      await stores.jobs.add({ name: 'brief.send', payload: {}, dedupeKey: 'brief.send' }, now);
    if (config.backupFolder !== null)
      await stores.jobs.add({ name: 'backup.make', payload: {}, dedupeKey: 'backup.make' }, now);
  });
}

async function startPractice(
  { config, log, ids }: StartOptions,
  parts: Parts,
  localUrl: string,
  undo: (() => Promise<unknown>)[],
): Promise<PracticeControl> {
  const known = await parts.core.uow.read.admin.settings.get('practice.port');
  const stateFolder = join(config.dataFolder, 'practice');
  dataFolder(stateFolder);
  const token = config.sandboxToken ?? ids.token();
  const sandbox = await startSandboxProcess({ stateFolder, token, port: Number(known ?? 0), log });
  undo.push(() => sandbox.stop());
  if (String(sandbox.port) !== known) {
    await parts.core.uow.run('practice.port', (stores) =>
      stores.admin.settings.set('practice.port', String(sandbox.port)),
    );
  }
  await seedPractice(parts.core, parts.commerce, sandbox.url);
  const control = createPracticeControl(parts.http.request, sandbox, config.businessName);
  await parts.practiceDoors.connect(control, localUrl);
  return control;
}

/** A port nobody uses at the moment. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Stopping twice (two signals) is stopping once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

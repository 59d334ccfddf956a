/**
 * Builds the whole app from plain functions: every ring gets what it needs and knows nobody else. Nothing runs yet;
 * `bot/app.ts` starts and stops it. Tests build the same with their own clock, crash hook and transports.
 */
import { join } from 'node:path';
import { withCatalogueMaps } from '../adapters/catalogue-files.ts';
import { createPinHasher } from '../adapters/pin/argon2id.ts';
import { createPresetCatalogue } from '../adapters/preset-catalogue.ts';
import { createRegistry } from '../adapters/registry.ts';
import { createSheets } from '../adapters/sheets/sheets.ts';
import { createHttpClient } from '../adapters/wire/http.ts';
import { createCommerce } from '../commerce/bind.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Core } from '../commerce/core.ts';
import { createGate } from '../commerce/gate.ts';
import { goodsUnread } from '../commerce/notices/unread.ts';
import type { Clock, Ids, Log, StepHook } from '../commerce/ports/runtime.ts';
import { createChatWorker, type ChatWorker } from '../conversations/chat-worker.ts';
import { flows } from '../conversations/flows/index.ts';
import { createMessages, type Messages } from '../conversations/messages/render.ts';
import { route } from '../conversations/router.ts';
import { sweepDialogs } from '../conversations/sweep.ts';
import { dataFolder } from '../db/data-folder.ts';
import { masterKey } from '../db/master-key.ts';
import { openMemory, type Memory } from '../db/open.ts';
import { createHandlers } from '../jobs/handlers.ts';
import { createIntake, type Intake } from '../webhooks/intake.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import type { Channel, Inbound } from './channels/channel.ts';
import type { TelegramChannel } from './channels/telegram/channel.ts';
import { createWebChannel, WEB_CHANNEL, type WebChannel } from './channels/web.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createFloodGuard } from './flood-guard.ts';
import { heldChannel } from './held-channel.ts';
import { createBackups, type Backups } from './backups.ts';
import { createInbound } from './inbound.ts';
import { createRunner, type Runner } from './job-runner.ts';
import type { Gates } from './http/shedding.ts';
import { createLogSink } from './log-sink.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { countedCalls, countedHandlers, countedIntake, countedUnit } from './metrics-taps.ts';
import { createOneMoment } from './one-moment.ts';
import type { Config } from './config.ts';
import { createPracticeDoors, type PracticeDoors } from './practice/doors.ts';
import { dutiesOf } from './roles.ts';
import { connectTelegram, withStaffMenu } from './telegram.ts';

export interface ComposeOptions {
  config: Config;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Where links lead; the listening address when nobody set PUBLIC_URL. */
  publicUrl: string;
  hook?: StepHook;
  presetsFolder?: string;
  /** Channels beside the web chat. They hand what arrives to `inbound`. */
  channels?: (ring: { inbound: Inbound; commerce: Commerce; core: Core }) => Channel[];
}

export interface Parts {
  config: Config;
  memory: Memory;
  core: Core;
  commerce: Commerce;
  messages: Messages;
  web: WebChannel;
  channels: Map<string, Channel>;
  inbound: Inbound;
  telegram: TelegramChannel | null;
  worker: ChatWorker;
  runner: Runner;
  dispatcher: Dispatcher;
  webhooks: ReturnType<typeof webhookRoutes>;
  http: ReturnType<typeof createHttpClient>;
  gates: Gates;
  metrics: Metrics;
  backups: Backups;
  practiceDoors: PracticeDoors;
  /** Closes what composing opened. The app has to be drained before. */
  close(): Promise<void>;
}

const PRESETS = join(import.meta.dirname, '..', 'presets');

export async function compose(options: ComposeOptions): Promise<Parts> {
  const { config, clock, ids, log } = options;
  const folder = dataFolder(config.dataFolder);
  const key = (isNewShop: boolean) => masterKey(config.sapaKey, folder.masterKey, isNewShop);
  const memory = await openMemory({
    path: folder.database,
    url: config.databaseUrl ?? undefined,
    poolSize: config.databasePool,
    masterKey: key,
    clock,
    ids,
    hook: options.hook,
    migration: {
      forMs: config.settings.migrationWaitMs,
      onWait: () => log.warn({}, 'another process is bringing the database up to date; waiting for it'),
    },
  });
  const http = createHttpClient();
  const metrics = metricsOf(memory, config, clock);
  const sink = createLogSink(memory.uow, log);
  const messages = createMessages({ log });
  const core: Core = {
    uow: countedUnit(memory.uow, metrics),
    clock,
    ids,
    log,
    vault: memory.vault,
    pins: createPinHasher(),
    registry: createRegistry({
      http: http.request,
      vault: memory.vault,
      clock,
      ids,
      logSink: countedCalls(sink.write, memory.uow.read, metrics),
    }),
    presets: presetsOf(options.presetsFolder ?? PRESETS),
    sheets: createSheets(messages.text),
    settings: config.settings,
    publicUrl: options.publicUrl,
  };
  let telegram: TelegramChannel | null = null;
  const told = withStaffMenu(createCommerce(core), memory.uow, () => telegram);
  const moment = createOneMoment(told.receive, core);
  const practiceDoors = createPracticeDoors(told, core);
  const { useProvider, restProvider } = practiceDoors;
  const commerce = { ...told, receive: moment.receive, useProvider, restProvider };
  const gates = gatesOf(config);
  const backups = createBackups({
    core,
    config,
    place: { path: folder.database, url: config.databaseUrl },
    masterKey: () => key(false),
  });
  const parts = { config, memory, core, commerce, http, messages, gates, metrics, backups };
  const channels = new Map<string, Channel>();
  const inbound = createFloodGuard(createInbound({ commerce, channels }), { commerce, core });
  telegram = await connectTelegram({ config, uow: memory.uow, inbound, clock, log });
  if (telegram && isShared(memory)) telegram = heldAlone(telegram, parts);
  const more = options.channels?.({ inbound, commerce, core }) ?? [];
  for (const channel of telegram ? [telegram, ...more] : more) channels.set(channel.name, channel);
  const chat = composeChat(parts, channels);
  const intake = countedIntake(createIntake(core), metrics);
  const runner = await composeRunner(parts, chat, intake).catch(async (error: unknown) => {
    await memory.close();
    throw error;
  });
  memory.uow.onCommit((added) => {
    if (added.jobs) runner.wake();
  });
  return {
    ...parts,
    ...chat,
    practiceDoors,
    channels,
    inbound,
    telegram,
    runner,
    webhooks: webhookRoutes(intake, gates.webhooks, log),
    async close() {
      moment.stop();
      metrics.close();
      await sink.flush();
      await http.close();
      await memory.close();
    },
  };
}

type Base = Pick<Parts, 'config' | 'memory' | 'core' | 'commerce' | 'messages' | 'metrics' | 'backups'>;

/** A payment attempt can be open this long after its pay window: room for clocks that differ. */
const PENDING_GRACE_MS = 10 * 60_000;

const metricsOf = (memory: Memory, { settings }: Config, clock: Clock): Metrics =>
  createMetrics({
    elapsedMs: () => clock.elapsedMs(),
    backlog() {
      const now = clock.now();
      return memory.uow.read.admin.backlog.now(now, now - settings.payWindowMs - PENDING_GRACE_MS);
    },
  });

const gatesOf = ({ settings }: Config): Gates => ({
  webhooks: createGate(() => settings.shedWaiting),
  messages: createGate(() => settings.shedWaiting),
});

/** The way of a message: in through the inbox, answered by the worker, out through the dispatcher. */
function composeChat({ config, memory, core, commerce, messages, metrics }: Base, channels: Map<string, Channel>) {
  const { clock, log } = core;
  const web = createWebChannel();
  channels.set(web.name, web);
  const worker = createChatWorker({
    uow: memory.uow,
    commerce,
    flows,
    router: route,
    clock,
    vault: memory.vault,
    log,
    settings: config.settings,
    messages,
    owner: processName(core.ids),
    onTurn: ({ tookMs }) => metrics.turn(tookMs),
    async onSecretTyped(chatId, messageId) {
      const chat = await memory.uow.read.chats.get(chatId);
      const channel = chat ? channels.get(chat.channel) : undefined;
      return chat && channel?.deleteInbound?.(chat.address, messageId);
    },
  });
  const dispatcher = createDispatcher({
    uow: memory.uow,
    channels: ownChannels(config, channels),
    messages,
    clock,
    settings: config.settings,
    log,
    mode: () => commerce.mode(),
    onUnread: (stores, row, why) => goodsUnread(core, stores, row, why),
    onDelivered: ({ channel }, { kind }) => metrics.delivery(channel, kind),
  });
  return { web, worker, dispatcher };
}

/** The channels this process serves; it may take messages in for others. */
export function ownChannels({ role }: Pick<Config, 'role'>, channels: ReadonlyMap<string, Channel>) {
  const duties = dutiesOf(role);
  return new Map([...channels].filter(([name]) => (name === WEB_CHANNEL ? duties.webChannel : duties.channels)));
}

function composeRunner(
  { config, memory, core, metrics, backups }: Base,
  { worker, dispatcher }: Pick<Parts, 'worker' | 'dispatcher'>,
  intake: Intake,
): Promise<Runner> {
  const duties = dutiesOf(config.role);
  return createRunner({
    core,
    config,
    handlers: countedHandlers(
      createHandlers(core, {
        sweepDialogs: () => sweepDialogs(core),
        renewKeys: () => memory.vault.renewKeys(),
        makeBackup: () => backups.make(),
      }),
      metrics,
      () => core.clock.elapsedMs(),
    ),
    owner: processName(core.ids),
    isBusy: intake.isBusy,
    onWake({ inbox, outgoing }) {
      if (inbox && duties.chats) worker.wake();
      if (outgoing) dispatcher.wake();
    },
  });
}

/** Whether other processes may be at work on the same database. */
export const isShared = (memory: Pick<Memory, 'engine'>): boolean => memory.engine.kind === 'postgres';

/** Of all processes only one fetches; where messages come by webhook there is nothing to fetch. */
function heldAlone(telegram: TelegramChannel, { core, config }: Base): TelegramChannel {
  if (telegram.webhook) return telegram;
  const { uow, clock, log, ids } = core;
  return heldChannel(telegram, { uow, clock, log, owner: processName(ids), leaseMs: config.settings.channelLeaseMs });
}

/** Unique per process and start: what is written into leases. */
const processName = (ids: Ids): string => `${process.pid}-${ids.sayable(6)}`;

const presetsOf = (folder: string) => withCatalogueMaps(createPresetCatalogue(folder), folder);

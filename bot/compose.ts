/**
 * Builds the whole app from plain functions: every ring gets what it needs and knows nobody else. Nothing runs yet;
 * `bot/app.ts` starts and stops it. Tests build the same with their own clock, crash hook and transports.
 */
import { join } from 'node:path';
import { withCatalogueMaps } from '../adapters/catalogue-files.ts';
import { createPresetCatalogue } from '../adapters/preset-catalogue.ts';
import { createRegistry } from '../adapters/registry.ts';
import { createHttpClient } from '../adapters/wire/http.ts';
import { createCommerce } from '../commerce/bind.ts';
import type { Commerce } from '../commerce/app.ts';
import type { Core } from '../commerce/core.ts';
import type { JobRunner } from '../commerce/ports/jobs.ts';
import type { Clock, Ids, Log, StepHook } from '../commerce/ports/runtime.ts';
import { createChatWorker, type ChatWorker } from '../conversations/chat-worker.ts';
import { flows } from '../conversations/flows/index.ts';
import { createMessages, type Messages } from '../conversations/messages/render.ts';
import { route } from '../conversations/router.ts';
import { sweepDialogs } from '../conversations/sweep.ts';
import { dataFolder } from '../db/data-folder.ts';
import { masterKey } from '../db/master-key.ts';
import { openMemory, type Memory } from '../db/open.ts';
import { createEmbeddedRunner } from '../jobs/embedded-runner.ts';
import { createHandlers } from '../jobs/handlers.ts';
import { createIntake, type Intake } from '../webhooks/intake.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import type { Channel, Inbound } from './channels/channel.ts';
import type { TelegramChannel } from './channels/telegram/channel.ts';
import { createWebChannel, type WebChannel } from './channels/web.ts';
import { tellAboutDeadJob } from './dead-jobs.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createInbound } from './inbound.ts';
import { createLogSink } from './log-sink.ts';
import type { Config } from './config.ts';
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
  runner: JobRunner;
  dispatcher: Dispatcher;
  webhooks: ReturnType<typeof webhookRoutes>;
  http: ReturnType<typeof createHttpClient>;
  /** Closes what composing opened. The app has to be drained before. */
  close(): Promise<void>;
}

const PRESETS = join(import.meta.dirname, '..', 'presets');

export async function compose(options: ComposeOptions): Promise<Parts> {
  const { config, clock, ids, log } = options;
  const folder = dataFolder(config.dataFolder);
  const key = masterKey(config.sapaKey, folder.masterKey);
  const memory = await openMemory({ path: folder.database, masterKey: key, clock, ids, hook: options.hook });
  const http = createHttpClient();
  const sink = createLogSink(memory.uow, log);
  const core: Core = {
    uow: memory.uow,
    clock,
    ids,
    log,
    vault: memory.vault,
    registry: createRegistry({ http: http.request, vault: memory.vault, clock, ids, logSink: sink.write }),
    presets: presetsOf(options.presetsFolder ?? PRESETS),
    settings: config.settings,
    publicUrl: options.publicUrl,
  };
  let telegram: TelegramChannel | null = null;
  const commerce = withStaffMenu(createCommerce(core), memory.uow, () => telegram);
  const parts = { config, memory, core, commerce, http, messages: createMessages({ log }) };
  const channels = new Map<string, Channel>();
  const inbound = createInbound({ commerce, channels });
  telegram = await connectTelegram({ config, uow: memory.uow, inbound, clock, log });
  const more = options.channels?.({ inbound, commerce, core }) ?? [];
  for (const channel of telegram ? [telegram, ...more] : more) channels.set(channel.name, channel);
  const chat = composeChat(parts, channels);
  const intake = createIntake(core);
  const runner = composeRunner(parts, intake);
  memory.uow.onCommit((added) => {
    if (added.jobs) runner.wake();
  });
  return {
    ...parts,
    ...chat,
    channels,
    inbound,
    telegram,
    runner,
    webhooks: webhookRoutes(intake, log),
    async close() {
      await sink.flush();
      await http.close();
      await memory.close();
    },
  };
}

type Base = Pick<Parts, 'config' | 'memory' | 'core' | 'commerce' | 'messages'>;

/** The way of a message: in through the inbox, answered by the worker, out through the dispatcher. */
function composeChat({ config, memory, core, commerce, messages }: Base, channels: Map<string, Channel>) {
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
    async onSecretTyped(chatId, messageId) {
      const chat = await memory.uow.read.chats.get(chatId);
      const channel = chat ? channels.get(chat.channel) : undefined;
      return chat && channel?.deleteInbound?.(chat.address, messageId);
    },
  });
  const dispatcher = createDispatcher({
    uow: memory.uow,
    channels,
    messages,
    clock,
    settings: config.settings,
    log,
    mode: () => commerce.mode(),
  });
  return { web, worker, dispatcher };
}

function composeRunner({ config, memory, core }: Base, intake: Intake): JobRunner {
  return createEmbeddedRunner({
    uow: memory.uow,
    handlers: createHandlers(core, {
      sweepDialogs: () => sweepDialogs(core),
      renewKeys: () => memory.vault.renewKeys(),
    }),
    clock: core.clock,
    log: core.log,
    settings: config.settings,
    owner: processName(core.ids),
    random: Math.random,
    isBusy: intake.isBusy,
    onDead: (job, error) => tellAboutDeadJob(core, job, error),
  });
}

/** Unique per process and start: what is written into leases. */
const processName = (ids: Ids): string => `${process.pid}-${ids.sayable(6)}`;

const presetsOf = (folder: string) => withCatalogueMaps(createPresetCatalogue(folder), folder);

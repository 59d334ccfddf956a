/**
 * Telegram as a channel: long polling by default, a webhook where the shop has a public address. What arrives becomes
 * an inbox row before Telegram is told it came; what goes out is a stored row handed over by the dispatcher. Starting
 * never waits for Telegram: a shop whose network is down still serves its other channels.
 */
import { createHmac } from 'node:crypto';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Role } from '../../../commerce/people/model.ts';
import type { Clock, Log } from '../../../commerce/ports/runtime.ts';
import type { Channel, Inbound } from '../channel.ts';
import { setChatMenu, setCommonMenu } from './commands.ts';
import { createDeliver } from './deliver.ts';
import { describer } from './outcome.ts';
import { createPace, type PaceOptions } from './pace.ts';
import { createPictures } from './pictures.ts';
import { backoffMs, poll, rest } from './poll.ts';
import { ALLOWED_UPDATES, chatMessageId, readUpdate, TELEGRAM, type Reading } from './updates.ts';

export interface TelegramOptions {
  token: string;
  /** Another Bot API server, without a trailing slash. */
  apiRoot?: string;
  inbound: Inbound;
  clock: Clock;
  log: Log;
  /** Where not said: webhook if `publicUrl` is https, else polling. */
  mode?: 'polling' | 'webhook';
  publicUrl?: string | null;
  /** What Telegram shows us with each webhook; made from the token where not given. */
  secretToken?: string;
  /** Chats that get the staff's command menu at start. */
  staff?: () => Promise<readonly { address: string; roles: readonly Role[] }[]>;
  /** Told what the bot is called, whenever Telegram said so. */
  onName?: (username: string) => Promise<void>;
  /** Shorter in tests. */
  timing?: Partial<TelegramTiming>;
}

export interface TelegramTiming {
  pollSeconds: number;
  callTimeoutSeconds: number;
  firstPauseMs: number;
  maxPauseMs: number;
  pace: Omit<PaceOptions, 'elapsedMs'>;
}

export interface TelegramWebhook {
  path: string;
  secretToken: string;
  /** Resolves when the update is durable; throws when it could not be stored and should come again. */
  receive(update: unknown): Promise<void>;
}

export interface TelegramChannel extends Channel {
  /** For the HTTP side (`bot/http/telegram-webhook.ts`); null while polling. */
  readonly webhook: TelegramWebhook | null;
  /** The bot's name for t.me links; null until Telegram was reached. */
  username(): string | null;
  /** Shows or hides the staff's commands in a chat. Best effort: the rights themselves do not depend on it. */
  setStaffMenu(address: string, roles: readonly Role[]): Promise<void>;
  typing(address: string): Promise<void>;
  deleteInbound(address: string, messageId: string): Promise<boolean>;
}

const TIMING: TelegramTiming = {
  pollSeconds: 30,
  callTimeoutSeconds: 20,
  firstPauseMs: 500,
  maxPauseMs: 30_000,
  pace: {},
};

/** Throws for webhook mode without a public address: nothing would ever arrive. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, clock, log } = options;
  const timing = { ...TIMING, ...options.timing };
  const describe = describer(token);
  const root = options.apiRoot ? { apiRoot: options.apiRoot } : {};
  const api = new Api(token, { ...root, timeoutSeconds: timing.callTimeoutSeconds });
  const pollApi = new Api(token, { ...root, timeoutSeconds: timing.pollSeconds + timing.callTimeoutSeconds });
  const pace = createPace({ elapsedMs: () => clock.elapsedMs(), ...timing.pace });
  const deliver = createDeliver({ api, pace, pictures: createPictures(), log, describe });
  const quietly = (what: string, work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      (error: unknown) => {
        log.debug({ what, why: describe(error) }, 'Telegram call without consequence failed');
        return false;
      },
    );

  /** A shape nobody knows would look the same the next time: asking for it again helps nobody. */
  function read(update: Update): Reading | null {
    try {
      return readUpdate(update, clock.now());
    } catch (error) {
      log.warn({ updateId: update.update_id, why: describe(error) }, 'update from Telegram has an unknown shape');
      return null;
    }
  }

  async function store(update: Update): Promise<void> {
    const reading = read(update);
    if (!reading) return;
    // Before storing: the button stops spinning at once, and a failure here changes nothing.
    if (reading.callbackId) void quietly('answerCallbackQuery', api.answerCallbackQuery(reading.callbackId));
    if (reading.kind === 'message') await options.inbound(reading.message);
    else log.debug({ why: reading.why }, 'update from Telegram ignored');
  }

  const webhook = isWebhook(options) ? webhookOf(options, store) : null;
  let stopping = new AbortController();
  let username: string | null = null;
  let running: Promise<void> = Promise.resolve();

  async function connect(signal: GrammySignal): Promise<void> {
    if (webhook) {
      const more = { secret_token: webhook.secretToken, allowed_updates: ALLOWED_UPDATES };
      await api.setWebhook(`${options.publicUrl}${webhook.path}`, more, signal);
    } else await api.deleteWebhook({}, signal);
    username = (await api.getMe(signal)).username;
    if (options.onName) await quietly('name', options.onName(username));
    log.info({ username, webhook: webhook !== null }, 'connected to Telegram');
    void quietly('setMyCommands', setMenus());
  }

  async function setMenus(): Promise<void> {
    await setCommonMenu(api);
    for (const { address, roles } of (await options.staff?.()) ?? []) await setChatMenu(api, address, roles);
  }

  async function run(signal: AbortSignal): Promise<void> {
    for (let troubles = 1; username === null && !signal.aborted; troubles += 1) {
      try {
        await connect(grammySignal(signal));
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ why: describe(error), troubles }, 'could not connect to Telegram');
        await rest(backoffMs(timing, troubles), signal);
      }
    }
    if (webhook) return;
    const fetch = (offset: number, until: AbortSignal) =>
      pollApi.getUpdates(
        { offset, timeout: timing.pollSeconds, allowed_updates: ALLOWED_UPDATES },
        grammySignal(until),
      );
    await poll({ fetch, store, log, describe, ...timing }, signal);
  }

  return {
    name: TELEGRAM,
    capabilities: { edit: true, deleteInbound: true, images: true, typing: true },
    webhook,
    deliver,
    username: () => username,
    async setStaffMenu(address, roles) {
      await quietly('setMyCommands', setChatMenu(api, address, roles));
    },
    async typing(address) {
      await quietly('sendChatAction', api.sendChatAction(address, 'typing'));
    },
    async deleteInbound(address, messageId) {
      const id = chatMessageId(messageId);
      return id !== null && (await quietly('deleteMessage', api.deleteMessage(address, id)));
    },
    async start() {
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** grammY types its own kind of signal; the platform's does the same. */
type GrammySignal = Parameters<Api['getMe']>[0];
const grammySignal = (signal: AbortSignal) => signal as unknown as GrammySignal;

function isWebhook({ mode, publicUrl }: TelegramOptions): boolean {
  if (mode === 'webhook' && !publicUrl) throw new Error('a webhook needs the public address of the shop');
  return mode ? mode === 'webhook' : (publicUrl ?? '').startsWith('https://');
}

/** Path and secret come from the token: stable over restarts, unguessable without it, and never the token itself. */
function webhookOf({ token, secretToken }: TelegramOptions, store: (update: Update) => Promise<void>): TelegramWebhook {
  const derived = (purpose: string) => createHmac('sha256', token).update(`sapa:${purpose}`).digest('base64url');
  return {
    path: `/telegram/webhook/${derived('webhook-path').slice(0, 24)}`,
    secretToken: secretToken ?? derived('webhook-secret'),
    async receive(update) {
      if (isUpdate(update)) await store(update);
    },
  };
}

const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id);

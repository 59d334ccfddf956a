/**
 * A running site for tests: the real server, web channel, wording, use cases and database, on real sockets. Only what
 * an order page shows is handed in, because orders are tested where they are made.
 */
import type { FastifyInstance } from 'fastify';
import type { Commerce, OrderView } from '../../commerce/app.ts';
import { createCommerce } from '../../commerce/bind.ts';
import type { OutgoingRow } from '../../commerce/chat/model.ts';
import type { Core } from '../../commerce/core.ts';
import { createGate } from '../../commerce/gate.ts';
import type { Screen, Text } from '../../commerce/ports/screen.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { createMessages } from '../../conversations/messages/render.ts';
import { openTestDatabase } from '../../db/testing.ts';
import { createWebChannel } from '../channels/web.ts';
import type { WebChannel } from '../channels/web.ts';
import type { HttpDeps } from './deps.ts';
import { createServer } from './server.ts';

export interface ShownOrder {
  order: OrderView;
  goods: { label: string; value: string; note: string }[];
}

export interface TestSite {
  app: FastifyInstance;
  url: string;
  web: WebChannel;
  uow: UnitOfWork;
  commerce: Commerce;
  /** By the token of their page. */
  orders: Map<string, ShownOrder>;
  /** Everything logged: fields and sentence. */
  logged: [Record<string, unknown>, string][];
  /** Moves both the wall clock and the one that measures. */
  passMs(ms: number): void;
  now(): number;
  /** Appends a message; it stays waiting until `dispatch`. */
  append(chatId: string, screen: Screen, author?: 'bot' | 'staff'): Promise<string>;
  /** Sends what waits, as the sender does: claimed, delivered, marked. */
  dispatch(): Promise<void>;
  say(chatId: string, screen: Screen, author?: 'bot' | 'staff'): Promise<string>;
  close(): Promise<void>;
}

export interface TestSiteOptions {
  practice?: boolean;
  port?: number;
  overrides?: Partial<HttpDeps>;
  business?: string;
}

/** A sentence that reads as its own key; no message file knows it. */
export const plain = (key: string): Text => ({ key });

export async function openTestSite(options: TestSiteOptions = {}): Promise<TestSite> {
  const database = await openTestDatabase();
  const { uow, ids } = database;
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs, elapsedMs: () => performance.now() + aheadMs };
  const logged: TestSite['logged'] = [];
  const line = (fields: Record<string, unknown>, sentence: string) => void logged.push([fields, sentence]);
  const log = { debug: line, info: line, warn: line, error: line };
  const settings = DEFAULT_SETTINGS;
  const publicUrl = options.overrides?.publicUrl ?? 'http://127.0.0.1';
  // No use case called here reaches for a provider or a preset.
  const core = { uow, clock, ids, log, vault: database.vault, settings, publicUrl } as unknown as Core;
  const commerce = createCommerce(core);
  const orders: TestSite['orders'] = new Map();
  const web = createWebChannel();
  await uow.run('test.business', (stores) =>
    stores.stays.insertBusiness({ id: ids.uuid(), name: options.business ?? 'Wisma Melati', address: 'guest' }),
  );
  const deps: HttpDeps = {
    uow,
    commerce: {
      ...commerce,
      orderByToken: async (token) => orders.get(token)?.order ?? null,
      goodsByToken: async (token) => orders.get(token)?.goods ?? [],
    },
    messages: createMessages(),
    vault: database.vault,
    clock,
    ids,
    log,
    settings,
    web,
    mode: async () => ({ practice: options.practice ?? true }),
    publicUrl,
    bank: null,
    gates: { webhooks: createGate(() => settings.shedWaiting), messages: createGate(() => settings.shedWaiting) },
    ...options.overrides,
  };
  const app = createServer(deps);
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const append = async (chatId: string, screen: Screen, author: 'bot' | 'staff' = 'bot') => {
    const added = await uow.run('test.say', (stores) =>
      stores.outgoing.append([{ chatId, screen, author }], clock.now()),
    );
    return added[0] ?? '';
  };
  const dispatch = async () => {
    for (let round = 0; round < 50; round += 1) {
      const now = clock.now();
      const rows = await uow.run('test.claim', (stores) => stores.outgoing.claim('web', now, now + 60_000, 50));
      if (rows.length === 0) return;
      for (const row of rows) await deliver(deps, row);
    }
  };
  return {
    commerce,
    app,
    url,
    web,
    uow,
    orders,
    logged,
    passMs: (ms) => (aheadMs += ms),
    now: () => clock.now(),
    append,
    dispatch,
    async say(chatId, screen, author) {
      const id = await append(chatId, screen, author);
      await dispatch();
      return id;
    },
    async close() {
      await app.close();
      await database.close();
    },
  };
}

async function deliver(deps: HttpDeps, row: OutgoingRow): Promise<void> {
  const chat = await deps.uow.read.chats.get(row.chatId);
  const rendered = deps.messages.render(deps.uow.read.outgoing.screen(row), row.lang, { practice: true });
  const { id, lang, author } = row;
  const to = { address: chat?.address ?? '', replacesExternalId: null, openFile: async () => null };
  await deps.web.deliver({ id, lang, author, rendered, ...to });
  await deps.uow.run('test.sent', (stores) => stores.outgoing.markSent(id, id, deps.clock.now()));
  deps.web.changed(chat?.address ?? '', null);
}

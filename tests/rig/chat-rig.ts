/**
 * A chat over a real database for tests of the conversation engine: messages go in through the real reception, each
 * `serve` is a fresh worker (as after a restart), and what would be sent is read back from the outgoing rows.
 */
import type { Commerce } from '../../commerce/app.ts';
import { receive } from '../../commerce/chat/receive.ts';
import { relayMessage, relayState } from '../../commerce/chat/relay.ts';
import type { InboundBody, OutgoingRow } from '../../commerce/chat/model.ts';
import type { Core } from '../../commerce/core.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { Log } from '../../commerce/ports/runtime.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../commerce/settings.ts';
import { createChatWorker, type ChatWorker, type ChatWorkerDeps } from '../../conversations/chat-worker.ts';
import { createMessages, type Rendered } from '../../conversations/messages/render.ts';
import type { FlowDefinition, Router } from '../../conversations/port.ts';
import { openTestDatabase, testIds, type TestDatabase } from '../../db/testing.ts';
import { until } from './until.ts';

export interface LogLine {
  level: string;
  fields: Record<string, unknown>;
  message: string;
}

export interface ChatRig {
  db: TestDatabase;
  log: LogLine[];
  clock: { now(): number; elapsedMs(): number; add(ms: number): void };
  settings: Settings;
  core: Core;
  commerce: Commerce;
  chatId: string;
  addChat(channel?: string): Promise<string>;
  /** Stores an inbound message; a string is typed text. */
  receive(body: string | InboundBody, at?: { messageId?: string; chatId?: string }): Promise<{ duplicate: boolean }>;
  worker(flows: FlowDefinition[], more?: Partial<ChatWorkerDeps>): ChatWorker;
  /** Runs a fresh worker until nothing waits. */
  serve(flows: FlowDefinition[], more?: Partial<ChatWorkerDeps>): Promise<void>;
  /** receive + serve; gives what was said since. */
  say(flows: FlowDefinition[], body: string | InboundBody): Promise<Rendered[]>;
  outgoing(chatId?: string): Promise<OutgoingRow[]>;
  screens(chatId?: string): Promise<Screen[]>;
  close(): Promise<void>;
}

/** "start NAME" starts a flow of that name; "batal" cancels; everything else answers what waits. */
export const plainRouter: Router = (body, at) => {
  if (body.kind === 'text' && body.text.startsWith('start ')) return { kind: 'flow', flow: body.text.slice(6) };
  if (body.kind === 'text' && body.text === 'batal') return { kind: 'cancel' };
  if (body.kind === 'text' && body.text === 'selesai' && at.isStaffTurn) return { kind: 'flow', flow: 'relay-end' };
  return at.hasDialog ? { kind: 'dialog' } : { kind: 'flow', flow: 'menu' };
};

export async function openChatRig(overrides: Partial<Settings> = {}): Promise<ChatRig> {
  const settings: Settings = { ...DEFAULT_SETTINGS, jobPollMs: 50, ...overrides };
  let shift = 0;
  const clock = {
    now: () => Date.now() + shift,
    elapsedMs: () => performance.now(),
    add: (ms: number) => void (shift += ms),
  };
  const db = await openTestDatabase({ clock });
  const lines: LogLine[] = [];
  const log = logTo(lines);
  const core = { uow: db.uow, clock, ids: testIds, log, vault: db.vault, settings } as unknown as Core;
  const commerce = fewUseCases(core);
  const messages = createMessages({ log });
  let chats = 0;

  async function addChat(channel = 'web'): Promise<string> {
    const id = testIds.uuid();
    chats += 1;
    const address = `a${chats}`;
    const fresh = {
      personId: testIds.uuid(),
      lang: 'id' as const,
      lastSeq: 0,
      blockedAt: null,
      createdAt: clock.now(),
    };
    await db.uow.run('test.chat', (s) => s.chats.insert({ id, channel, address, ...fresh }));
    return id;
  }

  const chatId = await addChat();
  let count = 0;
  const rig: ChatRig = {
    db,
    log: lines,
    clock,
    settings,
    core,
    commerce,
    chatId,
    addChat,
    receive(body, at = {}) {
      count += 1;
      const messageId = at.messageId ?? `m${count}`;
      const full = typeof body === 'string' ? { kind: 'text' as const, text: body } : body;
      return receive(core, { chatId: at.chatId ?? chatId, messageId, body: full, at: clock.now() });
    },
    worker: (flows, more = {}) =>
      createChatWorker({
        uow: db.uow,
        commerce,
        flows,
        router: plainRouter,
        clock,
        vault: db.vault,
        log,
        settings,
        messages,
        owner: testIds.uuid(),
        ...more,
      }),
    async serve(flows, more) {
      const worker = rig.worker(flows, more);
      worker.start();
      await until(
        async () => (await db.uow.read.inbox.chatsToServe(clock.now() + settings.chatLeaseMs, 1)).length === 0,
      );
      await worker.drain(5000);
    },
    async say(flows, body) {
      const before = (await rig.outgoing()).length;
      await rig.receive(body);
      await rig.serve(flows);
      const screens = (await rig.screens()).slice(before);
      return screens.map((screen) => messages.render(screen, 'id', { practice: false }));
    },
    outgoing: (id = chatId) => db.uow.read.outgoing.after(id, 0, 1000),
    screens: async (id = chatId) => (await rig.outgoing(id)).map((row) => db.uow.read.outgoing.screen(row)),
    close: () => db.close(),
  };
  return rig;
}

/** The use cases the engine itself calls, without the rest of the shop. */
function fewUseCases(core: Core): Commerce {
  const actorOf = async (chatId: string): Promise<Actor> => {
    const chat = await core.uow.read.chats.get(chatId);
    return { personId: chat?.personId ?? null, chatId, roles: [], via: 'chat', environment: 'practice', lang: 'id' };
  };
  const used: Partial<Commerce> = {
    actorOf,
    relayState: (chatId) => relayState(core.uow.read, chatId),
    relayMessage: (actor, key, words) => relayMessage(core, actor, key, words),
  };
  return used as Commerce;
}

function logTo(lines: LogLine[]): Log {
  const at = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, fields, message });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

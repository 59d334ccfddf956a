/**
 * What the channel contract runs on: the real inbox, outgoing rows and dispatcher around one channel, and a person at
 * its other end. Each channel brings its own person; everything between is the same for all.
 */
import type { Core } from '../../../commerce/core.ts';
import { sayWithFile } from '../../../commerce/files/say-with-file.ts';
import type { InboundBody, OutgoingRow } from '../../../commerce/chat/model.ts';
import type { Clock } from '../../../commerce/ports/runtime.ts';
import type { Screen } from '../../../commerce/ports/screen.ts';
import type { UnitOfWork } from '../../../commerce/ports/unit-of-work.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import type { Channel } from '../../../bot/channels/channel.ts';
import { createDispatcher } from '../../../bot/dispatcher.ts';
import { createMessages } from '../../../conversations/messages/render.ts';
import { testIds } from '../../../db/testing.ts';
import { until } from '../../rig/until.ts';

/** A message as the person sees it now. */
export interface Seen {
  text: string;
  choices: string[];
  /** The payload of the code on its picture, decoded. */
  qr: string | null;
  /** Any picture, or at least the words that stand for it. */
  picture: boolean;
  link: string | null;
  /** The file that came with it, as the person has it after saving it. */
  file: { name: string; bytes: Buffer } | null;
}

export interface PersonAtChannel {
  types(text: string): Promise<void>;
  presses(label: string): Promise<void>;
  /** Messages to the person that stand in the chat, oldest first. */
  sees(): Promise<Seen[]>;
  /** Whether this person is told that nothing is real. */
  seesPractice(): Promise<boolean>;
  /** The channel hands in the last message once more; null where it cannot happen. */
  repeatLast: (() => Promise<void>) | null;
  /** Null where nobody can be shut out. */
  blocks: { block(): void; unblock(): void } | null;
  /** The next message is refused for a second; null where there is no limit. */
  limitOnce: (() => void) | null;
}

export interface ChannelEnd {
  channel: Channel;
  uow: UnitOfWork;
  clock: Clock;
  person: PersonAtChannel;
  setPractice?: (practice: boolean) => void;
  close(): Promise<void>;
}

export interface ChannelBench extends ChannelEnd {
  chatId: string;
  practice(on: boolean): void;
  /** Appends a message and waits until it is sent or has failed for good. */
  say(screen: Partial<Screen>, author?: 'bot' | 'staff'): Promise<OutgoingRow>;
  append(screen: Partial<Screen>, author?: 'bot' | 'staff'): Promise<string>;
  /** As `say`, with a file on it. */
  sayWithFile(screen: Partial<Screen>, file: { name: string; bytes: Buffer }): Promise<OutgoingRow>;
  row(id: string): Promise<OutgoingRow | null>;
  /** What the person sent, as stored, without the greeting. */
  inbox(): Promise<InboundBody[]>;
}

/** A log nobody reads; the tests look at rows and at what the person sees. */
export const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Brings channel and dispatcher up and lets the person say hello, which opens the chat. */
export async function openChannelBench(open: () => Promise<ChannelEnd>): Promise<ChannelBench> {
  const end = await open();
  const { channel, uow, clock, person } = end;
  let practice = false;
  const dispatcher = createDispatcher({
    uow,
    channels: new Map([[channel.name, channel]]),
    messages: createMessages(),
    clock,
    settings: { ...DEFAULT_SETTINGS, jobPollMs: 20 },
    log: silentLog,
    mode: async () => ({ practice }),
  });
  await channel.start();
  dispatcher.start();
  await person.types('halo');
  const chatId = await firstChat(uow);
  const row = (id: string) => uow.read.outgoing.get(id);

  async function append(screen: Partial<Screen>, author: 'bot' | 'staff' = 'bot'): Promise<string> {
    const [id] = await uow.run('contract.say', (stores) =>
      stores.outgoing.append([{ chatId, author, screen: { lines: [], ...screen } }], clock.now()),
    );
    if (id === undefined) throw new Error('nothing was appended');
    return id;
  }

  async function over(id: string): Promise<OutgoingRow> {
    await until(async () => /^(?:sent|failed)$/.test((await row(id))?.state ?? ''));
    const done = await row(id);
    if (!done) throw new Error('the row is gone');
    return done;
  }

  return {
    ...end,
    chatId,
    practice(on) {
      practice = on;
      end.setPractice?.(on);
    },
    append,
    row,
    async say(screen, author) {
      return over(await append(screen, author));
    },
    async sayWithFile(screen, { name, bytes }) {
      const core = { clock, ids: testIds, settings: DEFAULT_SETTINGS } as unknown as Core;
      const message = { chatId, screen: { lines: [], ...screen } };
      const file = { personId: null, name, mime: 'text/csv', bytes };
      await uow.run('contract.file', (stores) => sayWithFile(core, stores, message, file));
      const [last] = (await uow.read.outgoing.after(chatId, 0, 100)).slice(-1);
      return over(last?.id ?? '');
    },
    async inbox() {
      const rows = await uow.read.inbox.after(chatId, 0, 100);
      return rows.slice(1).map(({ body }) => JSON.parse(body) as InboundBody);
    },
    async close() {
      await channel.stop();
      await dispatcher.drain(2000);
      await end.close();
    },
  };
}

async function firstChat(uow: UnitOfWork): Promise<string> {
  let chatId: string | undefined;
  await until(async () => {
    [chatId] = await uow.read.inbox.chatsToServe(Number.MAX_SAFE_INTEGER, 1);
    return chatId !== undefined;
  });
  return chatId ?? '';
}

/**
 * `./sapa chat`: a chat in this terminal. Beside a running app it only stores what is typed and prints what is said; the
 * app answers. When no app runs on the data folder it is the app itself, without listening anywhere. The conversation
 * goes to stdout, so that a script can read it.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TerminalChannel } from '../../channels/terminal/channel.ts';
import type { Inbound } from '../../channels/channel.ts';
import type { Config } from '../../config.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Core } from '../../../commerce/core.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import { oneOf, readArguments } from '../arguments.ts';
import type { Command, CommandIo } from '../command.ts';

const DRAIN_MS = 8_000;
/** With piped input: how long to wait for what is still being said when the input has ended. */
const ANSWER_MS = 20_000;
const LOOK_MS = 100;
/** More messages than one turn says. */
const RECENT = 100;

export const chat: Command = {
  name: 'chat',
  group: 'run',
  usage: '[--lang id|en]',
  summary: 'chat with the shop in this terminal (joins the running app, or runs without listening)',
  details: [
    '',
    'Write, or type the number of a choice. /claim CODE makes you the owner. Ctrl-D or Ctrl-C ends the chat.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { lang: { type: 'string' } });
    const lang = values.lang === undefined ? undefined : oneOf(values.lang, ['id', 'en'] as const, '--lang');
    const { configOrLines } = await import('../config.ts');
    const config = configOrLines(io);
    if (!config) return 2;
    const { DataFolderInUse } = await import('../../../db/data-folder.ts');
    try {
      return await startAndChat(config, io, lang);
    } catch (error) {
      if (!(error instanceof DataFolderInUse)) throw error;
      return joinAndChat(config, io, lang);
    }
  },
};

/** Throws DataFolderInUse when an app runs on the folder. */
async function startAndChat(config: Config, io: CommandIo, lang: Lang | undefined): Promise<number> {
  const [{ startApp }, { createInbound }, { createLog }, { createIds, systemClock }, sitDown] = await Promise.all([
    import('../../app.ts'),
    import('../../inbound.ts'),
    import('../../log.ts'),
    import('../../runtime.ts'),
    terminalMaker(config, io, lang),
  ]);
  const log = createLog(config.logLevel);
  let terminal: TerminalChannel | undefined;
  const app = await startApp({
    config,
    log,
    clock: systemClock,
    ids: createIds(),
    listen: false,
    // Past the limit on messengers: who pipes a script in means all of it.
    channels: ({ commerce, core }) => [(terminal = sitDown(core, createInbound({ commerce, channels: new Map() })))],
  });
  try {
    if (app.practice) io.say('LATIHAN: to pay practice orders run ./sapa start, which serves the bank page.');
    await left(terminal);
    if (!io.stdin.isTTY) await allSaid(app.core);
  } finally {
    await app.stop();
  }
  return 0;
}

/** Beside the running app: it answers, this process carries the terminal's messages. */
async function joinAndChat(config: Config, io: CommandIo, lang: Lang | undefined): Promise<number> {
  const [{ openShop }, { createDispatcher }, { createInbound }, { createMessages }, sitDown] = await Promise.all([
    import('../shop.ts'),
    import('../../dispatcher.ts'),
    import('../../inbound.ts'),
    import('../../../conversations/messages/render.ts'),
    terminalMaker(config, io, lang),
  ]);
  const shop = await openShop(config, io.env);
  try {
    const { core, commerce } = shop;
    const { uow, clock, log, settings } = core;
    const channels = new Map<string, TerminalChannel>();
    const terminal = sitDown(core, createInbound({ commerce, channels }));
    channels.set(terminal.name, terminal);
    const mode = () => commerce.mode();
    const messages = createMessages({ log });
    const dispatcher = createDispatcher({ uow, channels, messages, clock, settings, log, mode });
    await terminal.start();
    dispatcher.start();
    await left(terminal);
    if (!io.stdin.isTTY) await allSaid(core);
    await terminal.stop();
    await dispatcher.drain(DRAIN_MS);
  } finally {
    await shop.close();
  }
  return 0;
}

async function terminalMaker(config: Config, io: CommandIo, lang: Lang | undefined) {
  const folder = join(config.dataFolder, 'files');
  const { createTerminalChannel } = await import('../../channels/terminal/channel.ts');
  return ({ clock, ids, log }: Core, inbound: Inbound): TerminalChannel =>
    createTerminalChannel({ input: io.stdin, output: io.stdout, inbound, clock, ids, log, lang, folder });
}

/** Until the person leaves, or the machine asks us to end. */
async function left(terminal: TerminalChannel | undefined): Promise<void> {
  const asked = Promise.withResolvers<void>();
  process.once('SIGTERM', asked.resolve);
  process.once('SIGINT', asked.resolve);
  await Promise.race([terminal?.left, asked.promise]);
  process.removeListener('SIGTERM', asked.resolve);
  process.removeListener('SIGINT', asked.resolve);
}

/** A script that piped its lines wants the answers to all of them, and the QR an order brings. */
async function allSaid({ uow, clock }: Core): Promise<void> {
  const giveUpAt = clock.elapsedMs() + ANSWER_MS;
  while (clock.elapsedMs() < giveUpAt && (await isBusy(uow.read, clock.now()))) await pause(LOOK_MS);
}

async function isBusy(read: Stores, now: number): Promise<boolean> {
  const { TERMINAL } = await import('../../channels/terminal/channel.ts');
  const here = await read.chats.byAddress(TERMINAL, 'local');
  if (!here) return false;
  if ((await read.inbox.countUnhandled(here.id)) > 0) return true;
  const recent = await read.outgoing.after(here.id, Math.max(0, here.lastSeq - RECENT), RECENT);
  if (recent.some((row) => row.state === 'waiting' || row.state === 'sending')) return true;
  const dueAt = await read.jobs.nextRunAt();
  return (dueAt !== null && dueAt <= now) || (await read.jobs.countByState()).running > 0;
}

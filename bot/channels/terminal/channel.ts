/**
 * A chat in a terminal, for trying things out and for owners at the machine itself. One process, one person. Works on a
 * pipe as well: every line is a message, and the end of the input ends the chat.
 */
import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Clock, Ids, Log } from '../../../commerce/ports/runtime.ts';
import type { Rendered } from '../../../conversations/messages/render.ts';
import type { Channel, Inbound } from '../channel.ts';
import { saveFile } from './save-file.ts';
import { readTyped } from './typed.ts';
import { terminalView } from './view.ts';

export const TERMINAL = 'terminal';

export interface TerminalOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { isTTY?: boolean };
  inbound: Inbound;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  log: Log;
  lang?: Lang;
  /** Where files are saved. */
  folder: string;
  /** Who sits here; the same address is the same person and chat the next time. */
  address?: string;
}

export interface TerminalChannel extends Channel {
  /** Resolves when the person left (end of input, Ctrl-C) and everything typed is stored. */
  readonly left: Promise<void>;
}

const PROMPT = '> ';
/** Lines typed or piped faster than they are stored wait; beyond this many the input is paused. */
const WAITING_LINES = 100;

export function createTerminalChannel(options: TerminalOptions): TerminalChannel {
  const { input, output, ids, clock, log } = options;
  const address = options.address ?? 'local';
  const isTty = output.isTTY === true;
  const session = ids.uuid();
  const left = Promise.withResolvers<void>();
  let choices: Rendered['choices'] = [];
  let stored: Promise<void> = Promise.resolve();
  let waiting = 0;
  let count = 0;
  let lines: ReturnType<typeof createInterface> | null = null;

  /** One after the other: the order typed is the order answered. */
  function take(line: string): void {
    if (line.trim() === '') return lines?.prompt();
    count += 1;
    const messageId = `line:${session}:${count}`;
    const body = readTyped(line, choices);
    waiting += 1;
    if (waiting >= WAITING_LINES) lines?.pause();
    stored = stored.then(() => store(messageId, body)).finally(settle);
  }

  async function store(messageId: string, body: ReturnType<typeof readTyped>): Promise<void> {
    const from = { channel: TERMINAL, address, externalId: address, lang: options.lang ?? 'id' };
    try {
      await options.inbound({ ...from, messageId, body, at: clock.now() });
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'could not store a typed line');
    }
  }

  function settle(): void {
    waiting -= 1;
    if (waiting === WAITING_LINES / 2) lines?.resume();
  }

  /** A closed reader throws at every touch. */
  function leave(): void {
    lines = null;
    void stored.then(left.resolve);
  }

  /** Above the line being typed, which is drawn again below. */
  function print(text: string): void {
    if (isTty) {
      clearLine(output, 0);
      cursorTo(output, 0);
    }
    output.write(text);
    if (isTty) lines?.prompt(true);
  }

  return {
    name: TERMINAL,
    capabilities: { edit: false, deleteInbound: false, images: false, typing: false },
    left: left.promise,
    async deliver(message) {
      if (!output.writable) return { kind: 'gone', error: 'the terminal is closed' };
      if (message.rendered.choices.length > 0) ({ choices } = message.rendered);
      const saved = message.rendered.file ? await saveFile(message, options.folder) : null;
      print(terminalView(message, { colours: isTty, saved }));
      return { kind: 'sent', externalId: message.id };
    },
    async start() {
      lines = createInterface({ input, output, terminal: isTty, prompt: isTty ? PROMPT : '' });
      lines.on('line', take);
      lines.on('SIGINT', () => lines?.close());
      lines.on('close', leave);
      lines.prompt();
    },
    async stop() {
      lines?.close();
      await stored;
    },
  };
}

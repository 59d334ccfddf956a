/** Somebody at a terminal: the real channel on a pair of pipes. A shop has one, so each scene asks for a new one. */
import { PassThrough } from 'node:stream';
import { createTerminalChannel } from '../../../bot/channels/terminal/channel.ts';
import type { Channel, Inbound } from '../../../bot/channels/channel.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Core } from '../../../commerce/core.ts';
import { until } from '../../rig/until.ts';
import { pressed, typed, type OpenSeat, type Seat } from './person.ts';

export interface Terminal {
  channel: Channel;
  open: OpenSeat;
}

export function terminal(inbound: Inbound, { uow, clock, ids, log }: Core, lang: Lang, folder: string): Terminal {
  const input = new PassThrough();
  const output = new PassThrough();
  const printed: string[] = [];
  output.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const channel = createTerminalChannel({ input, output, inbound, clock, ids, log, lang, folder });
  const news: string[] = [];
  let shown = 0;

  async function rows(): Promise<number> {
    const chat = await uow.read.chats.byAddress(channel.name, 'local');
    return chat ? (await uow.read.inbox.after(chat.id, 0, 1000)).length : 0;
  }

  async function types(line: string): Promise<void> {
    const before = await rows();
    input.write(`${line}\n`);
    await until(async () => (await rows()) > before);
  }

  const seat: Seat = {
    async says(words) {
      news.push(typed(words));
      await types(words);
    },
    async presses(label) {
      const line = printed
        .join('')
        .split('\n')
        .findLast((row) => /^\[\d+\] /.test(row) && row.includes(label));
      const number = /^\[(\d+)\] (.*)$/.exec(line ?? '');
      if (!number) throw new Error(`nobody sees a button "${label}":\n${printed.join('')}`);
      news.push(pressed(`${number[1]}] ${number[2]}`).replace(/\]$/, ''));
      await types(`[${number[1]}]`);
    },
    async news() {
      const fresh = printed.slice(shown).map((text) => `< ${withoutCode(text).trim().replaceAll('\n', '\n  ')}`);
      shown = printed.length;
      return [...news.splice(0), ...fresh];
    },
    reopened: null,
    repeats: null,
    sendsSticker: null,
  };
  return { channel, open: async () => seat };
}

/** A drawn code is twenty lines of blocks nobody can read. */
const withoutCode = (text: string): string => text.replaceAll(/(?:^[ █▀▄]+\n){10,}/gm, '(QR)\n');

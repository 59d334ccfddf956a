/** A terminal for the contract: the real channel on a pair of pipes, read as a person reads the screen. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import jsqr from 'jsqr';
import { createTerminalChannel } from '../../../bot/channels/terminal/channel.ts';
import type { ChannelEnd, Seen } from './bench.ts';
import { openRing } from './ring.ts';

export async function terminalEnd(): Promise<ChannelEnd> {
  const ring = await openRing();
  const input = new PassThrough();
  const output = new PassThrough();
  const printed: string[] = [];
  output.on('data', (chunk: Buffer) => {
    if (chunk.length > 0) printed.push(chunk.toString('utf8'));
  });
  const folder = mkdtempSync(join(tmpdir(), 'sapa-terminal-'));
  const channel = createTerminalChannel({ ...ring, input, output, folder });
  ring.channels.set(channel.name, channel);
  const numberOf = (label: string) => {
    const row = printed
      .join('')
      .split('\n')
      .findLast((line) => line.endsWith(`] ${label}`));
    return /^\[(\d+)\]/.exec(row ?? '')?.[1] ?? '';
  };
  return {
    channel,
    uow: ring.uow,
    clock: ring.clock,
    person: {
      types: async (text) => void input.write(`${text}\n`),
      presses: async (label) => void input.write(`${numberOf(label)}\n`),
      sees: async () => printed.map(seen),
      seesPractice: async () => printed.at(-1)?.startsWith('LATIHAN') ?? false,
      repeatLast: null,
      blocks: null,
      limitOnce: null,
    },
    async close() {
      rmSync(folder, { recursive: true });
      await ring.close();
    },
  };
}

function saved(text: string): Seen['file'] {
  const path = / disimpan di (.+)\]$/m.exec(text)?.[1];
  return path === undefined ? null : { name: basename(path), bytes: readFileSync(path) };
}

function seen(text: string): Seen {
  const lines = text.split('\n');
  return {
    text,
    choices: lines.flatMap((line) => /^\[\d+\] (.+)$/.exec(line)?.[1] ?? []),
    qr: readBlocks(lines),
    picture: text.includes('[Gambar:'),
    file: saved(text),
    link: /https?:\S+/.exec(text)?.[0] ?? null,
  };
}

/** The package is CommonJS with types written for a default export. */
const jsQR = jsqr as unknown as typeof jsqr.default;
const SCALE = 4;

/** What a phone held before the screen reads: two modules per character cell, dark where there is ink. */
function readBlocks(lines: string[]): string | null {
  const rows = lines.filter((line) => line.length > 25 && /^[ █▀▄]+$/.test(line));
  const width = rows[0]?.length ?? 0;
  if (width === 0) return null;
  const isDark = (x: number, y: number) => {
    const cell = rows[Math.floor(y / 2)]?.[x] ?? ' ';
    return cell === '█' || cell === (y % 2 === 0 ? '▀' : '▄');
  };
  const side = width * SCALE;
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (isDark(Math.floor(x / SCALE), Math.floor(y / SCALE)))
        rgba.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return jsQR(rgba, side, side)?.data ?? null;
}

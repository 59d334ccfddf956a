import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { until } from '../../../tests/rig/until.ts';
import type { InboundMessage } from '../channel.ts';
import { outgoing } from '../../../tests/support/telegram-rig.ts';
import { createTerminalChannel } from './channel.ts';
import { readTyped } from './typed.ts';
import { terminalView } from './view.ts';

describe('a typed line', () => {
  const plain = [
    { id: 'rooms', label: '🏨 Pesan kamar' },
    { id: 'shop', label: 'Belanja' },
  ];
  const numeric = [
    { id: 'n1', label: '1 malam' },
    { id: 'n3', label: '3 malam' },
  ];

  test.each([
    ['2', plain, { kind: 'choice', choice: 'shop' }],
    [' [1] ', plain, { kind: 'choice', choice: 'rooms' }],
    ['#2', numeric, { kind: 'choice', choice: 'n3' }],
    ['2', numeric, { kind: 'text', text: '2' }],
    ['3', plain, { kind: 'text', text: '3' }],
    ['0', plain, { kind: 'text', text: '0' }],
    ['2 malam', plain, { kind: 'text', text: '2 malam' }],
    ['081234567890', plain, { kind: 'text', text: '081234567890' }],
    ['1', [], { kind: 'text', text: '1' }],
  ] as const)('%j under %j is %j', (line, choices, expected) => {
    expect(readTyped(line, [...choices])).toEqual(expected);
  });
});

describe('a message in the terminal', () => {
  test('reads from top to bottom, with the goods alone', () => {
    const message = outgoing({
      text: 'Kode Anda:\n\nSimpan baik-baik.',
      copy: 'ABC-123',
      practice: true,
      link: { url: 'http://localhost:8080/o/x', label: 'Nota' },
      choices: [{ id: 'menu', label: 'Menu' }],
    });
    expect(terminalView(message, { colours: false, saved: null })).toBe(
      'LATIHAN\n\nKode Anda:\n\nSimpan baik-baik.\n\nNota: http://localhost:8080/o/x\n\nABC-123\n\n[1] Menu\n\n',
    );
  });

  test('cannot be made to move the cursor', () => {
    const view = terminalView(outgoing({ text: 'Tamu: \u001b[2J\u009b1mhai\r' }), { colours: false, saved: null });
    expect(view).toBe('Tamu: [2J1mhai\n\n');
  });

  test('draws codes dark on light where colours are understood, in at most 80 columns', () => {
    const image = { kind: 'qris', payload: '00020101021226'.repeat(18), alt: 'QR' } as const;
    const lines = terminalView(outgoing({ text: '', image }), { colours: true, saved: null }).split('\n');
    const drawn = lines.filter((line) => line.startsWith('\u001b[38;5;16;48;5;231m'));
    expect(drawn.length).toBeGreaterThan(20);
    for (const line of drawn) {
      expect(line.endsWith('\u001b[0m')).toBe(true);
      expect(line.split('m')[1]?.split('\u001b')[0]?.length).toBeLessThanOrEqual(80);
    }
    expect(lines).toContain('[Gambar: QR]');
  });
});

describe('the terminal channel', () => {
  test('stores piped lines in order, each under its own id, and has left when all are stored', async () => {
    const got: InboundMessage[] = [];
    const { input, channel } = open(async (message) => {
      await new Promise((resolve) => setImmediate(resolve));
      got.push(message);
    });
    await channel.start();
    input.end(Array.from({ length: 300 }, (_, index) => `baris ${index}\n`).join('') + '\n  \nakhir');
    await channel.left;
    expect(got).toHaveLength(301);
    expect(new Set(got.map(({ messageId }) => messageId)).size).toBe(301);
    expect(got.at(-1)?.body).toEqual({ kind: 'text', text: 'akhir' });
    expect(got[0]).toMatchObject({ channel: 'terminal', address: 'local', lang: 'id', at: 5 });
  });

  test('a line that cannot be stored does not keep the next ones out', async () => {
    const got: string[] = [];
    const { input, channel } = open(async ({ body }) => {
      if (body.kind === 'text' && body.text === 'satu') throw new Error('busy');
      got.push(JSON.stringify(body));
    });
    await channel.start();
    input.write('satu\ndua\n');
    await until(() => got.length === 1);
    await channel.stop();
  });

  test('a closed terminal is gone, not failed', async () => {
    const { output, channel } = open(async () => {});
    await channel.start();
    output.end();
    expect(await channel.deliver(outgoing({ text: 'x' }))).toMatchObject({ kind: 'gone' });
    await channel.stop();
  });
});

const line = () => {};

function open(inbound: (message: InboundMessage) => Promise<void>) {
  const input = new PassThrough();
  const output = new PassThrough();
  let ids = 0;
  const channel = createTerminalChannel({
    input,
    output,
    inbound: async (message) => {
      await inbound(message);
      return { chatId: 'c', seq: 1, duplicate: false };
    },
    clock: { now: () => 5, elapsedMs: () => 5 },
    ids: { uuid: () => `s${(ids += 1)}` },
    log: { debug: line, info: line, warn: line, error: line },
    folder: '/nowhere',
  });
  return { input, output, channel };
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { text } from '../../commerce/ports/screen.ts';
import { createMessages } from './render.ts';

function folderWith(id: string, en = id): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-ftl-'));
  for (const [lang, words] of [
    ['id', id],
    ['en', en],
  ] as const) {
    mkdirSync(join(folder, lang));
    writeFileSync(join(folder, lang, 'a.ftl'), words);
  }
  return folder;
}

const WORDS = `
hi = Halo { $name }, total { $total } untuk { $n } kode.
part = bagian { $name }
outer = Ini { $inner }.
button = Bayar
`;

const quiet = () => undefined;

describe('rendering a screen', () => {
  const lines: object[] = [];
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => lines.push(fields) };
  const messages = createMessages({ log, folder: folderWith(WORDS) });

  test('puts values into words of the language, sentences inside sentences too', () => {
    const values = { name: 'Ani', total: { money: 15000 }, n: 2 };
    expect(messages.text(text('hi', values), 'id')).toBe('Halo Ani, total Rp 15.000 untuk 2 kode.');
    expect(messages.text(text('hi', values), 'en')).toBe('Halo Ani, total Rp 15,000 untuk 2 kode.');
    expect(messages.text(text('outer', { inner: { text: text('part', { name: 'x' }) } }), 'id')).toBe('Ini bagian x.');
  });

  test('what people typed is text, not a message of ours', () => {
    const name = '{ $total } { button } *b* <b>';
    expect(messages.text(text('part', { name }), 'id')).toBe(`bagian ${name}`);
  });

  test('a missing key or value shows itself and is logged once', () => {
    lines.length = 0;
    for (let i = 0; i < 3; i += 1) {
      expect(messages.text(text('nowhere'), 'id')).toBe('nowhere');
      expect(messages.text(text('part'), 'id')).toContain('bagian');
    }
    expect(lines).toHaveLength(2);
  });

  test('gives a channel everything it needs and nothing undefined', () => {
    const screen = {
      lines: [text('part', { name: 'x' }), text('button')],
      choices: [{ id: 'menu', label: text('button') }],
      copy: 'CODE 1',
      secret: true,
      image: { kind: 'qris' as const, payload: '000201', alt: text('button') },
    };
    expect(messages.render(screen, 'id', { practice: true })).toEqual({
      text: 'bagian x\n\nBayar',
      file: null,
      choices: [{ id: 'menu', label: 'Bayar' }],
      image: { kind: 'qris', payload: '000201', alt: 'Bayar' },
      link: null,
      copy: 'CODE 1',
      expiresAt: null,
      secret: true,
      practice: true,
    });
  });

  test('never outgrows the tightest channel', () => {
    const long = { lines: Array.from({ length: 60 }, () => text('part', { name: 'x'.repeat(900) })) };
    expect(messages.render(long, 'id', { practice: false }).text.length).toBeLessThanOrEqual(3900);
  });

  test('the same key in two places of a language stops the start', () => {
    expect(() => createMessages({ folder: folderWith('a = 1\na = 2') })).toThrow(/a\.ftl/);
  });
});

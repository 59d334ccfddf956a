import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { PresetField } from '../../commerce/ports/registry.ts';
import { askFields } from './ask.ts';

const field = (name: string, more: Partial<PresetField> = {}): PresetField => ({
  name,
  title: name.toUpperCase(),
  example: 'abcd',
  where: '',
  pattern: '[a-zA-Z0-9-]{4,}',
  secret: false,
  optional: false,
  ...more,
});

const FIELDS = [
  field('project'),
  field('api_key', { secret: true }),
  field('webhook_secret', { secret: true, optional: true }),
  field('domain', { optional: true }),
];

function terminal() {
  const input = new PassThrough();
  const shown: string[] = [];
  const output = new PassThrough();
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  return { input, output, shown: () => shown.join('') };
}

test('secrets are asked and not echoed, what is no secret is', async () => {
  const { input, output, shown } = terminal();
  const asked = askFields(FIELDS, input, output);
  for (const line of ['toko-uji', 'kunci-rahasia', '', 'bayar']) input.write(`${line}\r`);
  expect(await asked).toEqual({ project: 'toko-uji', api_key: 'kunci-rahasia', domain: 'bayar' });
  expect(shown()).toContain('toko-uji');
  expect(shown()).toContain('bayar');
  expect(shown()).not.toContain('kunci-rahasia');
});

test('lines pasted in one go answer the questions in order, without an echo of the secrets', async () => {
  const { input, output, shown } = terminal();
  const asked = askFields(FIELDS, input, output);
  input.write('toko-uji\rkunci-rahasia\rkunci-kedua\r\r');
  expect(await asked).toEqual({ project: 'toko-uji', api_key: 'kunci-rahasia', webhook_secret: 'kunci-kedua' });
  expect(shown()).not.toMatch(/kunci-(rahasia|kedua)/);
});

test('a wrong answer is asked again, a few times', async () => {
  const { input, output, shown } = terminal();
  const asked = askFields([field('api_key', { secret: true })], input, output);
  input.write('x\ry y\rbetul1\r');
  expect(await asked).toEqual({ api_key: 'betul1' });
  expect(shown().match(/does not look right/g)).toHaveLength(2);

  const stubborn = terminal();
  const failed = askFields([field('api_key')], stubborn.input, stubborn.output);
  stubborn.input.write('x\r'.repeat(5));
  await expect(failed).rejects.toThrow('nothing was saved');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s stops and saves nothing', async (_, key) => {
  const { input, output } = terminal();
  const asked = askFields(FIELDS, input, output);
  input.write('toko-uji\r');
  input.write(key);
  await expect(asked).rejects.toThrow('stopped; nothing was saved');
});

import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { rupiah, wholeNumber } from './arguments.ts';
import { UsageError } from './command.ts';
import { instant, oneLine, table } from './format.ts';
import { readGivenValues } from './given-values.ts';
import { linesOf, MAX_LINE_BYTES, textOf } from './json-lines.ts';

describe('values from a pipe', () => {
  test.each([
    ['JSON', '{"project": "toko", "API_KEY": "a=b", "max": 5}', { project: 'toko', api_key: 'a=b', max: '5' }],
    ['lines', '# keys\nPROJECT = toko\n\napi_key=a=b\r\n', { project: 'toko', api_key: 'a=b' }],
    ['nothing', '', {}],
  ])('as %s', (_, words, values) => {
    expect(readGivenValues(words)).toEqual(values);
  });

  test.each(['{"api_key": "bocor"', '{"api_key": ["bocor"]}', 'bocor', '=bocor', 'api key=bocor'])(
    'refuses %s without repeating it',
    (words) => {
      const read = () => readGivenValues(words);
      expect(read).toThrow(UsageError);
      expect(read).not.toThrow(/bocor/);
    },
  );
});

const read = async (...chunks: string[]) => {
  const lines: (string | null)[] = [];
  for await (const line of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(line);
  return lines;
};

describe('lines', () => {
  test.each([
    [['a\nb'], ['a', 'b']],
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\n\n', 'c\r\n'],
      ['ab', '', 'c'],
    ],
    [[''], []],
    [['\n'], ['']],
  ])('%j', async (chunks, lines) => {
    expect(await read(...chunks)).toEqual(lines);
  });

  test('a letter cut in two by the pipe is whole again', async () => {
    const bytes = Buffer.from('é\n');
    const lines: (string | null)[] = [];
    for await (const line of linesOf(Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]))) lines.push(line);
    expect(lines).toEqual(['é']);
  });

  test('one that is too long is told and not kept', async () => {
    const piece = 'x'.repeat(64 * 1024);
    const pieces = Array.from({ length: MAX_LINE_BYTES / piece.length }, () => piece);
    expect(await read('a\n', ...pieces, '\nb')).toEqual(['a', pieces.join(''), 'b']);
    expect(await read('a\n', ...pieces, 'x\nb')).toEqual(['a', null, 'b']);
    expect(await read(...pieces, ...pieces)).toEqual([null]);
    expect(await textOf(Readable.from(pieces), 1000)).toBeNull();
  });
});

test('rupiah as people write it', () => {
  const amounts = ['50000', '50.000', '1_250_000', 'Rp50.000', 'rp 50000'].map((value) => rupiah(value, '--price'));
  expect(amounts).toEqual([50_000, 50_000, 1_250_000, 50_000, 50_000]);
  for (const value of ['', '-1', '12,5', '1.5', '50rb', '5e3', '９', '1'.repeat(13)])
    expect(() => rupiah(value, '--price')).toThrow('--price needs whole rupiah');
  expect(() => wholeNumber('0x10', '--limit', 1, 100)).toThrow(UsageError);
});

test('a table is as wide as it needs to be and keeps the terminal in order', () => {
  expect(
    table([
      ['a', 'b'],
      ['long', ''],
    ]),
  ).toEqual(['  a     b', '  long']);
  expect(oneLine('a\u001B[2Jb\n\tc\u202Ed')).toBe('a [2Jb c d');
  expect(oneLine('x'.repeat(20), 5)).toBe('xxxx…');
  expect(instant(0, 'Asia/Jakarta')).toBe('1970-01-01 07:00:00');
});

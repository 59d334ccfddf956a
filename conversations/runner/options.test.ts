import { describe, expect, test } from 'vitest';
import type { Choice } from '../../commerce/ports/screen.ts';
import { answersQuestion, pressedOption, questionToken, tokenise, typedOption } from './options.ts';

const option = (id: string, key: string): Choice => ({ id, label: { key } });
const labels: Record<string, string[]> = {
  rooms: ['🏨 Pesan kamar', '🏨 Book a room'],
  shop: ['Belanja', 'Shop'],
  five: ['5', '5'],
  ten: ['10.000', '10,000'],
};
const wordings = ({ key }: { key: string }) => labels[key] ?? [key];
const options = [option('a', 'rooms'), option('b', 'shop')];

describe('pressed options', () => {
  const token = questionToken('0190a5c1-0000-7000-8000-000000000001', 3);

  test('carry dialog and question', () => {
    expect(token).toMatch(/^d\.[\w-]{8}\.3$/);
    expect(tokenise(options, token).map(({ id }) => id)).toEqual([`${token}.a`, `${token}.b`]);
    expect(pressedOption(`${token}.b`, options, token)).toBe('b');
  });

  test('of another question or dialog answer nothing', () => {
    const later = questionToken('0190a5c1-0000-7000-8000-000000000001', 4);
    const other = questionToken('0190a5c1-0000-7000-8000-000000000002', 3);
    for (const foreign of [later, other, `${token}1`]) {
      expect(answersQuestion(`${foreign}.b`, token)).toBe(false);
      expect(pressedOption(`${foreign}.b`, options, token)).toBeNull();
    }
  });

  test('with long ids go by position and stay within 64 bytes', () => {
    const long = [option('x', 'shop'), option('é'.repeat(30), 'rooms')];
    const shown = tokenise(long, token);
    expect(shown[1]?.id).toBe(`${token}.#1`);
    for (const { id } of shown) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64);
    expect(pressedOption(`${token}.#1`, long, token)).toBe('é'.repeat(30));
  });
});

describe('typed options', () => {
  test.each([
    ['1', 'a'],
    ['2.', 'b'],
    ['no 2', 'b'],
    ['pesan kamar', 'a'],
    ['BOOK A ROOM!', 'a'],
    ['belanja', 'b'],
    ['B', 'b'],
    ['3', null],
    ['0', null],
    ['', null],
    ['kamar', null],
  ])('%j names %j', (words, id) => {
    expect(typedOption(words, options, wordings, true)).toBe(id);
  });

  test('a label that is a number goes before a position', () => {
    const amounts = [option('x', 'ten'), option('y', 'five')];
    expect(typedOption('5', amounts, wordings, true)).toBe('y');
    expect(typedOption('1', amounts, wordings, true)).toBe('x');
  });

  test('numbers are left alone where the question takes numbers', () => {
    expect(typedOption('2', options, wordings, false)).toBeNull();
  });

  test('a minus in front of a digit is part of what was typed, not punctuation', () => {
    const guests = [option('2', 'two-guests')];
    expect(typedOption('-2 tamu', guests, () => ['2 tamu'], true)).toBeNull();
    expect(typedOption('- 2 tamu', guests, () => ['2 tamu'], true)).toBe('2');
  });
});

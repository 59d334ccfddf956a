import { readFileSync } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { langOf, preferred, speak, word } from './words.ts';

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, string>;
const places = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe.each(['./words/', './web/words/'])('sentences in %s', (folder) => {
  it('exist in both languages with the same places', () => {
    const id = read(`${folder}id.json`);
    const en = read(`${folder}en.json`);
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
    expect(Object.keys(id).length).toBeGreaterThan(25);
    for (const [key, sentence] of Object.entries(id)) {
      expect(places(en[key] ?? ''), key).toEqual(places(sentence));
      expect(sentence.trim(), key).not.toBe('');
    }
  });
});

it('every word the page asks for exists, and none is left over', () => {
  const files = ['app', 'bubble', 'countdown', 'file', 'log', 'words'].map((name) => `./web/${name}.js`);
  const source = [...files, './web/index.html']
    .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
    .join();
  const known = Object.keys(read('./web/words/id.json'));
  const asked = [...source.matchAll(/\bt\('(\w+)'|data-(?:word|label|place)="(\w+)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  expect(asked.filter((key) => !known.includes(key))).toEqual([]);
  const mentioned = (key: string) => asked.includes(key) || source.includes(`'${key}'`);
  expect(known.filter((key) => !mentioned(key))).toEqual([]);
});

describe('language of an answer', () => {
  it.each([
    [undefined, 'id'],
    ['', 'id'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['en-GB,en;q=0.9,id;q=0.8', 'en'],
    ['fr-FR,en;q=0.5', 'en'],
    ['en;q=0.1,id;q=0.9', 'id'],
    ['fr', 'id'],
    ['x'.repeat(5000), 'id'],
    [';;q=,,q', 'id'],
  ])('%s -> %s', (header, lang) => expect(preferred(header)).toBe(lang));

  it('follows the chat once it is known', () => {
    const request = { headers: { 'accept-language': 'en' } } as FastifyRequest;
    expect(langOf(request)).toBe('en');
    speak(request, 'id');
    expect(langOf(request)).toBe('id');
  });
});

it('fills places and leaves unknown ones alone', () => {
  expect(word('en', 'order_title', { code: 'K7' })).toBe('Order K7');
  expect(word('id', 'error_rate_limited')).toContain('{seconds}');
});

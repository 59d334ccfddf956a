import { expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import { answerChallenge, readQuery } from './query.ts';

test.each([
  ['/w', {}],
  ['/w?', {}],
  ['/w?a=1&b=%20x+y', { a: '1', b: ' x y' }],
  ['/w?a=1?b=2', { a: '1?b=2' }],
])('%s is read', (path, query) => expect(readQuery(path)).toEqual(query));

test('a parameter that comes twice, or more than anybody sends, is nothing', () => {
  expect(readQuery('/w?a=1&a=1')).toBeNull();
  expect(readQuery(`/w?${Array.from({ length: 101 }, (_, at) => `p${at}=1`).join('&')}`)).toBeNull();
});

test('a prototype key is a parameter like any other', () => {
  const query = readQuery('/w?__proto__=x') ?? {};
  expect(Object.hasOwn(query, '__proto__')).toBe(true);
  expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
});

const challenge = { token: { param: 'token', key: '{secret.hook}' }, echo: 'word' };
const scope = { secret: { hook: secret('right') } };

test('a challenge is answered with its word when the token is ours', () => {
  const reply = { status: 200, contentType: 'text/plain', body: 'w-1' };
  expect(answerChallenge(challenge, { token: 'right', word: 'w-1' }, scope)).toEqual(reply);
});

test.each([
  [{ token: 'wrong', word: 'w' }],
  [{ token: 'RIGHT', word: 'w' }],
  [{ word: 'w' }],
  [{ token: 'right' }],
  [{ token: 'right', word: '' }],
  [{ token: 'right', word: 'a b' }],
])('%j is refused', (query) => expect(answerChallenge(challenge, query, scope)).toBe('refused'));

test('an empty or missing secret of ours is no token', () => {
  expect(answerChallenge(challenge, { token: '', word: 'w' }, { secret: { hook: secret('') } })).toBe('refused');
  expect(answerChallenge(challenge, { token: '', word: 'w' }, { secret: {} })).toBe('refused');
});

test('a query that names neither token nor word is none', () => {
  expect(answerChallenge(challenge, { order: '1' }, scope)).toBeNull();
});

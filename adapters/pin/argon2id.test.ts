/** A PIN's hash knows its own text and nothing else, and the event loop runs on while it is made. */
import { expect, test } from 'vitest';
import { createPinHasher } from './argon2id.ts';

const pins = createPinHasher();

test('matches what it was made from only, and never twice the same text', async () => {
  const [one, two] = await Promise.all([pins.hash('a'), pins.hash('a')]);
  expect(one).toMatch(/^argon2id\$m=19456,t=2\$/);
  expect(one).not.toBe(two);
  expect(await pins.matches('a', one)).toBe(true);
  expect(await pins.matches('a', two)).toBe(true);
  expect(await pins.matches('b', one)).toBe(false);
  for (const broken of ['', 'a', one.slice(0, -1), one.replace('m=19456', 'm=19457')])
    expect(await pins.matches('a', broken)).toBe(false);
});

test('leaves the event loop to others', async () => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  await Promise.all(Array.from({ length: 8 }, () => pins.hash('a')));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(8);
});

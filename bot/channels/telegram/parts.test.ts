import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { escapeHtml, pieces } from './html.ts';
import { isButtonUrl } from './keyboard.ts';
import { createPace } from './pace.ts';
import { readSent, writeSent } from './sent.ts';

describe('cutting text', () => {
  test('never cuts an emoji in half, and prefers paragraphs, lines and words', () => {
    expect(pieces('😀'.repeat(5), 5)).toEqual(['😀😀', '😀😀', '😀']);
    expect(pieces('aaaa bbbb\n\ncccc dd', 12)).toEqual(['aaaa bbbb', 'cccc dd']);
    expect(pieces('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc']);
    expect(pieces('', 10)).toEqual([]);
    expect(pieces('x'.repeat(25), 10).map((piece) => piece.length)).toEqual([10, 10, 5]);
  });

  test('escapes exactly the three signs of HTML mode', () => {
    expect(escapeHtml(`<b> & "x" 'y' &lt;`)).toBe(`&lt;b&gt; &amp; "x" 'y' &amp;lt;`);
  });
});

test.each([
  ['https://pay.example.com/a?b=1', true],
  ['http://shop.example:8080/x', true],
  ['http://localhost:8080/', false],
  ['http://shop.localhost/', false],
  ['http://127.0.0.1:8080/', false],
  ['http://[::1]/', false],
  ['http://intranet/', false],
  ['javascript:alert(1)', false],
  ['tg://resolve?domain=x.com', false],
  ['not a url', false],
])('a button for %s: %s', (url, expected) => {
  expect(isButtonUrl(url)).toBe(expected);
});

test('what was sent is remembered by kind and id, and nonsense is nothing', () => {
  const parts = [
    { kind: 'photo', messageId: 41 },
    { kind: 'text', messageId: 42 },
  ] as const;
  expect(readSent(writeSent(parts))).toEqual(parts);
  expect(readSent('41 voice:3 text:x text:1234567890123456 text:7')).toEqual([{ kind: 'text', messageId: 7 }]);
  expect(readSent(null)).toEqual([]);
});

describe('pace', () => {
  test('a chat has a burst, then a message per second; what would wait long comes back later', async () => {
    let now = 100_000;
    const pace = createPace({ elapsedMs: () => now, chatBurst: 3, everyMs: 0, maxWaitMs: 0 });
    expect(await Promise.all([1, 2, 3].map(() => pace.turn('a')))).toEqual([0, 0, 0]);
    expect(await pace.turn('a')).toBe(1000);
    expect(await pace.turn('b')).toBe(0);
    now += 1000;
    expect(await pace.turn('a')).toBe(0);
    expect(await pace.turn('a')).toBe(1000);
    now += 60_000;
    expect(await Promise.all([1, 2, 3, 4].map(() => pace.turn('a')))).toEqual([0, 0, 0, 1000]);
  });

  test('all chats together stay below 30 a second', async () => {
    let now = 0;
    const pace = createPace({ elapsedMs: () => now, maxWaitMs: 0, maxChats: 50 });
    let sent = 0;
    for (; now < 1000; now += 1) if ((await pace.turn(`chat-${now}`)) === 0) sent += 1;
    expect(sent).toBeGreaterThan(24);
    expect(sent).toBeLessThanOrEqual(30);
  });

  test('a short wait is waited', async () => {
    const pace = createPace({ elapsedMs: () => performance.now(), chatEveryMs: 30, chatBurst: 1, everyMs: 0 });
    await pace.turn('a');
    const began = performance.now();
    expect(await pace.turn('a')).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(20);
    await setImmediate();
  });
});

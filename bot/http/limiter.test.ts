import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { createLimiter } from './limiter.ts';
import { Problem } from './problem.ts';

function moving() {
  let ms = 0;
  return { pass: (more: number) => (ms += more), clock: { now: () => 0, elapsedMs: () => ms } };
}

const uses = (take: () => void) => {
  let count = 0;
  try {
    for (; count < 1000; count += 1) take();
  } catch (error) {
    return { count, problem: error as Problem };
  }
  return { count, problem: null };
};

describe('limiter', () => {
  it('has the defaults people were told: 20 messages and 10 sessions a minute', () => {
    expect(DEFAULT_SETTINGS.webMessagesPerMinute).toBe(20);
    expect(DEFAULT_SETTINGS.webSessionsPerMinute).toBe(10);
  });

  it('lets a full window through, then says how long to wait, then begins anew', () => {
    const { clock, pass } = moving();
    const limiter = createLimiter(clock, { perWindow: () => 20, windowMs: 60_000 });
    pass(5000);
    const first = uses(() => limiter.take('a'));
    expect(first.count).toBe(20);
    expect(first.problem).toMatchObject({ status: 429, code: 'rate_limited', values: { seconds: 60 } });
    pass(59_001);
    expect(uses(() => limiter.take('a'))).toMatchObject({ count: 0, problem: { values: { seconds: 1 } } });
    pass(999);
    expect(uses(() => limiter.take('a')).count).toBe(20);
  });

  it('counts each key by itself and follows a changed setting at once', () => {
    const { clock } = moving();
    let perWindow = 2;
    const limiter = createLimiter(clock, { perWindow: () => perWindow, windowMs: 1000 });
    expect(uses(() => limiter.take('a')).count).toBe(2);
    expect(uses(() => limiter.take('b')).count).toBe(2);
    perWindow = 3;
    expect(uses(() => limiter.take('a')).count).toBe(1);
  });

  it('keeps no more keys than it may, whoever sends them', () => {
    const { clock } = moving();
    const limiter = createLimiter(clock, { perWindow: () => 1, windowMs: 1000, maxKeys: 2 });
    limiter.take('a');
    limiter.take('b');
    limiter.take('c');
    expect(() => limiter.take('b')).toThrow(Problem);
    expect(() => limiter.take('a')).not.toThrow();
  });
});

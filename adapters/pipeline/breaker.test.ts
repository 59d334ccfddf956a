import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';
import type { Breaker } from './breaker.ts';

function setUp() {
  const time = { ms: 1_000 };
  const breaker = createBreaker({ now: () => 0, elapsedMs: () => time.ms });
  return { time, breaker };
}

const call = (breaker: Breaker, outcome: 'success' | 'failure'): boolean => {
  const report = breaker.enter();
  report?.(outcome);
  return report !== null;
};

test('opens after three failures in a row, not after three in all', () => {
  const { breaker } = setUp();
  for (const outcome of ['failure', 'failure', 'success', 'failure', 'failure'] as const) call(breaker, outcome);
  expect(call(breaker, 'failure')).toBe(true);
  expect(breaker.enter()).toBeNull();
});

test('after the pause one call may try; the others still wait for what it finds', () => {
  const { breaker, time } = setUp();
  for (let count = 0; count < 3; count += 1) call(breaker, 'failure');
  time.ms += 59_999;
  expect(breaker.enter()).toBeNull();
  time.ms += 1;
  const trial = breaker.enter();
  expect(trial).not.toBeNull();
  expect(breaker.enter()).toBeNull();
  trial?.('failure');
  expect(breaker.enter()).toBeNull();
  time.ms += 60_000;
  breaker.enter()?.('success');
  expect(call(breaker, 'failure')).toBe(true);
  expect(breaker.enter()).not.toBeNull();
});

test('a call that was out when the breaker opened does not close it', () => {
  const { breaker } = setUp();
  const early = breaker.enter();
  for (let count = 0; count < 3; count += 1) call(breaker, 'failure');
  early?.('success');
  expect(breaker.enter()).toBeNull();
});

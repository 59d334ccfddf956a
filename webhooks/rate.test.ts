import { expect, test } from 'vitest';
import { createRate } from './rate.ts';

test('is busy from the twentieth in fifty milliseconds until a span without them is over', () => {
  let now = 1000;
  const rate = createRate(() => now);
  for (let i = 0; i < 19; i += 1) rate.count();
  expect(rate.isBusy()).toBe(false);
  rate.count();
  expect(rate.isBusy()).toBe(true);
  now = 1050;
  expect(rate.isBusy()).toBe(true);
  now = 1100;
  expect(rate.isBusy()).toBe(false);
});

test('sixteen buyers who pay a hundred times a second are not a flood', () => {
  let now = 0;
  const rate = createRate(() => now);
  for (; now < 1000; now += 10) {
    rate.count();
    expect(rate.isBusy()).toBe(false);
  }
});

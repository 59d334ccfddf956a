import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createUuidV7 } from './uuid.ts';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('ids of one millisecond grow in the order they were made, past the end of the counter too', () => {
  const uuid = createUuidV7(() => 1_795_000_000_000, randomUUID);
  const made = Array.from({ length: 10_000 }, uuid);
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(10_000);
  for (const id of [made[0], made[4096], made[9999]]) expect(id).toMatch(V7);
});

test('the first 48 bits are the time, and a clock that goes back does not make ids go back', () => {
  let now = 1_795_000_000_000;
  const uuid = createUuidV7(() => now, randomUUID);
  const first = uuid();
  expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(now);
  now -= 5000;
  const second = uuid();
  now += 6000;
  const third = uuid();
  expect([first, second, third]).toEqual([first, second, third].toSorted());
  expect(Number.parseInt(third.replace('-', '').slice(0, 12), 16)).toBe(now);
});

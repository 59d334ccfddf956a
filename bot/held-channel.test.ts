import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/testing.ts';
import { stays, until } from '../tests/rig/until.ts';
import type { Channel } from './channels/channel.ts';
import { heldChannel } from './held-channel.ts';

let db: TestDatabase;
const held: Channel[] = [];
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const clock = { now: () => Date.now(), elapsedMs: () => performance.now() };

beforeEach(async () => {
  db = await openTestDatabase();
});
afterEach(async () => {
  for (const channel of held.splice(0)) await channel.stop();
  await db.close();
});

/** A process that would run the channel; `running` tells whether it does. */
function contender(owner: string, leaseMs = 150) {
  const seen = { running: false, starts: 0 };
  const channel: Channel = {
    name: 'one-asker',
    capabilities: { edit: false, deleteInbound: false, images: false, typing: false },
    deliver: async () => ({ kind: 'sent', externalId: null }),
    start: async () => {
      seen.running = true;
      seen.starts += 1;
    },
    stop: async () => {
      seen.running = false;
    },
  };
  const one = heldChannel(channel, { uow: db.uow, clock, log, owner, leaseMs });
  held.push(one);
  return { channel: one, seen };
}

test('one of several runs the channel, and the next takes over when it stops', async () => {
  const all = ['a', 'b', 'c'].map((owner) => contender(owner));
  for (const { channel } of all) await channel.start();
  const running = () => all.filter(({ seen }) => seen.running);
  await until(() => running().length === 1);
  await stays(() => running().length === 1, 400);
  const first = running()[0]!;
  expect(first.seen.starts).toBe(1);
  await first.channel.stop();
  expect(first.seen.running).toBe(false);
  await until(() => running().length === 1);
  expect(running()[0]).not.toBe(first);
});

test('who lost the lease to another stops, and runs again when it is free', async () => {
  const { channel, seen } = contender('a');
  await channel.start();
  await until(() => seen.running);
  const later = Date.now() + 10_000;
  const fence = await db.uow.run('test.steal', (s) => s.leases.take('channel.one-asker', 'thief', later, later));
  await until(() => !seen.running);
  await db.uow.run('test.release', (s) => s.leases.release('channel.one-asker', fence!));
  await until(() => seen.running);
  expect(seen.starts).toBe(2);
});

test('a dead holder is followed when its lease ran out, not before', async () => {
  const diedAt = Date.now();
  await db.uow.run('test.dead', (s) => s.leases.take('channel.one-asker', 'dead', diedAt, diedAt + 500));
  const { channel, seen } = contender('b');
  await channel.start();
  await until(() => seen.running);
  expect(Date.now() - diedAt).toBeGreaterThanOrEqual(500);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demandRedis, startRedis, type RedisServer } from '../../tests/rig/redis-server.ts';
import { stays, until } from '../../tests/rig/until.ts';
import { createWakeBus, type WakeBus, type Woken } from './wake-bus.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe.runIf(demandRedis('waking other processes'))('waking other processes', () => {
  let redis: RedisServer;
  const buses: WakeBus[] = [];
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const bus of buses.splice(0)) bus.close();
    await redis.stop();
  });

  async function bus(self: string, shop = 'shop-1') {
    const heard: Woken[] = [];
    const made = createWakeBus({
      redisUrl: redis.url,
      shop: async () => shop,
      self,
      log,
      onWake: (w) => heard.push(w),
    });
    buses.push(made);
    await made.start();
    return { ...made, heard };
  }
  const outgoing = { inbox: false, outgoing: true };

  test('the others of the shop hear it, the sender and other shops do not', async () => {
    const [a, b, c] = [await bus('a'), await bus('b'), await bus('c', 'shop-2')];
    await until(() => {
      a.tell(outgoing);
      return b.heard.length > 0;
    });
    expect(b.heard[0]).toEqual(outgoing);
    expect(a.heard).toEqual([]);
    expect(c.heard).toEqual([]);
  });

  test('many at once are told as one', async () => {
    const [a, b] = [await bus('a'), await bus('b')];
    await until(() => {
      a.tell(outgoing);
      return b.heard.length > 0;
    });
    const said = () => b.heard.filter(({ inbox }) => inbox).length;
    for (let index = 0; index < 100; index += 1) a.tell({ inbox: index % 2 === 0, outgoing: true });
    await until(() => said() === 1);
    await stays(() => said() === 1, 50);
  });

  test('after Redis was gone it works again, and telling meanwhile harms nothing', async () => {
    const [a, b] = [await bus('a'), await bus('b')];
    await redis.kill();
    a.tell(outgoing);
    await redis.restart();
    await until(() => {
      a.tell(outgoing);
      return b.heard.length > 0;
    });
  });
});

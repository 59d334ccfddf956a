/**
 * A few minutes of simulation would be no test for every change; `.ci/run` has the full sizes. Here: a small run on each
 * store, that a seed says everything, the seeds that once found something, and that the rules notice what is planted.
 */
import { describe, expect, test } from 'vitest';
import { calmDown, runWorld } from './run.ts';
import { newRefund } from '../contract/stores/fixtures.ts';
import { brokenRules } from './rules.ts';
import { comeToBuy } from './buyers.ts';
import { REGRESSIONS } from './regressions.ts';
import { openWorld, type World } from './world.ts';

test.each([
  ['memory', 250],
  ['sqlite', 25],
] as const)(
  'a shop under faults and deaths keeps every rule on %s',
  async (store, checkouts) => {
    const report = await runWorld({ seed: 11, store, checkouts });
    expect(report.wrong).toEqual([]);
    expect(report.placed).toBeGreaterThan(checkouts / 2);
  },
  60_000,
);

test.each(['memory', 'sqlite'] as const)(
  'the same seed leaves the same rows on %s, another seed others',
  async (store) => {
    const run = async (seed: number) =>
      (await runWorld({ seed, store, checkouts: store === 'memory' ? 25 : 10, digest: true })).digest;
    const [first, again, other] = [await run(5), await run(5), await run(6)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  },
  60_000,
);

test.each(REGRESSIONS)('seed $seed found once: $found', async ({ seed, store, checkouts }) => {
  expect((await runWorld({ seed, store, checkouts })).wrong).toEqual([]);
});

describe('what is planted is noticed', () => {
  /** A calm shop with orders of all kinds, at rest. */
  async function soldOut(): Promise<World> {
    const quiet = { stepsToLive: Infinity, diskFullRate: 0, faults: false, codes: 60 };
    const world = await openWorld({ seed: 3, store: 'memory', ...quiet });
    for (let number = 1; number <= 40; number += 1) comeToBuy(world, number, () => {});
    await calmDown(world, 60 * 60_000);
    return world;
  }
  const planted = async (break_: (world: World) => Promise<unknown>): Promise<string> => {
    const world = await soldOut();
    expect(await brokenRules(world)).toEqual([]);
    await break_(world);
    return (await brokenRules(world)).join('\n');
  };
  const unit = (world: World, work: Parameters<World['store']['uow']['run']>[1]) =>
    world.store.uow.run('planted', work);
  const orderIn = async (world: World, state: string) => {
    const found = (await world.store.look()).orders.find((order) => order.state === state);
    if (!found) throw new Error(`no order is ${state}`);
    return found;
  };

  test('money nobody booked', async () => {
    const told = planted(async ({ vendors }) => {
      const [key, payment] = [...vendors.world.payments].find(([, row]) => row.receipts.length > 0) ?? [];
      const receipt = payment?.receipts[0];
      if (!key || !payment || !receipt) throw new Error('nobody paid');
      const more = { ...receipt, transactionId: 'PLANTED' };
      vendors.commit([{ table: 'payments', key, value: { ...payment, receipts: [...payment.receipts, more] } }]);
    });
    expect(await told).toMatch(/taken are \d+, booked are \d+/);
  });

  test('goods under two references', async () => {
    const told = planted(async ({ vendors, store }) => {
      const { attempts } = await store.look();
      const [key, purchase] = [...vendors.world.purchases].find(([, row]) => row.status === 'Sukses') ?? [];
      const attempt = attempts.find((row) => row.refId === purchase?.refId);
      if (!key || !purchase || !attempt) throw new Error('nothing was bought');
      const refId = `${attempt.refId}-again`;
      await store.uow.run('planted', (s) =>
        s.fulfilments.insertAttempt({ ...attempt, id: 'planted', attempt: 9, refId }),
      );
      vendors.commit([{ table: 'purchases', key: key.replace(attempt.refId, refId), value: { ...purchase, refId } }]);
    });
    expect(await told).toMatch(/was bought under/);
  });

  test('a refund that is owed twice', async () => {
    const told = planted(async (world) => {
      const order = await orderIn(world, 'completed');
      await unit(world, (s) => s.payments.insertRefund(newRefund(world.ids, order, { cause: 'planted' })));
    });
    expect(await told).toMatch(/promised are \d+, on refunds_due lie 0/);
  });

  test('a final state that is left, and a change no table has', async () => {
    const told = planted(async (world) => {
      const order = await orderIn(world, 'completed');
      await world.transitions.uow.run('planted', (s) => s.orders.update(order.id, order.version, { state: 'expired' }));
    });
    expect(await told).toMatch(/order completed → expired of .* is in no table/);
  });

  test('an order that waits for nobody', async () => {
    const told = planted(async (world) => {
      const order = await orderIn(world, 'completed');
      await unit(world, (s) => s.orders.update(order.id, order.version, { state: 'paid' }));
    });
    expect(await told).toMatch(/is paid and stuck/);
  });

  test('a night that is sold and nobody sleeps there', async () => {
    const told = planted(async (world) => {
      const [night] = (await world.store.look()).nights;
      if (!night) throw new Error('no nights');
      await unit(world, async (s) => {
        await s.stays.takeNights(night.roomTypeId, [night.night], 1);
        await s.stays.heldToSold(night.roomTypeId, [night.night], 1);
      });
    });
    expect(await told).toMatch(/sold of \d+, stays say/);
  });
});

/** The deposit at the practice supplier, asked over its real adapter: what the owner hears, and how often. */
import { beforeAll, expect, test } from 'vitest';
import type { Provider } from '../../commerce/provider/model.ts';
import { openSupply } from '../support/supply.ts';
import { MINUTE } from '../support/till.ts';

const { till, paid, unitState, apiKey } = openSupply();

let supplier: Provider;

beforeAll(async () => {
  const { uow, clock } = till.shop.core;
  supplier = (await uow.read.providers.list({ integrationType: 'supplier' }))[0]!;
  const rounds = { name: 'supplier.rounds', payload: {}, dedupeKey: 'supplier.rounds' } as const;
  await uow.run('test.rounds', (stores) => stores.jobs.add(rounds, clock.now()));
  await till.shop.settle();
});

const deposit = (depositIdr: number) => till.shop.vendors.call('POST', '/setup', { supplier: { depositIdr } });
const view = async () => {
  const answer = await till.shop.commerce.suppliers(till.shop.owner);
  return answer.ok ? answer.suppliers[0] : null;
};

/** What the owner heard of the deposit while `work` went on. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const about = async () => (await till.shop.alerts()).filter((key) => key.startsWith('upkeep-balance'));
  const before = (await about()).length;
  await work();
  return (await about()).slice(before);
}

test('below the limit it is told once, and again only after it was clearly above', async () => {
  await deposit(99_999);
  expect(await heard(() => till.shop.pass(11 * MINUTE))).toEqual(['upkeep-balance-low']);
  await deposit(110_000);
  expect(await heard(() => till.shop.pass(30 * MINUTE))).toEqual([]);
  await deposit(50_000);
  expect(await heard(() => till.shop.pass(60 * MINUTE))).toEqual([]);
  expect(await view()).toMatchObject({ isLow: true, balanceIdr: 50_000, lowBelowIdr: 100_000 });
  expect(await heard(() => till.shop.pass(24 * 60 * MINUTE))).toEqual(['upkeep-balance-still_low']);
  await deposit(5_000_000);
  expect(await heard(() => till.shop.pass(11 * MINUTE))).toEqual(['upkeep-balance-back']);
  expect(await view()).toMatchObject({ isLow: false });
});

test("the owner's own limit counts at once, and only for this supplier", async () => {
  const { commerce, owner } = till.shop;
  const set = (lowBelowIdr: number | null) => commerce.setSupplierCare(owner, supplier.slug, { lowBelowIdr });
  expect(
    await heard(async () => {
      expect(await set(6_000_000)).toEqual({ ok: true });
      await till.shop.settle();
    }),
  ).toEqual(['upkeep-balance-low']);
  for (const wrong of [-1, 1.5, Number.NaN, 1e12])
    expect(await set(wrong)).toMatchObject({ ok: false, reason: 'bad_input' });
  expect(
    await heard(async () => {
      await set(null);
      await till.shop.settle();
    }),
  ).toEqual(['upkeep-balance-back']);
});

test('a supplier that cannot be asked is told after half an hour, and when it answers again', async () => {
  await apiKey('changed-by-the-vendor');
  expect(await heard(() => till.shop.pass(25 * MINUTE))).toEqual([]);
  expect(await heard(() => till.shop.pass(60 * MINUTE))).toEqual(['upkeep-balance-silent']);
  expect((await view())?.silentSince).not.toBeNull();
  await apiKey('practice-supplier-key');
  expect(await heard(() => till.shop.pass(11 * MINUTE))).toEqual(['upkeep-balance-answers']);
});

test('an order refused for a short deposit makes us look at once, and goes out when it is filled', async () => {
  const order = await paid();
  await deposit(100);
  expect(await heard(() => till.shop.settle())).toEqual(['upkeep-balance-low']);
  expect(await unitState(order)).toBe('scheduled');
  await deposit(5_000_000);
  expect(await heard(() => till.shop.pass(15 * MINUTE))).toEqual(['upkeep-balance-back']);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

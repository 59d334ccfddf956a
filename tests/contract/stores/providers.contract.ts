/** What the accounts' store promises about features and about deleting an account, on any engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { Provider, ProviderFeature } from '../../../commerce/provider/model.ts';
import { newLine, newOrder, newPayment, newProvider, type Open, type Opened } from './fixtures.ts';

export function providersContract(engine: string, open: Open): void {
  describe(`accounts on ${engine}`, () => {
    let db: Opened;
    let one: Provider;
    let other: Provider;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);

    beforeEach(async () => {
      db = await open();
      [one, other] = [newProvider(db.ids), newProvider(db.ids)];
      await run(async (s) => {
        await s.providers.insert(one);
        await s.providers.insert(other);
      });
    });
    afterEach(() => db.close());

    test('one that nothing came of is deleted, with what only it was kept for, and no other', async () => {
      await run(async (s) => {
        await s.upkeep.priceLists.set(one.id, { holdPct: 10 });
        await s.briefs.noteDeposit(one.id, '2026-11-20', 1000, 5);
        await s.briefs.noteDeposit(other.id, '2026-11-20', 1000, 7);
      });
      expect(await run((s) => s.providers.neededBy(one.id))).toBeNull();
      await run((s) => s.providers.remove(one.id));
      expect(await db.uow.read.providers.get(one.id)).toBeNull();
      expect(await db.uow.read.upkeep.priceLists.get(one.id)).toBeNull();
      expect(await db.uow.read.briefs.deposit(one.id, '2026-11-20')).toBeNull();
      expect(await db.uow.read.briefs.deposit(other.id, '2026-11-20')).not.toBeNull();
      expect((await db.uow.read.providers.list()).map(({ id }) => id)).toEqual([other.id]);
    });

    test('one with a payment is needed by it, and cannot be deleted even by who does not ask', async () => {
      const order = newOrder(db.ids, { environment: one.environment });
      await run(async (s) => {
        await s.orders.insert(order, [newLine(db.ids, order)]);
        await s.payments.insert(newPayment(db.ids, order, one));
      });
      expect(await run((s) => s.providers.neededBy(one.id))).toBe('payments');
      expect(await run((s) => s.providers.neededBy(other.id))).toBeNull();
      await expect(run((s) => s.providers.remove(one.id))).rejects.toThrow();
      expect(await db.uow.read.providers.get(one.id)).not.toBeNull();
    });

    test('a feature that is dropped is served by nobody, and only it', async () => {
      const feature = (name: string): ProviderFeature => ({
        feature: name,
        environment: one.environment,
        primaryProviderId: one.id,
        primaryMethod: 'qris',
        fallbackProviderId: null,
        fallbackMethod: null,
      });
      await run(async (s) => {
        await s.providers.setFeature(feature('payment.qris'));
        await s.providers.setFeature(feature('payment.link'));
      });
      await run((s) => s.providers.dropFeature('payment.qris', one.environment));
      expect(await db.uow.read.providers.feature('payment.qris', one.environment)).toBeNull();
      expect((await db.uow.read.providers.features()).map((row) => row.feature)).toEqual(['payment.link']);
    });
  });
}

/** Paused suppliers and charges on top of a unit, on any engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BillQuote } from '../../../commerce/bill/model.ts';
import type { Product } from '../../../commerce/catalogue/model.ts';
import type { DeploymentOrder } from '../../../commerce/deployment/model.ts';
import type { Charge, SupplierPause } from '../../../commerce/fulfilment/supply-model.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import { newAttempt, newFulfilment, newLine, newOrder, newProvider, type Open, type Opened } from './fixtures.ts';

export function supplyContract(engine: string, open: Open): void {
  describe(`supply stores on ${engine}`, () => {
    let db: Opened;
    const provider = () => newProvider(db.ids, { integrationType: 'supplier' });
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);

    beforeEach(async () => {
      db = await open();
    });
    afterEach(() => db.close());

    const paused = (providerId: string, over: Partial<SupplierPause> = {}): SupplierPause => ({
      providerId,
      environment: 'practice',
      reason: 'credentials',
      message: 'no',
      neededIdr: 0,
      pausedAt: 10,
      probes: 0,
      nextProbeAt: 20,
      resumedAt: null,
      ...over,
    });

    test('a supplier is paused once, whoever says it last, and resumed once', async () => {
      const { id } = await run(async (s) => {
        const row = provider();
        await s.providers.insert(row);
        return row;
      });
      expect(await db.uow.read.supply.pause(id)).toBeNull();
      expect(await run((s) => s.supply.endPause(id, 5))).toBe(false);
      await run((s) => s.supply.savePause(paused(id)));
      await run((s) => s.supply.savePause(paused(id, { probes: 3, nextProbeAt: 30 })));
      expect(await db.uow.read.supply.pauses()).toEqual([paused(id, { probes: 3, nextProbeAt: 30 })]);
      const ended = await Promise.all([1, 2, 3].map(() => run((s) => s.supply.endPause(id, 40))));
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await db.uow.read.supply.pauses()).toEqual([]);
      expect(await db.uow.read.supply.pause(id)).toMatchObject({ resumedAt: 40, pausedAt: 10 });
    });

    async function unit() {
      const order = newOrder(db.ids);
      const line = newLine(db.ids, order);
      const fulfilment = newFulfilment(db.ids, line);
      await run(async (s) => {
        await s.orders.insert(order, [line]);
        await s.fulfilments.insert([fulfilment]);
      });
      return { order, fulfilment };
    }

    test('a bill is asked about under one reference, found by its line, moved only from where it is said to be', async () => {
      const supplier = provider();
      const product: Product = {
        id: db.ids.uuid(),
        businessId: supplier.businessId,
        environment: 'practice',
        kind: 'bill',
        code: 'PLN',
        name: 'PLN Pascabayar',
        category: 'Tagihan',
        brand: 'PLN',
        description: '',
        destination: null,
        active: true,
        createdAt: 10,
      };
      await run(async (s) => {
        await s.catalogue.insertProduct(product);
        await s.providers.insert(supplier);
      });
      const row: BillQuote = {
        id: db.ids.uuid(),
        refId: 'bill-1',
        environment: 'practice',
        productId: product.id,
        providerId: supplier.id,
        personId: null,
        chatId: null,
        customerNo: '530000000001',
        state: 'asking',
        costIdr: 0,
        feeIdr: 0,
        sellingIdr: 0,
        maskedName: '',
        period: '',
        lineId: null,
        createdAt: 10,
        expiresAt: 100,
      };
      await run((s) => s.bills.insert(row));
      await expect(run((s) => s.bills.insert({ ...row, id: db.ids.uuid() }))).rejects.toThrow();
      const quoted = {
        state: 'quoted',
        costIdr: 5,
        feeIdr: 1,
        sellingIdr: 6,
        maskedName: 'B***',
        period: '1',
      } as const;
      expect(await run((s) => s.bills.move(row.id, ['quoted'], quoted))).toBe(false);
      expect(await run((s) => s.bills.move(row.id, ['asking'], quoted))).toBe(true);
      expect(await db.uow.read.bills.get(row.id)).toEqual({ ...row, ...quoted });
      const used = { state: 'used', lineId: 'line-1' } as const;
      const won = await Promise.all([1, 2].map(() => run((s) => s.bills.move(row.id, ['quoted'], used))));
      expect(won.filter(Boolean)).toHaveLength(1);
      const later = { ...row, id: db.ids.uuid(), refId: 'bill-2', lineId: 'line-1', createdAt: 20 };
      const unordered = { ...row, id: db.ids.uuid(), refId: 'bill-3' };
      await run(async (s) => {
        await s.bills.insert(later);
        await s.bills.insert(unordered);
      });
      expect(await db.uow.read.bills.ofLine('line-1')).toEqual([{ ...row, ...quoted, ...used }, later]);
      const clear = (before: number) =>
        run((s) => s.admin.retention.clear('bills', before, '', { since: {}, sinceAll: null }));
      expect(await clear(100)).toMatchObject({ deleted: 0 });
      expect(await clear(101)).toMatchObject({ deleted: 1 });
      expect(await db.uow.read.bills.get(unordered.id)).toBeNull();
      expect(await db.uow.read.bills.ofLine('line-1')).toHaveLength(2);
    });

    test('a deployment is one per unit, found by it, and moved only from where it is said to be', async () => {
      const { order, fulfilment } = await unit();
      const row: DeploymentOrder = {
        id: db.ids.uuid(),
        fulfilmentId: fulfilment.id,
        orderId: order.id,
        environment: 'practice',
        productCode: 'BOT1',
        state: 'pending',
        createdAt: 10,
        changedAt: 10,
      };
      await run((s) => s.deployments.insert(row));
      await expect(run((s) => s.deployments.insert({ ...row, id: db.ids.uuid() }))).rejects.toThrow();
      expect(await db.uow.read.deployments.ofFulfilment(fulfilment.id)).toEqual(row);
      expect(await db.uow.read.deployments.ofFulfilment('x')).toBeNull();
      expect(await run((s) => s.deployments.move(row.id, [], 'done', 20))).toBe(false);
      expect(await run((s) => s.deployments.move(row.id, ['running'], 'done', 20))).toBe(false);
      const won = await Promise.all(
        [1, 2].map(() => run((s) => s.deployments.move(row.id, ['pending'], 'queued', 30))),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const after = { ...row, state: 'queued', changedAt: 30 };
      expect(await db.uow.read.deployments.ofFulfilment(fulfilment.id)).toEqual(after);
    });

    const charge = (fulfilmentId: string, over: Partial<Charge> = {}): Charge => ({
      id: db.ids.uuid(),
      fulfilmentId,
      environment: 'practice',
      kind: 'price_rise',
      round: 1,
      amountIdr: 1_500,
      ceilingIdr: 12_000,
      state: 'offered',
      orderId: null,
      expiresAt: 99,
      createdAt: 1,
      ...over,
    });

    test('a unit is asked about once per round', async () => {
      const { fulfilment } = await unit();
      const rows = Array.from({ length: 4 }, () => charge(fulfilment.id));
      const won = await Promise.all(rows.map((row) => run((s) => s.supply.insertCharge(row))));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await run((s) => s.supply.insertCharge(charge(fulfilment.id, { round: 2 })))).toBe(true);
      expect((await db.uow.read.supply.chargesOf(fulfilment.id)).map((row) => row.round)).toEqual([1, 2]);
      expect(await db.uow.read.supply.charge('x')).toBeNull();
    });

    test('a charge leaves a state once, and is found by the order that collects it', async () => {
      const { order, fulfilment } = await unit();
      const row = charge(fulfilment.id);
      await run((s) => s.supply.insertCharge(row));
      const take = () =>
        run((s) => s.supply.updateCharge(row.id, 'offered', { state: 'accepted', orderId: order.id, expiresAt: 150 }));
      expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
      const after = { ...row, state: 'accepted' as const, orderId: order.id, expiresAt: 150 };
      expect(await db.uow.read.supply.chargeOfOrder(order.id)).toEqual(after);
      expect(await run((s) => s.supply.updateCharge(row.id, 'offered', { state: 'expired' }))).toBe(false);
      expect(await db.uow.read.supply.charge(row.id)).toEqual(after);
      expect(await db.uow.read.supply.chargeOfOrder('x')).toBeNull();
    });

    test('an attempt keeps the serial that came too late for it', async () => {
      const { fulfilment } = await unit();
      const seller = provider();
      const attempt = newAttempt(db.ids, fulfilment, seller);
      await run(async (s) => {
        await s.providers.insert(seller);
        await s.fulfilments.insertAttempt(attempt);
        await s.fulfilments.updateAttempt(attempt.id, { outcome: 'success', serialSealed: 'sealed' });
      });
      expect(await db.uow.read.fulfilments.attempt(fulfilment.id, 1)).toMatchObject({ serialSealed: 'sealed' });
    });
  });
}

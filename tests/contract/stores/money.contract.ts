/** Orders, payments, fulfilments and what makes their use cases repeatable, on any engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Order } from '../../../commerce/order/model.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { Provider } from '../../../commerce/provider/model.ts';
import {
  newAttempt,
  newCase,
  newFulfilment,
  newLine,
  newOrder,
  newPayment,
  newProvider,
  newReceipt,
  newRefund,
  type Open,
  type Opened,
} from './fixtures.ts';

export function moneyContract(engine: string, open: Open): void {
  describe(`money stores on ${engine}`, () => {
    let db: Opened;
    let provider: Provider;
    let order: Order;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);

    beforeEach(async () => {
      db = await open();
      provider = newProvider(db.ids);
      order = newOrder(db.ids);
      await run(async (s) => {
        await s.providers.insert(provider);
        await s.orders.insert(order, [newLine(db.ids, order), newLine(db.ids, order)]);
      });
    });
    afterEach(() => db.close());

    test('a payment keeps its numbers and forgets its payer with the first state after creating', async () => {
      const payment = newPayment(db.ids, order, provider, { payerSealed: 'sealed' });
      await run((s) => s.payments.insert(payment));
      const numbers = {
        billerCode: '70012',
        paymentNumber: '8808',
        deepLink: 'app://pay',
        payUrl: 'https://pay.example',
        clientTokenSealed: 'x',
      };
      expect(await run((s) => s.payments.update(payment.id, 1, numbers))).toBe(true);
      expect(await db.uow.read.payments.get(payment.id)).toEqual({ ...payment, ...numbers, version: 2 });
      expect(await run((s) => s.payments.update(payment.id, 2, { state: 'pending' }))).toBe(true);
      const after = { ...payment, ...numbers, state: 'pending', payerSealed: null, version: 3 };
      expect(await db.uow.read.payments.get(payment.id)).toEqual(after);
      expect(await run((s) => s.payments.update(payment.id, 2, { state: 'paid' }))).toBe(false);
    });

    test('an order comes back as it went in, by id, code and token', async () => {
      const { orders } = db.uow.read;
      expect(await orders.get(order.id)).toEqual(order);
      expect(await orders.byCode(order.code)).toEqual(order);
      expect(await orders.byTokenFingerprint(order.tokenFingerprint)).toEqual(order);
      expect(await orders.get('x')).toBeNull();
      expect(await orders.codeExists(order.code)).toBe(true);
      expect(await orders.codeExists('x')).toBe(false);
      const lines = await orders.lines(order.id);
      expect(lines).toHaveLength(2);
      expect(await orders.line(lines[1]!.id)).toEqual(lines[1]);
      expect(lines[0]?.snapshot.maxCostIdr).toBe(49_000);
    });

    test('an update wins once per version and touches only what a patch may', async () => {
      const patch = { state: 'paid' as const, paidAt: 5, totalIdr: 1, id: 'other' };
      const wins = await Promise.all([1, 2, 3].map(() => run((s) => s.orders.update(order.id, 1, patch))));
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await db.uow.read.orders.get(order.id)).toEqual({ ...order, state: 'paid', paidAt: 5, version: 2 });
    });

    test('an unpaid order is priced anew with one of its lines, once per version', async () => {
      const [line, other] = await db.uow.read.orders.lines(order.id);
      const repriced = {
        ...line!,
        unitPriceIdr: 70_000,
        totalIdr: 70_000,
        snapshot: { ...line!.snapshot, name: 'New' },
      };
      const reprice = () =>
        run((s) =>
          s.orders.reprice(order.id, 1, { totalIdr: 120_000, payBy: 9_000 }, { ...repriced, kind: 'x' } as never),
        );
      expect((await Promise.all([reprice(), reprice(), reprice()])).filter(Boolean)).toHaveLength(1);
      expect(await db.uow.read.orders.get(order.id)).toEqual({ ...order, totalIdr: 120_000, payBy: 9_000, version: 2 });
      expect(await db.uow.read.orders.lines(order.id)).toEqual([repriced, other]);
    });

    test('a person sees their orders newest first, in one environment', async () => {
      const later = newOrder(db.ids, { placedAt: 2000 });
      const live = newOrder(db.ids, { environment: 'live' });
      const paid = newOrder(db.ids, { placedAt: 500, state: 'paid' });
      await run(async (s) => {
        for (const each of [later, live, paid]) await s.orders.insert(each, []);
      });
      const mine = await db.uow.read.orders.ofPerson('person-1', 'practice', 10);
      expect(mine.map((each) => each.id)).toEqual([later.id, order.id, paid.id]);
      expect(await db.uow.read.orders.ofPerson('person-1', 'practice', 1, 1)).toEqual([order]);
      expect(await db.uow.read.orders.countUnpaid('person-1', 'practice')).toBe(2);
      expect(await db.uow.read.orders.countByState('practice')).toEqual({ awaiting_payment: 2, paid: 1 });
    });

    test('what was ordered from a balance since an instant, without what failed', async () => {
      const spent = (over: Partial<Order>) =>
        newOrder(db.ids, { payWith: 'balance', state: 'paid', placedAt: 3000, ...over });
      await run(async (s) => {
        const counted = [spent({ totalIdr: 7 }), spent({ totalIdr: 30, state: 'completed' })];
        const not = [spent({ state: 'failed' }), spent({ placedAt: 2999 }), spent({ personId: 'person-2' })];
        const other = [spent({ environment: 'live' }), newOrder(db.ids, { placedAt: 3000, state: 'paid' })];
        for (const each of [...counted, ...not, ...other]) await s.orders.insert(each, []);
      });
      expect(await db.uow.read.orders.spentFromBalance('person-1', 'practice', 3000)).toBe(37);
      expect(await db.uow.read.orders.spentFromBalance('person-3', 'practice', 0)).toBe(0);
    });

    test('an answer is remembered once per key', async () => {
      const row = { key: 'k', inputHash: 'h', result: '{}', at: 1 };
      expect(await run((s) => s.idempotency.save(row))).toBe(true);
      expect(await run((s) => s.idempotency.save({ ...row, result: 'other' }))).toBe(false);
      expect(await db.uow.read.idempotency.find('k')).toEqual({ inputHash: 'h', result: '{}' });
      expect(await db.uow.read.idempotency.find('l')).toBeNull();
    });

    test('a payment belongs to the environment of its order and of its provider', async () => {
      const live = newProvider(db.ids, { environment: 'live' });
      await run((s) => s.providers.insert(live));
      for (const wrong of [
        newPayment(db.ids, order, live),
        newPayment(db.ids, order, live, { environment: 'live' }),
        newPayment(db.ids, order, provider, { environment: 'sandbox' }),
      ]) {
        await expect(run((s) => s.payments.insert(wrong))).rejects.toThrow();
      }
      expect(await db.uow.read.payments.ofOrder(order.id)).toEqual([]);
    });

    test('a reference is unique per provider, an attempt per order', async () => {
      const first = newPayment(db.ids, order, provider);
      await run((s) => s.payments.insert(first));
      const sameReference = newPayment(db.ids, order, provider, { attempt: 2 });
      const sameAttempt = newPayment(db.ids, order, provider, { reference: 'other' });
      await expect(run((s) => s.payments.insert(sameReference))).rejects.toThrow();
      await expect(run((s) => s.payments.insert(sameAttempt))).rejects.toThrow();
      expect(await db.uow.read.payments.byReference(provider.id, first.reference)).toEqual(first);
      expect(await db.uow.read.payments.byReference('other', first.reference)).toBeNull();
    });

    test('the right to ask the gateway is given once per gap and leaves the version alone', async () => {
      const payment = newPayment(db.ids, order, provider);
      await run((s) => s.payments.insert(payment));
      const ask = (now: number) => run((s) => s.payments.claimQuery(payment.id, now, 100));
      expect((await Promise.all([ask(1000), ask(1000), ask(1000)])).filter(Boolean)).toHaveLength(1);
      expect(await ask(1099)).toBe(false);
      expect(await ask(1100)).toBe(true);
      expect(await db.uow.read.payments.get(payment.id)).toEqual({ ...payment, queriedAt: 1100 });
    });

    test('a payment update wins once per version', async () => {
      const payment = newPayment(db.ids, order, provider);
      await run((s) => s.payments.insert(payment));
      const pay = () => run((s) => s.payments.update(payment.id, 1, { state: 'paid', paidAt: 9 }));
      expect((await Promise.all([pay(), pay()])).filter(Boolean)).toHaveLength(1);
      expect(await db.uow.read.payments.get(payment.id)).toMatchObject({ state: 'paid', paidAt: 9, version: 2 });
    });

    test('a receipt told twice is stored once, a refund once per reason', async () => {
      const payment = newPayment(db.ids, order, provider);
      await run((s) => s.payments.insert(payment));
      expect(await run((s) => s.payments.insertReceipt(newReceipt(db.ids, payment)))).toBe(true);
      expect(await run((s) => s.payments.insertReceipt(newReceipt(db.ids, payment, { amountIdr: 1 })))).toBe(false);
      expect(await run((s) => s.payments.insertReceipt(newReceipt(db.ids, payment, { gatewayKey: 'trx-2' })))).toBe(
        true,
      );
      expect(await db.uow.read.payments.receiptsOf(order.id)).toHaveLength(2);

      const refund = newRefund(db.ids, order);
      expect(await run((s) => s.payments.insertRefund(refund))).toBe(true);
      expect(await run((s) => s.payments.insertRefund(newRefund(db.ids, order)))).toBe(false);
      const pay = () => run((s) => s.payments.updateRefund(refund.id, 1, { state: 'paid_out', endedAt: 4000 }));
      expect((await Promise.all([pay(), pay()])).filter(Boolean)).toHaveLength(1);
      const paid = { ...refund, state: 'paid_out', endedAt: 4000, version: 2 };
      expect(await db.uow.read.payments.refundsOf(order.id)).toEqual([paid]);
      expect(await db.uow.read.payments.refund(refund.id)).toEqual(paid);
      expect(await db.uow.read.payments.refund('nobody')).toBeNull();
      expect(await run((s) => s.payments.insertRefund(newRefund(db.ids, order, { cause: 'another' })))).toBe(true);
    });

    test('a case is opened once per cause and resolved once', async () => {
      const row = newCase(db.ids, { orderId: order.id, dedupeKey: 'cause' });
      expect(await run((s) => s.reviews.open(row))).toBe(true);
      expect(await run((s) => s.reviews.open(newCase(db.ids, { dedupeKey: 'cause' })))).toBe(false);
      expect(await run((s) => s.reviews.open(newCase(db.ids, { environment: 'live' })))).toBe(true);
      expect(await db.uow.read.reviews.listOpen('practice')).toEqual([row]);
      expect(await db.uow.read.reviews.listOpen()).toHaveLength(2);
      expect(await run((s) => s.reviews.resolve(row.id, 'accepted', 9, 'ana'))).toBe(true);
      expect(await run((s) => s.reviews.resolve(row.id, 'refunded', 10, 'budi'))).toBe(false);
      expect(await run((s) => s.reviews.open(newCase(db.ids, { dedupeKey: 'cause' })))).toBe(false);
      const resolved = { ...row, state: 'resolved', resolution: 'accepted', resolvedAt: 9, resolvedBy: 'ana' };
      expect(await db.uow.read.reviews.get(row.id)).toEqual(resolved);
      expect(await db.uow.read.reviews.ofOrder(order.id)).toEqual([resolved]);
    });

    test('deliveries are unique per line and unit, attempts per number and per reference', async () => {
      const [line] = await db.uow.read.orders.lines(order.id);
      const fulfilment = newFulfilment(db.ids, line!);
      await run((s) => s.fulfilments.insert([fulfilment, newFulfilment(db.ids, line!, { unit: 2 })]));
      await expect(run((s) => s.fulfilments.insert([newFulfilment(db.ids, line!)]))).rejects.toThrow();
      expect((await db.uow.read.fulfilments.ofOrder(order.id)).map((each) => each.unit)).toEqual([1, 2]);

      const attempt = newAttempt(db.ids, fulfilment, provider, { refId: 'ref' });
      const add = (over: object) =>
        run((s) => s.fulfilments.insertAttempt(newAttempt(db.ids, fulfilment, provider, over)));
      expect(await run((s) => s.fulfilments.insertAttempt(attempt))).toBe(true);
      expect(await add({ attempt: 1 })).toBe(false);
      expect(await add({ attempt: 2, refId: 'ref' })).toBe(false);
      expect(await add({ attempt: 2 })).toBe(true);
      await run((s) => s.fulfilments.updateAttempt(attempt.id, { outcome: 'success', priceIdr: 5, answeredAt: 7 }));
      await run((s) => s.fulfilments.updateAttempt(attempt.id, {}));
      expect(await db.uow.read.fulfilments.attemptByRef(provider.id, 'ref')).toEqual({
        ...attempt,
        outcome: 'success',
        priceIdr: 5,
        answeredAt: 7,
      });
      await run((s) => s.fulfilments.updateAttempt(attempt.id, { supplierRef: 'VP1' }));
      const bySupplierRef = (ref: string) => db.uow.read.fulfilments.attemptBySupplierRef(provider.id, ref);
      expect(await bySupplierRef('VP1')).toMatchObject({ id: attempt.id, supplierRef: 'VP1' });
      expect(await bySupplierRef('VP2')).toBeNull();
      expect(await db.uow.read.fulfilments.attemptBySupplierRef('another', 'VP1')).toBeNull();
      expect(await add({ attempt: 3, refId: 'later', supplierRef: 'VP1', submittedAt: attempt.submittedAt + 1 })).toBe(
        true,
      );
      expect((await bySupplierRef('VP1'))?.refId).toBe('later');
      expect(await db.uow.read.fulfilments.attempt(fulfilment.id, 4)).toBeNull();
      expect(await db.uow.read.fulfilments.attemptsOf(fulfilment.id)).toHaveLength(3);
    });

    test('a delivery update wins once per version and can set a field to nothing', async () => {
      const [line] = await db.uow.read.orders.lines(order.id);
      const fulfilment = newFulfilment(db.ids, line!, { nextCheckAt: 4 });
      await run((s) => s.fulfilments.insert([fulfilment]));
      const end = () => run((s) => s.fulfilments.update(fulfilment.id, 1, { state: 'succeeded', nextCheckAt: null }));
      expect((await Promise.all([end(), end()])).filter(Boolean)).toHaveLength(1);
      expect(await db.uow.read.fulfilments.get(fulfilment.id)).toEqual({
        ...fulfilment,
        state: 'succeeded',
        nextCheckAt: null,
        version: 2,
      });
    });
  });
}

/** What the morning brief asks any store: sums of a day, the deposit by day, and rows that have been odd for too long. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OddityKind } from '../../../commerce/brief/model.ts';
import { book } from '../../../commerce/ledger/accounts.ts';
import type { Order } from '../../../commerce/order/model.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { Provider } from '../../../commerce/provider/model.ts';
import {
  newAttempt,
  newFulfilment,
  newHold,
  newLine,
  newOrder,
  newPayment,
  newProvider,
  newReceipt,
  type Open,
  type Opened,
} from './fixtures.ts';

const FAR = 9_000_000_000_000;
const SPAN = { from: 1000, to: 2000 };

export function briefsContract(engine: string, open: Open): void {
  describe(`the brief's questions on ${engine}`, () => {
    let db: Opened;
    let provider: Provider;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);
    const ask = () => db.uow.read.briefs;

    beforeEach(async () => {
      db = await open();
      provider = newProvider(db.ids);
      await run((s) => s.providers.insert(provider));
    });
    afterEach(() => db.close());

    async function order(over: Partial<Order>): Promise<Order> {
      const one = newOrder(db.ids, over);
      await run((s) => s.orders.insert(one, [newLine(db.ids, one)]));
      return one;
    }
    const odd = async (kind: OddityKind, before = FAR) =>
      (await ask().oddities('practice', kind, before, 10)).map(({ orderId }) => orderId);

    test('what moved on an account in a span, from its first instant and without the last, write-offs left out', async () => {
      const account = 'practice:supplier:s';
      const move = (at: number, amountIdr: number, kind: 'adjustment' | 'written_off' = 'adjustment') =>
        run((s) =>
          book(s, {
            id: db.ids.uuid(),
            environment: 'practice',
            kind,
            idemKey: db.ids.uuid(),
            orderId: null,
            memo: '',
            at,
            entries: [
              { accountId: account, amountIdr },
              { accountId: 'practice:cost', amountIdr: -amountIdr },
            ],
          }),
        );
      for (const [at, amountIdr] of [
        [999, 1],
        [1000, 20],
        [1500, -5],
        [1999, 300],
        [2000, 4000],
      ] as const)
        await move(at, amountIdr);
      expect(await ask().moved(account, SPAN)).toEqual({ addedIdr: 320, takenIdr: 5 });
      expect(await ask().moved('practice:nothing', SPAN)).toEqual({ addedIdr: 0, takenIdr: 0 });
      await move(2001, 77, 'written_off');
      expect(await ask().moved(account, { from: 2001, to: 3000 })).toEqual({ addedIdr: 0, takenIdr: 0 });
    });

    test('the receipts of one gateway by when they were booked', async () => {
      const [one, other] = [await order({}), newProvider(db.ids)];
      await run(async (s) => {
        await s.providers.insert(other);
        const payment = newPayment(db.ids, one, provider);
        await s.payments.insert(payment);
        for (const [bookedAt, amountIdr] of [
          [999, 1],
          [1000, 10],
          [1999, 200],
          [2000, 3000],
        ] as const)
          await s.payments.insertReceipt(
            newReceipt(db.ids, payment, { bookedAt, amountIdr, gatewayKey: `k${bookedAt}` }),
          );
      });
      expect(await ask().received(provider.id, SPAN)).toEqual({ payments: 2, amountIdr: 210 });
      expect(await ask().received(other.id, SPAN)).toEqual({ payments: 0, amountIdr: 0 });
    });

    test('keeps the first deposit of a day and replaces the last', async () => {
      const note = (at: number, balanceIdr: number) =>
        run((s) => s.briefs.noteDeposit(provider.id, '2026-11-20', at, balanceIdr));
      expect(await ask().deposit(provider.id, '2026-11-20')).toBeNull();
      await note(10, 500);
      await note(20, 400);
      await note(30, 450);
      expect(await ask().deposit(provider.id, '2026-11-20')).toEqual({
        firstIdr: 500,
        firstAt: 10,
        lastIdr: 450,
        lastAt: 30,
      });
      expect(await ask().deposit(provider.id, '2026-11-21')).toBeNull();
    });

    test('counts what suppliers took for what was delivered, once per unit', async () => {
      const one = newOrder(db.ids, { placedAt: 1500 });
      const line = newLine(db.ids, one, { kind: 'h2h' });
      const unit = newFulfilment(db.ids, line, { kind: 'h2h', state: 'succeeded' });
      await run(async (s) => {
        await s.orders.insert(one, [line]);
        await s.fulfilments.insert([unit]);
        const attempt = { outcome: 'failed' as const, priceIdr: 99 };
        await s.fulfilments.insertAttempt(newAttempt(db.ids, unit, provider, { ...attempt, attempt: 1 }));
        await s.fulfilments.insertAttempt(
          newAttempt(db.ids, unit, provider, { attempt: 2, outcome: 'success', priceIdr: 700 }),
        );
      });
      expect(await ask().costs('practice', SPAN)).toEqual([{ kind: 'h2h', costIdr: 700 }]);
      expect(await ask().costs('live', SPAN)).toEqual([]);
    });

    test('finds each kind of odd order, oldest first, and no other', async () => {
      const paid = (at: number) => ({ state: 'paid' as const, paidAt: at });
      const stuck = await order({ state: 'awaiting_payment', payBy: 40, placedAt: 5 });
      const late = await order({ state: 'awaiting_payment', payBy: 50 });
      const bare = await order(paid(60));
      const unheld = await order(paid(70));
      const waiting = await order(paid(80));
      const over = await order({ state: 'failed' });
      await order({ state: 'completed', paidAt: 90 });
      await run(async (s) => {
        await s.payments.insert(newPayment(db.ids, stuck, provider, { state: 'paid' }));
        for (const one of [unheld, waiting]) {
          const payment = newPayment(db.ids, one, provider, { state: 'paid' });
          await s.payments.insert(payment);
          await s.payments.insertReceipt(newReceipt(db.ids, payment, { gatewayKey: one.id }));
        }
        const purse = 'practice:customer:p';
        await s.ledger.ensureAccount(purse, 'practice', null);
        for (const one of [waiting, over]) await s.ledger.hold(newHold(db.ids, one, purse, { createdAt: 30 }));
      });
      expect(await odd('paid_not_settled')).toEqual([stuck.id]);
      expect(await odd('waits_too_long')).toEqual([late.id]);
      expect(await odd('paid_without_money')).toEqual([bare.id]);
      expect(await odd('hold_missing')).toEqual([unheld.id]);
      expect(await odd('undelivered')).toEqual([waiting.id]);
      expect(await odd('hold_left')).toEqual([over.id]);
      expect(await odd('waits_too_long', 50)).toEqual([]);
      expect(await odd('hold_left', 30)).toEqual([]);
    });
  });
}

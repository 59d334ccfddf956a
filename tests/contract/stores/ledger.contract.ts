/** The ledger on any engine: zero sums, keys that book once, holds that never take more than there is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../../../commerce/ledger/model.ts';
import type { Order } from '../../../commerce/order/model.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import { newHold, newJournal, newOrder, type Open, type Opened } from './fixtures.ts';

const CUSTOMER = 'practice:customer:1';
const GATEWAY = 'practice:gateway:1';
const SALES = 'practice:sales';

const received = (amountIdr: number): Entry[] => [
  { accountId: GATEWAY, amountIdr: -amountIdr },
  { accountId: CUSTOMER, amountIdr },
];

export function ledgerContract(engine: string, open: Open): void {
  describe(`ledger on ${engine}`, () => {
    let db: Opened;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);
    const post = (entries: Entry[], over = {}) => run((s) => s.ledger.post(newJournal(db.ids, { entries, ...over })));
    const customer = async () => (await db.uow.read.ledger.account(CUSTOMER))!;

    beforeEach(async () => {
      db = await open();
      await run(async (s) => {
        await s.ledger.ensureAccount(CUSTOMER, 'practice', 0);
        await s.ledger.ensureAccount(GATEWAY, 'practice', null);
        await s.ledger.ensureAccount(SALES, 'practice', null);
      });
    });
    afterEach(() => db.close());

    async function placed(count: number): Promise<Order[]> {
      const orders = Array.from({ length: count }, () => newOrder(db.ids));
      await run(async (s) => {
        for (const order of orders) await s.orders.insert(order, []);
      });
      return orders;
    }

    test('an account is made once and keeps its minimum', async () => {
      await run((s) => s.ledger.ensureAccount(CUSTOMER, 'practice', -500));
      expect(await customer()).toEqual({
        id: CUSTOMER,
        environment: 'practice',
        postedIdr: 0,
        heldIdr: 0,
        minAvailableIdr: 0,
      });
      expect(await db.uow.read.ledger.account('nobody')).toBeNull();
    });

    test('a journal moves every account it names, also one named twice', async () => {
      expect(
        await post([
          { accountId: CUSTOMER, amountIdr: 70 },
          { accountId: GATEWAY, amountIdr: -100 },
          { accountId: CUSTOMER, amountIdr: 30 },
        ]),
      ).toBe('posted');
      expect((await customer()).postedIdr).toBe(100);
      expect((await db.uow.read.ledger.account(GATEWAY))?.postedIdr).toBe(-100);
      expect(await db.uow.read.ledger.unbalancedJournals()).toEqual([]);
      for (const row of await db.uow.read.ledger.recompute()) expect(row.entriesIdr).toBe(row.account.postedIdr);
    });

    test('the same key with the same entries is a duplicate and moves nothing', async () => {
      await post(received(100), { idemKey: 'k' });
      expect(await post(received(100).toReversed(), { idemKey: 'k' })).toBe('duplicate');
      expect((await customer()).postedIdr).toBe(100);
      expect(await db.uow.read.ledger.countJournals()).toBe(1);
    });

    test('the same key with other entries throws and moves nothing', async () => {
      await post(received(100), { idemKey: 'k' });
      await expect(post(received(101), { idemKey: 'k' })).rejects.toThrow('other entries');
      expect((await customer()).postedIdr).toBe(100);
    });

    test.each([
      [
        'a sum other than zero',
        [
          { accountId: CUSTOMER, amountIdr: 1 },
          { accountId: GATEWAY, amountIdr: -2 },
        ],
      ],
      ['a single entry', [{ accountId: CUSTOMER, amountIdr: 0 }]],
      ['no entries', []],
      [
        'fractions',
        [
          { accountId: CUSTOMER, amountIdr: 0.5 },
          { accountId: GATEWAY, amountIdr: -0.5 },
        ],
      ],
      [
        'an account that is not there',
        [
          { accountId: 'x', amountIdr: 1 },
          { accountId: GATEWAY, amountIdr: -1 },
        ],
      ],
    ])('%s is refused', async (_what, entries) => {
      await expect(post(entries)).rejects.toThrow();
      expect((await customer()).postedIdr).toBe(0);
      expect(await db.uow.read.ledger.countJournals()).toBe(0);
    });

    test('environments never mix', async () => {
      await expect(post(received(5), { environment: 'live' })).rejects.toThrow();
      const order = newOrder(db.ids, { environment: 'live' });
      await run((s) => s.orders.insert(order, []));
      await expect(post(received(5), { orderId: order.id })).rejects.toThrow();
      await post(received(5));
      expect(await run((s) => s.ledger.hold(newHold(db.ids, order, CUSTOMER)))).toBe('insufficient');
      expect((await customer()).heldIdr).toBe(0);
    });

    test('200 parallel holds of 1 on a balance of 100 give exactly 100', async () => {
      await post(received(100));
      const orders = await placed(200);
      const answers = await Promise.all(
        orders.map((order) => run((s) => s.ledger.hold(newHold(db.ids, order, CUSTOMER)))),
      );
      expect(answers.filter((answer) => answer === 'held')).toHaveLength(100);
      expect(answers.filter((answer) => answer === 'insufficient')).toHaveLength(100);
      expect(await customer()).toMatchObject({ postedIdr: 100, heldIdr: 100 });
      const [row] = (await db.uow.read.ledger.recompute()).filter((each) => each.account.id === CUSTOMER);
      expect(row?.openHoldsIdr).toBe(100);
    });

    test('one hold per order and attempt', async () => {
      await post(received(100));
      const [order] = await placed(1);
      const take = () => run((s) => s.ledger.hold(newHold(db.ids, order!, CUSTOMER, { amountIdr: 40 })));
      expect((await Promise.all([take(), take(), take()])).sort()).toEqual(['duplicate', 'duplicate', 'held']);
      expect((await customer()).heldIdr).toBe(40);
      expect(await db.uow.read.ledger.holdsOf(order!.id)).toHaveLength(1);
    });

    test('a hold is captured or voided at most once, and the money goes where it was captured to', async () => {
      await post(received(100));
      const [order] = await placed(1);
      const hold = newHold(db.ids, order!, CUSTOMER, { amountIdr: 60 });
      await run((s) => s.ledger.hold(hold));
      const capture = () => run((s) => s.ledger.resolveHold(hold.id, 'captured', 60));
      const cancel = () => run((s) => s.ledger.resolveHold(hold.id, 'voided', 0));
      const won = await Promise.all([capture(), cancel(), capture(), cancel()]);
      expect(won.filter(Boolean)).toHaveLength(1);
      await post([
        { accountId: CUSTOMER, amountIdr: -60 },
        { accountId: SALES, amountIdr: 60 },
      ]);
      expect(await customer()).toMatchObject({ postedIdr: 40, heldIdr: 0 });
      expect(await db.uow.read.ledger.holdOf(order!.id, 1)).toMatchObject({ state: 'captured', capturedIdr: 60 });
    });

    test('held money cannot be booked away, nor more captured than held', async () => {
      await post(received(100));
      const [order] = await placed(1);
      const hold = newHold(db.ids, order!, CUSTOMER, { amountIdr: 60 });
      await run((s) => s.ledger.hold(hold));
      await expect(post(received(-50))).rejects.toThrow();
      await expect(run((s) => s.ledger.resolveHold(hold.id, 'captured', 61))).rejects.toThrow();
      await expect(run((s) => s.ledger.resolveHold(hold.id, 'voided', 1))).rejects.toThrow();
      expect(await customer()).toMatchObject({ postedIdr: 100, heldIdr: 60 });
    });

    test('a limit is changed unless the account is below it already', async () => {
      await post(received(100));
      const set = (minIdr: number) => run((s) => s.ledger.setMinAvailable(CUSTOMER, minIdr));
      expect([await set(-50), await set(100), await set(101)]).toEqual([true, true, false]);
      expect((await customer()).minAvailableIdr).toBe(100);
      const [order] = await placed(1);
      expect(await run((s) => s.ledger.hold(newHold(db.ids, order!, CUSTOMER, { amountIdr: 1 })))).toBe('insufficient');
      expect(await run((s) => s.ledger.setMinAvailable('practice:customer:nobody', 0))).toBe(false);
    });

    test('a credit limit lets an account go below zero as far as it says', async () => {
      await run((s) => s.ledger.ensureAccount('practice:customer:credit', 'practice', -50));
      const orders = await placed(3);
      const answers = [];
      for (const order of orders) {
        const hold = newHold(db.ids, order, 'practice:customer:credit', { amountIdr: 25 });
        answers.push(await run((s) => s.ledger.hold(hold)));
      }
      expect(answers).toEqual(['held', 'held', 'insufficient']);
    });

    describe('a statement', () => {
      const page = (filter: Partial<Parameters<Stores['ledger']['statement']>[0]> = {}) =>
        db.uow.read.ledger.statement({ accountId: CUSTOMER, limit: 100, ...filter });

      test('has each entry with what was there after it, newest first, also of an account named twice', async () => {
        const [order] = await placed(1);
        await post(received(100), { at: 10, orderId: order!.id, memo: 'in', kind: 'receipt' });
        await post(
          [
            { accountId: CUSTOMER, amountIdr: 70 },
            { accountId: GATEWAY, amountIdr: -40 },
            { accountId: CUSTOMER, amountIdr: -30 },
          ],
          { at: 20, kind: 'adjustment', memo: '' },
        );
        const [second, first, ...rest] = await page();
        expect([second, first]).toMatchObject([
          { seq: 3, at: 20, amountIdr: -30, balanceAfterIdr: 140, kind: 'adjustment', orderCode: null, goods: null },
          { seq: 2, at: 20, amountIdr: 70, balanceAfterIdr: 170 },
        ]);
        expect(rest).toEqual([
          {
            seq: 1,
            at: 10,
            amountIdr: 100,
            balanceAfterIdr: 100,
            kind: 'receipt',
            orderCode: order!.code,
            goods: null,
          },
        ]);
        expect(await page({ accountId: 'practice:customer:nobody' })).toEqual([]);
      });

      test('is cut by day and turned page by page, without an entry twice or left out', async () => {
        for (let at = 1; at <= 10; at++) await post(received(at), { at: Math.ceil(at / 3) * 10 });
        const seqs = async (filter: Parameters<typeof page>[0]) => (await page(filter)).map(({ seq }) => seq);
        expect(await seqs({ from: 20, until: 40 })).toEqual([9, 8, 7, 6, 5, 4]);
        expect(await seqs({ from: 41 })).toEqual([]);
        const turned: number[] = [];
        let before: { at: number; seq: number } | undefined;
        for (;;) {
          const rows = await page({ limit: 4, ...(before ? { before } : {}) });
          if (rows.length === 0) break;
          turned.push(...rows.map(({ seq }) => seq));
          before = rows.at(-1);
        }
        expect(turned).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
      });

      test('keeps its order when many book at once, by clocks that differ', async () => {
        await Promise.all(Array.from({ length: 40 }, (_, at) => post(received(at + 1), { at: 1000 - at })));
        const rows = (await page()).toReversed();
        expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
        let balanceIdr = 0;
        for (const [place, row] of rows.entries()) {
          balanceIdr += row.amountIdr;
          expect(row.balanceAfterIdr).toBe(balanceIdr);
          expect(row.at).toBeGreaterThanOrEqual(rows[place - 1]?.at ?? 0);
        }
        expect((await customer()).postedIdr).toBe(balanceIdr);
      });

      test('a booking that was refused or repeated leaves no place open', async () => {
        await post(received(100), { idemKey: 'k' });
        await post(received(100), { idemKey: 'k' });
        await expect(post(received(-200))).rejects.toThrow();
        await post(received(1));
        expect((await page()).map(({ seq, balanceAfterIdr }) => [seq, balanceAfterIdr])).toEqual([
          [2, 101],
          [1, 100],
        ]);
      });
    });

    test('journals are read back whole, newest first, by order and by key', async () => {
      const [order] = await placed(1);
      await post(received(1), { at: 1 });
      await post(received(2), { at: 2, orderId: order!.id, idemKey: 'two' });
      const all = await db.uow.read.ledger.journals({ limit: 10 });
      expect(all.map((journal) => journal.at)).toEqual([2, 1]);
      expect(await db.uow.read.ledger.journals({ limit: 1, offset: 1 })).toEqual([all[1]]);
      expect(await db.uow.read.ledger.journals({ limit: 10, orderId: order!.id })).toEqual([all[0]]);
      expect(await db.uow.read.ledger.journalByKey('two')).toEqual(all[0]);
      expect(all[0]?.entries).toEqual(received(2));
      expect(await db.uow.read.ledger.journalByKey('three')).toBeNull();
    });
  });
}

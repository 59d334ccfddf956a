/** Bills: asked about, confirmed, paid once under the reference of the question and on its day, or the money goes back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import { expectSoundBooks } from '../support/money-rules.ts';

const NUMBER = { one: '530000000001', two: '530000000002', refused: '530000000003', payFails: '530000000006' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let shop: TestCore;
let buyer: Actor;
let productId: string;
beforeEach(async () => {
  shop = await openTestCore();
  buyer = await shop.buyer();
  // Ten in the morning in Jakarta, whenever this runs.
  await until(10);
  productId = (await shop.commerce.product(buyer, 'PLN'))?.id ?? '';
});
afterEach(async () => {
  expect(shop.failures).toEqual([]);
  await expectSoundBooks(shop.core);
  await shop.close();
});

const read = () => shop.core.uow.read;
const setup = (supplier: object) => shop.vendors.call('POST', '/setup', { supplier });
const spoil = (endpoint: string, kind: string, more = {}) =>
  shop.vendors.faults([{ vendor: 'supplier', endpoint, kind, calls: 1, ...more }]);

/** On to the next time it is that hour in Jakarta. */
async function until(hour: number, minute = 0): Promise<void> {
  const now = (shop.now() + 7 * HOUR) % DAY;
  await shop.skip((hour * HOUR + minute * MINUTE - now + DAY) % DAY);
}

async function asked(number: string) {
  const answer = await shop.commerce.askBill(buyer, { chatId: buyer.chatId ?? null, productId, destination: number });
  if (answer.kind !== 'quoted') throw new Error(answer.kind);
  return answer;
}

async function placed(number: string): Promise<OrderView> {
  const { quoteId } = await asked(number);
  const order = await shop.order(buyer, {
    kind: 'product',
    productId,
    qty: 1,
    destination: number,
    billQuoteId: quoteId,
  });
  await shop.settle();
  return order;
}

async function pays(order: OrderView): Promise<void> {
  expect(await shop.vendors.pay(`${order.code}-1`, { mode: 'exact', webhook: false })).toBe(true);
  await shop.commerce.checkPayment(buyer, order.code);
  await shop.settle();
}

const state = async (order: OrderView) => (await read().orders.get(order.id))?.state;
const unit = async (order: OrderView) => (await read().fulfilments.ofOrder(order.id))[0]!;
const attempts = async (order: OrderView) => read().fulfilments.attemptsOf((await unit(order)).id);
const paidBills = async () => (await shop.vendors.state()).supplier.purchases.filter((row) => row.sku === 'pln');

describe('a bill', () => {
  test('is sold from the list of bills, without a price of its own', async () => {
    expect(await shop.commerce.product(buyer, 'PLN')).toMatchObject({ kind: 'bill', priceIdr: 0, sellable: true });
  });

  test('is quoted, confirmed and paid under the reference of the question, once', async () => {
    const quote = await asked(NUMBER.two);
    expect(quote).toMatchObject({ maskedName: 'P******** L******', period: '201906,201907' });
    expect([quote.billIdr, quote.feeIdr, quote.totalIdr]).toEqual([200_020, 5_000, 205_020]);
    const order = await placed(NUMBER.two);
    expect(order.totalIdr).toBe(205_020);
    expect(await paidBills()).toEqual([]);
    await pays(order);
    expect(await state(order)).toBe('completed');
    const [attempt, ...more] = await attempts(order);
    expect(more).toEqual([]);
    const [used] = await read().bills.ofLine((await unit(order)).lineId);
    expect(attempt).toMatchObject({ refId: used?.refId, outcome: 'success', priceIdr: 202_420 });
    expect((await paidBills()).map(({ refId }) => refId)).toEqual([used?.refId]);
    expect(await shop.said(buyer)).toContain('goods-bill');
  });

  test('that is not there is refused, and nothing can be ordered on it', async () => {
    const ask = { chatId: null, productId, destination: NUMBER.refused };
    expect(await shop.commerce.askBill(buyer, ask)).toEqual({ kind: 'refused' });
    const items = [{ kind: 'product' as const, productId, qty: 1, destination: NUMBER.refused }];
    expect(await shop.commerce.quote(buyer, items)).toMatchObject({ ok: false, reason: 'not_sellable' });
  });

  test.each(['http_500', 'html_200', 'broken_json', 'reset'])(
    'after %s is unclear, and can be asked again',
    async (kind) => {
      await spoil('bill_inquiry', kind);
      expect(await shop.commerce.askBill(buyer, { chatId: null, productId, destination: NUMBER.one })).toEqual({
        kind: 'unclear',
      });
      await asked(NUMBER.one);
    },
  );

  test('is paid on one order only, by who asked, for the number asked about', async () => {
    const { quoteId: billQuoteId } = await asked(NUMBER.one);
    const item = { kind: 'product' as const, productId, qty: 1, destination: NUMBER.one, billQuoteId };
    const stranger = await shop.buyer();
    const refused = { ok: false, reason: 'not_sellable' };
    expect(await shop.commerce.quote(stranger, [item])).toMatchObject(refused);
    expect(await shop.commerce.quote(buyer, [{ ...item, destination: NUMBER.two }])).toMatchObject(refused);
    await shop.order(buyer, item);
    expect(await shop.commerce.quote(buyer, [item])).toMatchObject(refused);
  });

  test('that was quoted yesterday is not sold', async () => {
    const { quoteId: billQuoteId } = await asked(NUMBER.one);
    await until(0, 1);
    const item = { kind: 'product' as const, productId, qty: 1, destination: NUMBER.one, billQuoteId };
    expect(await shop.commerce.quote(buyer, [item])).toMatchObject({ ok: false, reason: 'quote_expired' });
  });
});

describe('the list of bills', () => {
  test.each(['http_500', 'broken_json'])(
    'that did not come (%s) leaves the bills there are, and the rest is synced',
    async (kind) => {
      await spoil('bill_list', kind, { calls: 10 });
      await shop.skip(HOUR);
      const [supplier] = await read().providers.list({ integrationType: 'supplier', environment: 'practice' });
      const synced = await shop.commerce.syncProducts(shop.owner, supplier?.slug ?? '', { fresh: true });
      expect(synced).toMatchObject({ ok: true, vanished: 0 });
      expect(await shop.commerce.product(buyer, 'PLN')).toMatchObject({ kind: 'bill', sellable: true });
    },
  );
});

describe('paying a bill', () => {
  test('that fails gives the money back, and says so', async () => {
    const order = await placed(NUMBER.payFails);
    await pays(order);
    expect(await state(order)).toBe('failed');
    expect(await attempts(order)).toHaveLength(1);
    expect(await read().payments.refundsOf(order.id)).toHaveLength(1);
    expect(await shop.said(buyer)).toContain('bill-failed');
  });

  test.each(['reset', 'http_500', 'broken_json'])(
    'whose answer was lost (%s) is asked about under the same reference and paid once',
    async (kind) => {
      const order = await placed(NUMBER.one);
      await spoil('bill_pay', kind, { handled: true });
      await pays(order);
      expect((await unit(order)).state).toBe('pending');
      await shop.pass(10 * MINUTE);
      expect(await state(order)).toBe('completed');
      expect(await attempts(order)).toHaveLength(1);
      expect(await paidBills()).toHaveLength(1);
      expect(await read().payments.refundsOf(order.id)).toEqual([]);
    },
  );

  test('that never arrived is left to the owner, not paid again and not failed', async () => {
    const order = await placed(NUMBER.one);
    await spoil('bill_pay', 'http_500', { handled: false });
    await pays(order);
    await shop.pass(2 * HOUR);
    expect(['pending', 'review']).toContain((await unit(order)).state);
    expect(await attempts(order)).toHaveLength(1);
    expect(await paidBills()).toEqual([]);
  });

  test('after midnight asks anew, pays that one and never the older', async () => {
    await until(23, 50);
    const order = await placed(NUMBER.one);
    await shop.pass(15 * MINUTE);
    await pays(order);
    expect(await state(order)).toBe('completed');
    const quotes = await read().bills.ofLine((await unit(order)).lineId);
    expect(quotes.map((row) => row.state)).toEqual(['stale', 'used']);
    expect((await paidBills()).map(({ refId }) => refId)).toEqual([quotes[1]?.refId]);
    expect(await attempts(order)).toHaveLength(1);
  });

  test('that came to more over night gives the money back instead', async () => {
    await until(23, 50);
    const order = await placed(NUMBER.one);
    await shop.skip(15 * MINUTE);
    await setup({ billsExtraIdr: 3_000 });
    await pays(order);
    expect(await state(order)).toBe('failed');
    expect(await paidBills()).toEqual([]);
    expect(await shop.said(buyer)).toContain('bill-dearer');
  });

  test('of a process that died with it on the way asks, and never pays again', async () => {
    const order = await placed(NUMBER.one);
    expect(await shop.vendors.pay(`${order.code}-1`, { mode: 'exact', webhook: false })).toBe(true);
    await shop.commerce.checkPayment(buyer, order.code);
    await shop.abandon('after');
    await shop.pass(10 * MINUTE);
    expect(await state(order)).toBe('completed');
    expect(await paidBills()).toHaveLength(1);
    expect(await attempts(order)).toHaveLength(1);
  });

  test('waits while our deposit is short, then asks anew because the reference is spent', async () => {
    const order = await placed(NUMBER.one);
    await setup({ depositIdr: 10 });
    await pays(order);
    expect((await unit(order)).state).toBe('scheduled');
    await setup({ depositIdr: 5_000_000 });
    await shop.pass(2 * HOUR);
    expect(await state(order)).toBe('completed');
    expect(await paidBills()).toHaveLength(1);
    expect(await attempts(order)).toHaveLength(2);
  });

  test('waits while our own key is refused, tells the buyer once and the owner, and pays when it is mended', async () => {
    const order = await placed(NUMBER.one);
    await setup({ apiKey: 'another-key' });
    await pays(order);
    await shop.pass(2 * HOUR);
    expect(await state(order)).toBe('paid');
    expect((await unit(order)).state).toBe('scheduled');
    expect((await read().reviews.ofOrder(order.id)).map(({ kind }) => kind)).toEqual(['supplier_refused']);
    await setup({ apiKey: 'practice-supplier-key' });
    await shop.pass(2 * HOUR);
    expect(await state(order)).toBe('completed');
    expect(await paidBills()).toHaveLength(1);
    expect((await shop.said(buyer)).filter((key) => key === 'supply-waits')).toHaveLength(1);
  });
});

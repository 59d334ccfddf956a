/**
 * Vendors that answer slowly, with HTML, with another order's amount, or not at all (row 30, and rows 8 and 9 one fault
 * at a time): the buyer is never shown a wrong code, is told what happens, and gets the goods once in the end.
 */
import { afterEach, expect, test } from 'vitest';
import { nextPollAt } from '../../commerce/payment/poll-schedule.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { order, payOnce, untilGoods } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { openVisitor } from '../support/web-client.ts';
import { alerts, footprint, goodsRows, openShop, type Shop } from './rig.ts';

let shop: Shop;
afterEach(() => shop.discard());

const errorsIn = (log: readonly string[]): string[] => log.filter((line) => line.includes('"level":50'));

test.each(['refuse', 'reset', 'http_500', 'html_502', 'html_200', 'broken_json', 'other_amount', 'duplicate', 'huge'])(
  'a gateway that answers a new payment with %s: one payment, a right code, one delivery',
  async (kind) => {
    shop = await openShop();
    await shop.vendors.faults([{ kind, vendor: 'gateway', endpoint: 'create', calls: 1 }]);
    const visitor = await openVisitor(shop.url, { lang: 'en' });
    const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
    await payOnce(shop.vendors, reference);
    await untilGoods(visitor, 1);
    expect(await shop.vendors.payments()).toHaveLength(1);
    expect(visitor.seen.filter((message) => message.image?.url.startsWith('/media/qr/'))).toHaveLength(1);
    expect(await footprint(shop)).toMatchObject({
      orders: [{ state: 'completed' }],
      receipts: [{ amount_idr: 10_000 }],
    });
    expect(errorsIn(shop.log)).toEqual([]);
  },
);

test.each(['bad_qr', 'other_qr_amount'])(
  'a code that is wrong (%s) is never shown: the pay link goes out and the owner is told',
  async (kind) => {
    shop = await openShop();
    await shop.vendors.faults([{ kind, vendor: 'gateway', endpoint: 'create' }]);
    const visitor = await openVisitor(shop.url, { lang: 'en' });
    await visitor.say('wifi 1 hari');
    await visitor.until(/How many/);
    await visitor.say('1');
    await visitor.until((message) => message.choices.some(({ label }) => label.startsWith('Yes')));
    await visitor.press('Yes');
    const bill = await visitor.until((message) => message.link !== null && /Pay/.test(message.text));
    expect(bill.image).toBeNull();
    await until(async () => (await alerts(shop)).some(({ screen }) => screen.includes('bad-qris')));
  },
);

test('a gateway that is silent for long: the buyer hears of it, and one code comes in the end', async () => {
  shop = await openShop();
  await shop.vendors.faults([{ kind: 'silence', vendor: 'gateway', endpoint: 'create', calls: 1, ms: 3_000 }]);
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  await payOnce(shop.vendors, reference);
  await untilGoods(visitor, 1);
  expect(await shop.vendors.payments()).toHaveLength(1);
});

test('row 30: a webhook that never comes costs one poll, by default less than a minute', async () => {
  shop = await openShop({ SAPA_SET_pollEveryMs: '400' });
  await shop.vendors.faults([{ kind: 'drop_webhook', vendor: 'gateway' }]);
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  await shop.vendors.pay(reference);
  await untilGoods(visitor, 1);
  const { reader } = shop.app.memory.engine;
  expect(await reader.selectFrom('webhook_logs').select('id').execute()).toHaveLength(0);
  const now = Date.now();
  const payment = { state: 'pending', createdAt: now, expiresAt: now + DEFAULT_SETTINGS.payWindowMs } as const;
  const waitMs = (nextPollAt(payment, now, DEFAULT_SETTINGS) ?? Infinity) - now;
  expect(waitMs).toBeLessThanOrEqual(45_000);
  expect(waitMs + DEFAULT_SETTINGS.jobPollMs).toBeLessThan(60_000);
});

test('a supplier out of balance: the money waits, owner and buyer know, and the top-up is bought once when there is balance', async () => {
  shop = await openShop();
  await shop.vendors.call('POST', '/setup', { supplier: { depositIdr: 0 } });
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const { reference } = await order(visitor, { kind: 'topup', phone: '081234567890' });
  await payOnce(shop.vendors, reference);
  await until(async () =>
    (await alerts(shop)).some(({ screen }) => /supplier-paused|purchase-(refused|unclear)/.test(screen)),
  );
  await visitor.until(/Your money is safe/);
  expect(await goodsRows(shop)).toBe(0);
  expect(await shop.app.commerce.verifyLedger()).toMatchObject({ ok: true });
  await shop.vendors.call('POST', '/setup', { supplier: { depositIdr: 1_000_000 } });
  // The order asks again after two minutes; only our own clock has to move.
  shop.skip(3 * 60_000);
  await untilGoods(visitor, 1);
  const { supplier } = await shop.vendors.state();
  expect(supplier.purchases.filter(({ status }) => status === 'Sukses')).toHaveLength(1);
  expect(await goodsRows(shop)).toBe(1);
});

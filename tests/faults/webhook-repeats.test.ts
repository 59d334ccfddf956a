/** Rows 3, 4 and 7: the same news many times, in any order, and long after: every order settles and delivers once. */
import { afterEach, expect, test } from 'vitest';
import { order, payOnce, untilGoods } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { alerts, footprint, goodsRows, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let shop: Shop;
afterEach(() => shop.discard());

interface Paid {
  visitor: Visitor;
  reference: string;
  body: string;
}

async function waitingOrder(): Promise<Paid> {
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  const payment = await shop.app.core.uow.read.payments.byReference(shop.gateway.id, reference);
  return { visitor, reference, body: paidBody(reference, payment?.amountIdr ?? 0) };
}

const many = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

async function receiptsOf(reference: string): Promise<number> {
  const payment = await shop.app.core.uow.read.payments.byReference(shop.gateway.id, reference);
  return payment ? (await shop.app.core.uow.read.payments.receiptsOf(payment.orderId)).length : 0;
}

test('row 3: the same paid webhook fifty times, in a row and at once, settles and delivers once', async () => {
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const orders = await many(6, waitingOrder);
  const statuses: number[] = [];
  for (const [index, { reference, body }] of orders.entries()) {
    await shop.vendors.pay(reference, { webhook: false });
    const send = () => shop.webhook(shop.gateway, body, signature(SECRET, body));
    if (index % 2 === 0) statuses.push(...(await many(50, send)).map(({ status }) => status));
    else for (let copy = 0; copy < 50; copy += 1) statuses.push((await send()).status);
  }
  for (const { visitor } of orders) await untilGoods(visitor, 1);
  expect(statuses).toHaveLength(300);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await goodsRows(shop)).toBe(orders.length);
  for (const { reference } of orders) expect(await receiptsOf(reference)).toBe(1);
  expect(await shop.app.commerce.verifyLedger()).toMatchObject({ ok: true });
});

test('row 4: a paid order never goes back, whatever the gateway says afterwards and in whatever order', async () => {
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const { visitor, reference, body } = await waitingOrder();
  await shop.vendors.pay(reference, { webhook: false });
  const news = ['expired', 'pending', 'failed', 'canceled', 'completed'].map((status) =>
    JSON.stringify({ ...(JSON.parse(body) as object), status }),
  );
  const answers = await many(50, (index) => {
    const one = news[index % news.length] ?? body;
    return shop.webhook(shop.gateway, one, signature(SECRET, one));
  });
  await untilGoods(visitor, 1);
  const settled = await footprint(shop);
  for (const one of news) await shop.webhook(shop.gateway, one, signature(SECRET, one));
  await until(async () => (await openJobs()) === 0);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(await footprint(shop)).toEqual(settled);
  expect(settled['orders']).toMatchObject([{ state: 'completed' }]);
});

test('row 4: money that comes after the order expired still delivers, and its webhook may come before or after', async () => {
  shop = await openShop({ SAPA_SET_payWindowMs: '1500', SAPA_SET_holdGraceMs: '100' });
  const { visitor, reference, body } = await waitingOrder();
  await until(async () => {
    const [row] = (await footprint(shop))['orders'] as { state: string }[];
    return row?.state === 'expired';
  });
  await shop.vendors.call('POST', '/clock', { offsetMs: 60 * MINUTE_MS });
  expect(await shop.vendors.pay(reference, { mode: 'late', webhook: false })).toBe(true);
  await shop.webhook(shop.gateway, JSON.stringify({ ...(JSON.parse(body) as object), status: 'expired' }));
  await shop.webhook(shop.gateway, body);
  await untilGoods(visitor, 1);
  expect(await footprint(shop)).toMatchObject({ orders: [{ state: 'completed' }], receipts: [{ amount_idr: 10_000 }] });
});

test('row 4: late money for what is gone is owed back, and both sides are told', async () => {
  const times = { SAPA_SET_payWindowMs: '1500', SAPA_SET_holdGraceMs: '100', SAPA_SET_refundChoiceMs: '500' };
  shop = await openShop(times);
  const { visitor, reference, body } = await waitingOrder();
  await until(async () => ((await footprint(shop))['orders'] as { state: string }[])[0]?.state === 'expired');
  await shop.app.core.uow.run('test.sell-out', async (stores) => {
    const product = await stores.catalogue.productByCode('practice', 'WIFI1');
    if (product) await stores.stock.reserve(product.id, 'somebody-else', await stores.stock.available(product.id));
  });
  await shop.vendors.call('POST', '/clock', { offsetMs: 60 * MINUTE_MS });
  await shop.vendors.pay(reference, { mode: 'late', webhook: false });
  await shop.webhook(shop.gateway, body);
  // First the choice, then, as nobody chose, where it is to go: an explicit place in the owner's queue.
  await visitor.until(/dikembalikan atau disimpan jadi saldo/);
  await visitor.until(/rekening atau e-wallet mana/);
  await until(async () => (await alerts(shop)).some(({ screen }) => screen.includes('refund-by-hand')));
  expect(await goodsRows(shop)).toBe(0);
});

test('row 7: a captured webhook played again after minutes, a day and a month delivers nothing more', async () => {
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const { visitor, reference, body } = await waitingOrder();
  await payOnce(shop.vendors, reference);
  await untilGoods(visitor, 1);
  const before = await footprint(shop);
  for (const laterMs of [5 * MINUTE_MS, DAY_MS, 30 * DAY_MS]) {
    shop.skip(laterMs);
    const answer = await shop.webhook(shop.gateway, body, signature(SECRET, body));
    expect(answer.status).toBe(200);
    await until(async () => (await openJobs()) === 0);
    expect(await goodsRows(shop)).toBe(1);
    expect((await footprint(shop))['receipts']).toEqual(before['receipts']);
    expect((await footprint(shop))['entries']).toEqual(before['entries']);
  }
});

/** Webhook work that is due or running. */
async function openJobs(): Promise<number> {
  const rows = await shop.app.memory.engine.reader
    .selectFrom('jobs')
    .select('id')
    .where('name', 'in', ['webhook.process', 'payment.confirm'])
    .where('state', 'in', ['ready', 'running'])
    .execute();
  return rows.length;
}

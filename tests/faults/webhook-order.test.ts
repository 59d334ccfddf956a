/**
 * Row 4, seeded: every word a gateway has, about many orders, fifty times each and shuffled together, while some are paid
 * before, some in the middle and some never. FAULTS_SEED repeats a run.
 */
import { afterEach, expect, test } from 'vitest';
import { order, untilGoods } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { seeded } from '../support/random.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { goodsRows, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const ORDERS = 6;
const COPIES = 50;
const AT_ONCE = 25;
const WORDS = ['expired', 'pending', 'failed', 'canceled', 'completed', 'sedang_dicek'];
const seed = Number(process.env['FAULTS_SEED'] ?? 1);

let shop: Shop;
afterEach(() => shop.discard());

interface Waiting {
  visitor: Visitor;
  reference: string;
  /** Which message of the storm the payer is as quick as; never for -1. */
  paysAt: number;
}

test('row 4: all words of many orders, fifty times and shuffled: what was paid is delivered, nothing else', async () => {
  console.info(`webhooks out of order: seed ${seed}`);
  const random = seeded(seed);
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const waiting: Waiting[] = [];
  for (let count = 0; count < ORDERS; count += 1) {
    const visitor = await openVisitor(shop.url, { lang: 'id' });
    const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
    const paysAt = count % 3 === 2 ? -1 : random.between(0, ORDERS * COPIES - 1);
    waiting.push({ visitor, reference, paysAt });
  }
  const storm = waiting.flatMap(({ reference }) =>
    Array.from({ length: COPIES }, (_, copy) => ({ reference, word: WORDS[copy % WORDS.length] ?? '' })),
  );
  for (let last = storm.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last);
    [storm[last], storm[other]] = [storm[other]!, storm[last]!];
  }
  const statuses: number[] = [];
  for (let from = 0; from < storm.length; from += AT_ONCE) {
    for (const { reference, paysAt } of waiting)
      if (paysAt >= from && paysAt < from + AT_ONCE) await shop.vendors.pay(reference, { webhook: false });
    const answers = storm.slice(from, from + AT_ONCE).map(({ reference, word }) => {
      const body = JSON.stringify({ ...(JSON.parse(paidBody(reference, 10_000)) as object), status: word });
      return shop.webhook(shop.gateway, body, signature(SECRET, body));
    });
    statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
  }
  const paid = waiting.filter(({ paysAt }) => paysAt >= 0);
  for (const { visitor } of paid) await untilGoods(visitor, 1);
  const { read } = shop.app.core.uow;
  await until(async () => (await read.jobs.countByState()).running === 0);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await goodsRows(shop)).toBe(paid.length);
  for (const { reference, paysAt } of waiting) {
    const payment = await read.payments.byReference(shop.gateway.id, reference);
    const receipts = payment ? await read.payments.receiptsOf(payment.orderId) : [];
    expect([reference, receipts.length]).toEqual([reference, paysAt < 0 ? 0 : 1]);
  }
  expect(await shop.app.commerce.verifyLedger()).toMatchObject({ ok: true });
}, 120_000);

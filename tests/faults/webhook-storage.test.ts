/**
 * What strangers can make us keep is bounded, whatever they vary: made-up addresses, hints about an order they know,
 * large bodies. And what the gateway itself sends meanwhile still counts.
 */
import { afterEach, expect, test } from 'vitest';
import { order, payOnce, untilGoods } from '../crash/customers.ts';
import { openVisitor } from '../support/web-client.ts';
import { openShop, paidBody, signature, signWebhooks, type Answer, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const MOST = 20;

let shop: Shop;
afterEach(() => shop.discard());

const rows = () =>
  shop.app.memory.engine.reader
    .selectFrom('webhook_logs')
    .select(['slug', 'verdict', 'reason', 'body_sealed'])
    .execute();

async function flood(count: number, send: (at: number) => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < count; sent += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => send(sent + at)));
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
}

test('made-up addresses share one allowance, and do not use up that of a real one', async () => {
  shop = await openShop({ SAPA_SET_refusedWebhooksPerHour: String(MOST) });
  await signWebhooks(shop, SECRET);
  const body = paidBody('NOBODY-1', 10_000);
  const refused = () => shop.webhook(shop.gateway, body, signature('other', body));
  await flood(MOST, refused);
  const statuses = await flood(1_200, (at) => shop.webhook({ ...shop.gateway, slug: `made-up-${at}` }, body));
  expect(new Set(statuses)).toEqual(new Set([404]));
  await flood(MOST, refused);
  const kept = await rows();
  expect(kept.filter(({ verdict }) => verdict === 'unknown')).toHaveLength(MOST);
  expect(kept.filter(({ verdict }) => verdict === 'refused')).toHaveLength(MOST);
});

test('hints about an order somebody knows are taken so many an hour, then sent away to come again', async () => {
  shop = await openShop({ SAPA_SET_hintsPerPaymentPerHour: String(MOST) });
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const mine = await order(visitor, { kind: 'voucher', qty: 1 });
  const statuses = await flood(200, (at) =>
    shop.webhook(shop.gateway, paidBody(mine.reference, 10_000, { transaction_id: `T${at % 50}` })),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(MOST);
  expect(statuses.filter((status) => status === 429)).toHaveLength(200 - MOST);
  expect(await rows()).toHaveLength(MOST);

  // Others are not touched by it, and neither is the sale: the gateway is asked without hints, too.
  const other = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(other, { kind: 'voucher', qty: 1 });
  expect((await shop.webhook(shop.gateway, paidBody(reference, 10_000))).status).toBe(200);
  await shop.vendors.pay(mine.reference, { webhook: false });
  await payOnce(shop.vendors, reference);
  await untilGoods(visitor, 1);
  await untilGoods(other, 1);
});

test('signed news is never too much, and the next hour begins anew for hints', async () => {
  shop = await openShop({ SAPA_SET_hintsPerPaymentPerHour: '1' });
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  const hint = (at: number) => shop.webhook(shop.gateway, paidBody(reference, 10_000, { transaction_id: `T${at}` }));
  expect([(await hint(1)).status, (await hint(2)).status]).toEqual([200, 429]);
  shop.skip(3_600_000);
  expect((await hint(3)).status).toBe(200);
  await signWebhooks(shop, SECRET);
  for (let at = 0; at < 5; at += 1) {
    const body = paidBody(reference, 10_000, { transaction_id: `S${at}` });
    expect((await shop.webhook(shop.gateway, body, signature(SECRET, body))).status).toBe(200);
  }
});

test('of what is refused only the beginning is kept', async () => {
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const large = JSON.stringify({ order_id: 'A'.repeat(200_000) });
  expect((await shop.webhook(shop.gateway, large)).status).toBe(401);
  expect((await shop.webhook({ ...shop.gateway, slug: 'made-up' }, large)).status).toBe(404);
  const kept = await rows();
  expect(kept).toHaveLength(2);
  for (const { body_sealed } of kept) expect(body_sealed.length).toBeLessThan(20_000);
});

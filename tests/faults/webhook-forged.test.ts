/** Row 6: forged news changes nothing. And the part of row 5 that is about addresses and about money that really came. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { order } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { seeded } from '../support/random.ts';
import { openVisitor } from '../support/web-client.ts';
import { alerts, footprint, goodsRows, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
/** Row 6 says 10,000; the reader alone is shown that many beside its code, the whole door fewer by default. */
const FORGERIES = Number(process.env['FAULTS_N'] ?? 10_000);

/** The suite's own limit is for the default count. */
const LONG_MS = 30_000 + 10 * FORGERIES;

let shop: Shop;
let reference: string;
beforeAll(async () => {
  shop = await openShop();
  await signWebhooks(shop, SECRET);
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  ({ reference } = await order(visitor, { kind: 'voucher', qty: 1 }));
});
afterAll(() => shop.discard());

const signedWebhook = (body: string) => shop.webhook(shop.gateway, body, signature(SECRET, body));

async function handled(): Promise<boolean> {
  const rows = await shop.app.memory.engine.reader
    .selectFrom('webhook_logs')
    .select('id')
    .where('verdict', '=', 'accepted')
    .where('processed_at', 'is', null)
    .execute();
  return rows.length === 0;
}

test("row 5: an address nobody has, and a payment webhook at the supplier's door, are refused", async () => {
  const before = await footprint(shop);
  const body = paidBody(reference, 10_000);
  expect((await shop.webhook({ ...shop.gateway, slug: 'no-such-slug' }, body)).status).toBe(404);
  expect((await shop.webhook({ ...shop.gateway, slug: shop.supplier.slug }, body)).status).toBe(404);
  expect((await shop.webhook(shop.supplier, body, signature(SECRET, body))).status).toBe(401);
  expect(await footprint(shop)).toEqual(before);
});

test('row 5: money that really came but does not fit is parked, delivers nothing, and the owner is told once', async () => {
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const other = await order(visitor, { kind: 'voucher', qty: 1 });
  await shop.vendors.pay(other.reference, { amountIdr: 9_999 });
  await visitor.until(/of Rp 10,000/);
  await until(handled);
  const told = (await alerts(shop)).filter(
    ({ screen }) => screen.includes('alert-underpaid') && screen.includes(other.code),
  );
  expect(told).toHaveLength(1);
  expect(await goodsRows(shop)).toBe(0);
});

/** Ways to be wrong; each gives the headers of one forged delivery. */
function forgery(kind: number, body: string, chance: () => number): Record<string, string> {
  const right = signature(SECRET, body)['x-pakasir-signature'] ?? '';
  const at = Math.floor(chance() * right.length);
  const flipped = (Number.parseInt(right[at] ?? '0', 16) ^ 1).toString(16);
  const wrong = [
    '',
    `${right.slice(0, at)}${flipped}${right.slice(at + 1)}`,
    right.slice(0, at),
    right + flipped,
    createHmac('sha256', 'another secret').update(body).digest('hex'),
    createHmac('sha256', SECRET).update(`${body} `).digest('hex'),
    createHmac('sha1', SECRET).update(body).digest('hex'),
    Buffer.from(right, 'hex').toString('base64'),
    `sha256=${flipped}${right.slice(1)}`,
    '0'.repeat(right.length),
  ][kind];
  return wrong === undefined ? {} : { 'x-pakasir-signature': wrong };
}

test(
  `row 6: ${FORGERIES} forged payment webhooks are all refused and leave nothing behind`,
  async () => {
    const before = await footprint(shop);
    const chance = seeded(Number(process.env['FAULTS_SEED'] ?? 6));
    const body = paidBody(reference, 10_000);
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < FORGERIES; sent += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          shop.webhook(shop.gateway, body, forgery((sent + index) % 11, body, chance.next)),
        ),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()]).toEqual([401]);
    expect(await footprint(shop)).toEqual(before);
    const kept = await shop.app.memory.engine.reader
      .selectFrom('webhook_logs')
      .select(['id', 'event_key'])
      .where('verdict', '=', 'refused')
      .execute();
    expect(kept.length).toBeLessThanOrEqual(shop.app.config.settings.refusedWebhooksPerHour + 1);
    expect(kept.every((row) => row.event_key === null)).toBe(true);
    expect(shop.log.join('')).not.toContain(SECRET);
  },
  LONG_MS,
);

test('row 6: the true webhook still counts after all the forged ones', async () => {
  await shop.vendors.pay(reference, { webhook: false });
  const body = paidBody(reference, 10_000);
  expect((await signedWebhook(body)).status).toBe(200);
  await until(async () => (await goodsRows(shop)) === 1);
});

test('row 6: forged news of the supplier is refused, signed news of an unknown purchase is not acted on', async () => {
  const before = await footprint(shop);
  const credentials = JSON.parse(
    shop.app.core.vault.openCredentials(shop.supplier.id, shop.supplier.credentialsEncrypted),
  ) as Record<string, string>;
  const secret = credentials['webhook_secret'] ?? '';
  expect(secret).not.toBe('');
  const body = JSON.stringify({
    data: {
      ref_id: 'NOBODY-1',
      status: 'Sukses',
      rc: '00',
      sn: 'X',
      price: 1,
      buyer_sku_code: 'xld10',
      customer_no: '0812',
    },
  });
  const hub = (key: string, text: string) => `sha1=${createHmac('sha1', key).update(text).digest('hex')}`;
  for (const forged of [
    undefined,
    '',
    'sha1=',
    hub('other', body),
    hub(secret, `${body} `),
    hub(secret, body).replace('sha1=', ''),
  ]) {
    const headers: Record<string, string> = {
      'x-digiflazz-event': 'update',
      ...(forged === undefined ? {} : { 'x-hub-signature': forged }),
    };
    expect((await shop.webhook(shop.supplier, body, headers)).status, forged).toBe(401);
  }
  const right = { 'x-digiflazz-event': 'update', 'x-hub-signature': hub(secret, body) };
  expect((await shop.webhook(shop.supplier, body, right)).status).toBe(200);
  await until(handled);
  expect(await footprint(shop)).toEqual(before);
  expect(shop.log.join('')).not.toContain(secret);
});

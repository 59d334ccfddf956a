/**
 * Row 5: news that is not so, signed and unsigned, delivers nothing and is told to the owner once; and whoever sends
 * untruths by the thousand cannot flood the owner.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../commerce/audit.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import { createMessages } from '../../conversations/messages/render.ts';
import { order } from '../crash/customers.ts';
import { stays, until } from '../rig/until.ts';
import { openVisitor } from '../support/web-client.ts';
import { alerts, footprint, goodsRows, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const FEW = 3;
const words = createMessages();

async function newReference(shop: Shop): Promise<string> {
  return (await order(await openVisitor(shop.url, { lang: 'id' }), { kind: 'voucher', qty: 1 })).reference;
}

/** What the owner was told of webhooks, as keys of sentences. */
async function told(shop: Shop, about = ''): Promise<string[]> {
  const rows = (await alerts(shop)).filter(({ screen }) => screen.includes('alert-webhook') && screen.includes(about));
  return rows.map(({ screen }) => (JSON.parse(screen) as Screen).lines[0]?.key ?? '');
}

/** No webhook waits to be worked off, and no doubt about one to be cleared. */
async function handled({ app }: Shop): Promise<boolean> {
  const { reader } = app.memory.engine;
  const rows = reader.selectFrom('webhook_logs').select('id').where('verdict', '=', 'accepted');
  const doubts = reader.selectFrom('jobs').select('id').where('name', '=', 'payment.confirm');
  const [unread, open] = await Promise.all([
    rows.where('processed_at', 'is', null).execute(),
    doubts.where('state', 'in', ['ready', 'running']).execute(),
  ]);
  return unread.length + open.length === 0;
}

async function secondGateway({ app, gateway }: Shop, secret: string | undefined): Promise<Provider> {
  const added = await app.commerce.addProvider(systemActor('practice'), 'test:second-gateway', {
    presetId: 'pakasir',
    environment: 'practice',
    values: { project: 'toko-latihan', api_key: 'practice-gateway-key', ...(secret ? { webhook_secret: secret } : {}) },
    baseUrl: gateway.baseUrl,
  });
  if (!added.ok) throw new Error(added.reason);
  return added.provider;
}

describe.each([
  ['signed', SECRET],
  ['unsigned', undefined],
])('row 5, %s', (_how, secret) => {
  let shop: Shop;
  let second: Provider;
  beforeAll(async () => {
    shop = await openShop({ SAPA_SET_untrueWebhookAlertsPerHour: '100' });
    if (secret) await signWebhooks(shop, secret);
    second = await secondGateway(shop, secret);
  });
  afterAll(() => shop.discard());

  const send = (body: string, provider = shop.gateway) =>
    shop.webhook(provider, body, secret ? signature(secret, body) : {});

  test.each([
    ['an amount off by one rupiah', { amount: 9_999 }, 'amount'],
    ['an absurd amount', { amount: 1e300 }, 'amount'],
    ['a negative amount', { amount: -10_000 }, 'amount'],
    ['another project', { project: 'another-shop' }, 'account'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['a reference nobody knows', { order_id: 'NOBODY-1' }, 'unknown'],
  ])('"paid" with %s delivers nothing and is one alert, however often it comes', async (_what, changes, kind) => {
    const reference = 'order_id' in changes ? changes.order_id : await newReference(shop);
    const before = await footprint(shop);
    for (const later of [0, 1, 1]) {
      const body = paidBody(reference, 10_000, { completed_at: `2026-11-21T0${later}:00:00+07:00`, ...changes });
      const { status } = await send(body);
      expect(status >= 200 && status < 500).toBe(true);
      await until(() => handled(shop));
    }
    await until(async () => (await told(shop, reference)).length > 0);
    await stays(async () => (await told(shop, reference)).length === 1, 300);
    expect(await told(shop, reference)).toEqual([`alert-webhook-untrue-${kind}`]);
    expect((await alerts(shop)).filter(({ screen }) => screen.includes(reference.split('-')[0] ?? ''))).toHaveLength(1);
    expect(await footprint(shop)).toEqual(before);
    expect(await goodsRows(shop)).toBe(0);
  });

  test('an order of another provider delivers nothing and is one alert', async () => {
    const reference = await newReference(shop);
    const before = await footprint(shop);
    const body = paidBody(reference, 10_000);
    expect((await send(body, second)).status).toBe(200);
    expect((await send(body, second)).status).toBe(200);
    await until(async () => (await handled(shop)) && (await told(shop, reference)).length > 0);
    expect(await told(shop, reference)).toEqual(['alert-webhook-untrue-other-provider']);
    expect(await footprint(shop)).toEqual(before);
    expect(await goodsRows(shop)).toBe(0);
  });

  test('what is true is no untruth: too little money that really came is the alert about the money, and no other', async () => {
    const visitor = await openVisitor(shop.url, { lang: 'en' });
    const { reference, code } = await order(visitor, { kind: 'voucher', qty: 1 });
    await shop.vendors.pay(reference, { amountIdr: 9_999, webhook: false });
    expect((await send(paidBody(reference, 9_999))).status).toBe(200);
    await visitor.until(/Rp 9,999 of Rp 10,000/);
    await until(() => handled(shop));
    expect(await told(shop, reference)).toEqual([]);
    expect((await alerts(shop)).filter(({ screen }) => screen.includes(code))).toHaveLength(1);
  });

  test('every one of them can be read in both languages', async () => {
    const screens = (await alerts(shop)).filter(({ screen }) => screen.includes('alert-webhook'));
    expect(screens.length).toBeGreaterThan(5);
    for (const { screen } of screens) {
      const { lines } = JSON.parse(screen) as Screen;
      const id = lines.map((line) => words.text(line, 'id'));
      const en = lines.map((line) => words.text(line, 'en'));
      expect(id.join(' ')).toMatch(/Tidak ada yang dicatat atau dikirim|tidak ada yang dicatat atau dikirim/);
      expect(en.join(' ')).toMatch(/othing was booked or delivered/);
      expect([id.length, en.length]).toEqual([2, 2]);
    }
  });
});

describe('a flood of untruths', () => {
  let shop: Shop;
  afterEach(() => shop.discard());

  test('from a stranger is told a few times, then once as a number, and begins anew in the next hour', async () => {
    shop = await openShop({ SAPA_SET_untrueWebhookAlertsPerHour: String(FEW) });
    const before = await footprint(shop);
    const flood = async (from: number): Promise<void> => {
      const bodies = Array.from({ length: 60 }, (_, index) =>
        paidBody(`FLOOD${from + index}-1`, 10_000, index % 3 === 0 ? { project: 'another-shop' } : {}),
      );
      const answers = await Promise.all(bodies.map((body) => shop.webhook(shop.gateway, body)));
      expect(answers.every(({ status }) => status < 500)).toBe(true);
    };
    await flood(0);
    const keys = await told(shop);
    expect(keys).toHaveLength(FEW + 1);
    expect(keys.filter((key) => key === 'alert-webhook-untrue-many')).toHaveLength(1);
    await flood(100);
    expect(await told(shop)).toHaveLength(FEW + 1);
    shop.skip(3_600_000);
    await flood(200);
    expect(await told(shop)).toHaveLength(2 * (FEW + 1));
    expect(await footprint(shop)).toEqual(before);
  });

  test('of strangers does not hide what comes signed, and a link in a reference is not passed on', async () => {
    shop = await openShop({ SAPA_SET_untrueWebhookAlertsPerHour: String(FEW) });
    for (let sent = 0; sent < 2 * FEW; sent += 1) {
      await shop.webhook(shop.gateway, paidBody(`https://evil.example/${sent} <b>`, 10_000));
    }
    expect(await told(shop)).toHaveLength(FEW + 1);
    for (const { screen } of await alerts(shop)) expect(screen).not.toMatch(/https?:|<b>|evil\.example/);
    await signWebhooks(shop, SECRET);
    const body = paidBody('NOBODY-7', 10_000);
    expect((await shop.webhook(shop.gateway, body, signature(SECRET, body))).status).toBe(200);
    await until(async () => (await told(shop, 'NOBODY-7')).length === 1);
  });
});

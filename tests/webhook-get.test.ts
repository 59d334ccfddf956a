/**
 * GET at a webhook address, over HTTP: a vendor that tries the address out, a vendor that reports in the query, and
 * everybody else. What comes by GET proves nothing: it may only cause a question to the gateway.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../commerce/audit.ts';
import type { Provider } from '../commerce/provider/model.ts';
import { order, untilGoods } from './crash/customers.ts';
import { footprint, goodsRows, openShop, paidBody, signature, type Shop } from './faults/rig.ts';
import { until } from './rig/until.ts';
import { openVisitor } from './support/web-client.ts';

const SECRET = 'canary-webhook-signing-secret';
const CHALLENGE = {
  mode: { param: 'hub.mode', is: 'subscribe' },
  token: { param: 'hub.verify_token', key: '{secret.webhook_secret}' },
  echo: 'hub.challenge',
};

let shop: Shop;
/** Asks by challenge and reports by GET; what is posted is signed and believed. */
let talkative: Provider;
/** The same without the secret the challenge needs. */
let secretless: Provider;
beforeAll(async () => {
  shop = await openShop();
  talkative = await gatewayWith('talkative', { webhook_secret: SECRET });
  secretless = await gatewayWith('secretless', {});
});
afterAll(() => shop.discard());

async function gatewayWith(name: string, values: Record<string, string>): Promise<Provider> {
  const { app, gateway } = shop;
  const added = await app.commerce.addProvider(systemActor('practice'), `test:${name}`, {
    presetId: 'pakasir',
    environment: 'practice',
    values: { project: 'toko-latihan', api_key: 'practice-gateway-key', ...values },
    baseUrl: gateway.baseUrl,
  });
  if (!added.ok) throw new Error(added.reason);
  const webhook = { ...(added.provider.profile['webhook'] as object), challenge: CHALLENGE, report: 'get' };
  const provider = {
    ...added.provider,
    profile: { ...added.provider.profile, webhook: { ...webhook, confirm: 'never' } },
  };
  await app.core.uow.run('test.get', (stores) => stores.providers.update(provider));
  return provider;
}

const get = (path: string, init: RequestInit = {}) => fetch(shop.url + path, init);
const challenge = (values: Record<string, string>) => new URLSearchParams(values).toString();
const right = { 'hub.mode': 'subscribe', 'hub.verify_token': SECRET, 'hub.challenge': '1158201444' };

const rows = () =>
  shop.app.memory.engine.reader.selectFrom('webhook_logs').select(['id', 'verdict', 'reason', 'event_key']).execute();

test('a vendor that knows the token gets its own word back, on every address', async () => {
  for (const path of ['/webhook/payment/', '/webhooks/', '/api/v1/webhook/']) {
    const answer = await get(`${path}${talkative.slug}?${challenge(right)}`);
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  }
  expect((await rows()).map(({ event_key }) => event_key)).toEqual([null, null, null]);
});

test.each([
  ['another token', { ...right, 'hub.verify_token': 'somebody' }],
  ['an empty token', { ...right, 'hub.verify_token': '' }],
  ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' }],
  ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
  ['a word that is a page', { ...right, 'hub.challenge': '<script>alert(1)</script>' }],
  ['a word too long', { ...right, 'hub.challenge': '1'.repeat(257) }],
])('%s is refused and nothing is repeated', async (_what, values: Record<string, string>) => {
  const answer = await get(`/webhooks/${talkative.slug}?${challenge(values)}`);
  expect(answer.status).toBe(401);
  expect(await answer.text()).toBe('{"error":"refused"}');
});

test('a parameter that comes twice means nothing', async () => {
  const twice = `${challenge(right)}&hub.verify_token=x`;
  expect((await get(`/webhooks/${talkative.slug}?${twice}`)).status).toBe(400);
});

test('without a secret of ours nobody can prove to know it', async () => {
  const empty = challenge({ ...right, 'hub.verify_token': '' });
  expect((await get(`/webhooks/${secretless.slug}?${empty}`)).status).toBe(401);
  expect((await get(`/webhooks/${secretless.slug}?${challenge(right)}`)).status).toBe(401);
});

/** Has the order paid through this gateway. */
async function orderThrough(provider: Provider) {
  await shop.app.core.uow.run('test.route', (stores) =>
    stores.providers.setFeature({
      feature: 'payment.qris',
      environment: 'practice',
      primaryProviderId: provider.id,
      primaryMethod: 'qris',
      fallbackProviderId: null,
      fallbackMethod: null,
    }),
  );
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  return { visitor, ...(await order(visitor, { kind: 'voucher', qty: 1 })) };
}

const report = (reference: string) =>
  challenge({
    amount: '10000',
    order_id: reference,
    project: 'toko-latihan',
    status: 'completed',
    completed_at: '2026-11-21T10:00:00.000+07:00',
  });

test('a report by GET is a hint: it delivers nothing by itself, and finds the money at once when there is some', async () => {
  const { visitor, reference } = await orderThrough(talkative);
  // As it would be believed if it came by POST and signed.
  const body = paidBody(reference, 10_000);
  const before = await footprint(shop);
  const lie = await get(`/webhook/payment/${talkative.slug}?${report(reference)}`, {
    headers: signature(SECRET, body),
  });
  expect([lie.status, await lie.text()]).toEqual([200, '{"success":true}']);
  await until(async () => {
    const [row] = await shop.app.memory.engine.reader
      .selectFrom('webhook_logs')
      .select('processed_at')
      .where('verdict', '=', 'accepted')
      .execute();
    return row !== undefined && row.processed_at !== null;
  });
  expect(await footprint(shop)).toEqual(before);
  expect(await goodsRows(shop)).toBe(0);

  await shop.vendors.pay(reference, { webhook: false });
  shop.skip(10_000);
  expect((await get(`/webhooks/${talkative.slug}?${report(reference)}`)).status).toBe(200);
  await untilGoods(visitor, 1);
});

test('a report about nothing, or about nobody we know, changes nothing', async () => {
  const before = await footprint(shop);
  expect((await get(`/webhooks/${talkative.slug}`)).status).toBe(400);
  expect((await get(`/webhooks/${talkative.slug}?order_id=`)).status).toBe(400);
  expect((await get(`/webhooks/${talkative.slug}?__proto__=x&status=completed`)).status).toBe(400);
  expect((await get(`/webhooks/${talkative.slug}?${report('NOBODY-1')}`)).status).toBe(200);
  expect(await footprint(shop)).toEqual(before);
});

test('who does not use GET answers 405, an address nobody has 404, and neither leaves a row', async () => {
  const before = await rows();
  for (const { integrationType, slug } of [shop.gateway, shop.supplier]) {
    for (const path of [`/webhook/${integrationType}/${slug}`, `/webhooks/${slug}`, `/api/v1/webhook/${slug}`]) {
      const answer = await get(`${path}?${challenge(right)}`);
      expect([answer.status, answer.headers.get('allow')], path).toEqual([405, 'POST']);
      expect(await answer.json()).toEqual({ error: 'send it by POST' });
    }
  }
  expect((await get('/webhooks/no-such-slug')).status).toBe(404);
  expect((await get(`/webhook/supplier/${talkative.slug}?${challenge(right)}`)).status).toBe(404);
  expect(await rows()).toEqual(before);
});

test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])('%s is answered 405 and leaves no row', async (method) => {
  const before = await rows();
  const body = method === 'HEAD' ? null : paidBody('NOBODY-1', 10_000);
  for (const path of [`/webhook/payment/${talkative.slug}`, `/webhooks/${talkative.slug}`, '/webhooks/no-such-slug']) {
    const answer = await get(path, { method, body });
    expect([answer.status, answer.headers.get('allow')], path).toEqual([405, 'POST, GET']);
  }
  expect(await rows()).toEqual(before);
});

/** A stored webhook processed again by a person: judged by what is true now, applied once, and no way in for forgeries. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import { order } from '../crash/customers.ts';
import { until } from '../rig/until.ts';
import { openVisitor } from '../support/web-client.ts';
import { footprint, goodsRows, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const OLD = 'canary-webhook-secret-before';
const NEW = 'canary-webhook-secret-after';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await signWebhooks(shop, OLD);
});
afterAll(() => shop.discard());

const staff = (over: Partial<Actor> = {}): Actor => ({
  personId: null,
  chatId: null,
  roles: ['owner'],
  via: 'cli',
  environment: 'practice',
  lang: 'en',
  ...over,
});
const replay = (id: string, actor = staff()) => shop.app.commerce.replayWebhook(actor, id);

async function newest(): Promise<{ id: string; verdict: string; reason: string }> {
  const [row] = await shop.app.core.uow.read.webhooks.latest({ slug: shop.gateway.slug, limit: 1 });
  if (!row) throw new Error('no webhook is stored');
  return row;
}

/** Sends it as the gateway would with another secret than ours. */
async function refused(body: string, secret: string): Promise<string> {
  expect((await shop.webhook(shop.gateway, body, signature(secret, body))).status).toBe(401);
  const row = await newest();
  expect(row).toMatchObject({ verdict: 'refused', reason: 'bad_signature' });
  return row.id;
}

test('refused for a wrong secret; the secret is put right, and the same webhook pays the order, once', async () => {
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const { reference, code } = await order(visitor, { kind: 'voucher', qty: 1 });
  await shop.vendors.pay(reference, { webhook: false });
  const body = paidBody(reference, 10_000);
  const id = await refused(body, NEW);
  expect(await replay(id)).toMatchObject({ ok: false, reason: 'bad_input', detail: { reason: 'bad_signature' } });
  expect(await goodsRows(shop)).toBe(0);

  await signWebhooks({ ...shop, gateway: await current() }, NEW);
  expect(await replay(id)).toMatchObject({ ok: true });
  await visitor.until((message) => message.secret === true, 20_000);
  expect(await goodsRows(shop)).toBe(1);
  const paid = await footprint(shop);
  for (let time = 0; time < 5; time += 1) await replay(id);
  expect((await shop.webhook(shop.gateway, body, signature(NEW, body))).status).toBe(200);
  await until(async () => {
    const row = await shop.app.core.uow.read.webhooks.get(id);
    return row?.processedAt !== null;
  });
  expect(await footprint(shop)).toEqual(paid);
  const audit = await shop.app.core.uow.read.admin.audit.latest(50, `webhook_logs:${id}`);
  expect(audit.map(({ action }) => action)).toEqual(Array.from({ length: 6 }, () => 'webhook.replayed'));
  expect(code).not.toBe('');
});

const current = async () => {
  const row = await shop.app.core.uow.read.providers.get(shop.gateway.id);
  if (!row) throw new Error('the gateway is gone');
  return row;
};

test('a forgery stays one, whoever presses; a guest and the front desk may not press at all', async () => {
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  const before = await footprint(shop);
  const id = await refused(paidBody(reference, 10_000), 'made up');
  expect(await replay(id)).toMatchObject({ ok: false, reason: 'bad_input' });
  for (const roles of [[], ['reseller'], ['front_desk']] as Actor['roles'][])
    expect(await replay(id, staff({ roles, via: 'chat', personId: 'nobody' }))).toMatchObject({
      reason: 'not_allowed',
    });
  expect(await replay('01900000-0000-7000-8000-000000000000')).toMatchObject({ reason: 'not_found' });
  expect(await footprint(shop)).toEqual(before);
});

test('sent to an address that nobody had yet: taken once there is a provider, never before', async () => {
  const visitor = await openVisitor(shop.url, { lang: 'id' });
  const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
  const body = paidBody(reference, 10_000);
  expect((await shop.webhook({ ...shop.gateway, slug: 'early' }, body, signature(NEW, body))).status).toBe(404);
  const [row] = await shop.app.core.uow.read.webhooks.latest({ slug: 'early', limit: 1 });
  expect(await replay(row?.id ?? '')).toMatchObject({ ok: false, reason: 'wrong_state' });
  const answer = await shop.app.commerce.stuckWork(staff());
  if (!answer.ok) throw new Error(answer.reason);
  expect(answer.refused).toContainEqual(
    expect.objectContaining({ id: row?.id, provider: null, reason: 'unknown slug' }),
  );
  expect(JSON.stringify(answer)).not.toContain(reference);
});

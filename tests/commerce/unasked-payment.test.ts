/**
 * A payment made by a link of the owner's own names its payer by Telegram id. It is booked once, on the gateway's word
 * alone, and queues a deployment where it is exactly the price of one.
 */
import { expect, test } from 'vitest';
import type { Order } from '../../commerce/order/model.ts';
import { paidBody, signature } from '../faults/gateway-words.ts';
import { expectSoundBooks } from '../support/money-rules.ts';
import { DEPLOY_IDR, openDeployments } from '../support/deployments.ts';
import { MINUTE } from '../support/till.ts';
import { createIntake } from '../../webhooks/intake.ts';

const { till, read, calls } = openDeployments();

let last = 0;
const newReference = (telegramId: number) => `tg${telegramId}-250910HDE${(last += 1)}`;

/** A payment link opened, and paid, without our knowing. */
async function linkPaid(reference: string, amountIdr: number, isPaid = true): Promise<void> {
  const created = await fetch(`${till.shop.sandbox.url}/gateway/api/transactioncreate/qris`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      project: 'toko-latihan',
      order_id: reference,
      amount: amountIdr,
      api_key: 'practice-gateway-key',
    }),
  });
  expect(created.status).toBe(200);
  if (isPaid) expect(await till.pay(reference)).toBe(true);
}

const providerId = async () => (await read().providers.bySlug('pakasir'))?.id ?? '';
const paymentOf = async (reference: string) => read().payments.byReference(await providerId(), reference);
async function orderOf(reference: string): Promise<Order | null> {
  const payment = await paymentOf(reference);
  return payment && read().orders.get(payment.orderId);
}
async function saidTo(telegramId: number): Promise<string[]> {
  const chat = await read().chats.byAddress('telegram', String(telegramId));
  const rows = await read().outgoing.after(chat?.id ?? '', 0, 100);
  return rows.map((row) => read().outgoing.screen(row).lines[0]?.key ?? '');
}

const BESIDE = { metadata: { telegram_id: 67_890, telegram_username: 'ghost_user' } };

/** As the practice gateway sends it, signed or not. */
async function told(reference: string, more: Record<string, unknown>, secret: string | null): Promise<void> {
  if (secret === null) return void (await till.shop.webhook(reference, DEPLOY_IDR, more));
  const body = Buffer.from(paidBody(reference, DEPLOY_IDR, more));
  const request = { method: 'POST', path: '/', headers: signature(secret, body), body };
  expect((await createIntake(till.shop.core).take('payment', 'pakasir', request)).verdict).toBe('accepted');
}

/** Switches signatures on or off at our side. */
async function signWith(secret: string): Promise<void> {
  const { core } = till.shop;
  const provider = await read().providers.bySlug('pakasir');
  if (!provider) throw new Error('no gateway');
  const fields = JSON.parse(core.vault.openCredentials(provider.id, provider.credentialsEncrypted)) as object;
  const sealed = core.vault.sealCredentials(provider.id, JSON.stringify({ ...fields, webhook_secret: secret }));
  await core.uow.run('test.sign', (stores) =>
    stores.providers.update({ ...provider, credentialsEncrypted: sealed, updatedAt: core.clock.now() }),
  );
}

test.each([
  ['its order id', { telegramId: 12_345, reference: 'tg12345-250910HDE7C9', more: {}, secret: null }],
  [
    'its order id, whoever the message names beside it',
    { telegramId: 12_346, reference: 'tg12346-250910HDE7C9', more: BESIDE, secret: null },
  ],
  [
    'the metadata of a signed message',
    { telegramId: 67_890, reference: '250910HDE7C9X', more: BESIDE, secret: 'a-secret-both-sides-know' },
  ],
])('the payer named by %s gets the deployment of that price, once in fifty deliveries', async (_by, by) => {
  const { telegramId, reference, more, secret } = by;
  await linkPaid(reference, DEPLOY_IDR);
  if (secret !== null) await signWith(secret);
  for (let time = 0; time < 25; time += 1) await told(reference, more, secret);
  await till.shop.settle();
  const order = await orderOf(reference);
  expect(order).toMatchObject({ state: 'paid', totalIdr: DEPLOY_IDR });
  expect((await read().people.byIdentity('telegram', String(telegramId)))?.id).toBe(order?.personId);
  const [unit] = await read().fulfilments.ofOrder(order?.id ?? '');
  const row = await read().deployments.ofFulfilment(unit?.id ?? '');
  expect(row).toMatchObject({ state: 'running', productCode: 'BOT1' });
  const { json } = await till.shop.vendors.call('GET', '/state');
  const made = (json as { deployments: { id: string; order: object }[] }).deployments;
  const mine = made.filter(({ id }) => id === row?.id);
  expect(mine).toMatchObject([{ order: { answer: null, payer: { telegram_id: String(telegramId) } } }]);
  for (let time = 0; time < 25; time += 1) await told(reference, more, secret);
  if (secret !== null) await signWith('');
  await till.shop.pass(2 * MINUTE);
  await calls({ deployment_id: row?.id, status: 'done', url: 'https://x.example' });
  await till.shop.settle();
  expect((await read().payments.receiptsOf(order?.id ?? '')).map(({ amountIdr }) => amountIdr)).toEqual([DEPLOY_IDR]);
  expect((await saidTo(telegramId)).filter((key) => key.startsWith('goods'))).toHaveLength(1);
  expect(till.shop.failures).toEqual([]);
  await expectSoundBooks(till.shop.core);
});

test('what an unsigned message says beside the order id names nobody: the money may be somebody else’s', async () => {
  const reference = '250910HDE7C9Z';
  await linkPaid(reference, DEPLOY_IDR);
  await till.shop.webhook(reference, DEPLOY_IDR, { metadata: { telegram_id: 555_001 } });
  await till.shop.settle();
  expect(await paymentOf(reference)).toBeNull();
  expect(await read().people.byIdentity('telegram', '555001')).toBeNull();
});

test('one that nobody paid, or that the gateway does not know, makes no order and no person', async () => {
  const unpaid = newReference(222_001);
  await linkPaid(unpaid, DEPLOY_IDR, false);
  await till.shop.webhook(unpaid, DEPLOY_IDR);
  const madeUp = newReference(222_002);
  await till.shop.webhook(madeUp, DEPLOY_IDR);
  await till.shop.settle();
  for (const reference of [unpaid, madeUp]) expect(await paymentOf(reference)).toBeNull();
  for (const id of ['222001', '222002']) expect(await read().people.byIdentity('telegram', id)).toBeNull();
});

test.each([
  ['less than any price', 40_000],
  ['more than any price', 100_000],
])('%s is parked for its payer and the owner, and sets nothing up', async (_what, amountIdr) => {
  const telegramId = 333_000 + amountIdr;
  const reference = newReference(telegramId);
  await linkPaid(reference, amountIdr);
  for (let time = 0; time < 50; time += 1) await till.shop.webhook(reference, amountIdr);
  await till.shop.settle();
  await till.shop.webhook(reference, amountIdr);
  await till.shop.pass(MINUTE);
  const order = await orderOf(reference);
  expect(order?.state).toBe('awaiting_payment');
  expect(await till.shop.alerts()).not.toContain('webhook-untrue-amount');
  const cases = await read().reviews.ofOrder(order?.id ?? '');
  expect(cases).toMatchObject([{ kind: 'underpaid', state: 'open', parkedIdr: amountIdr }]);
  expect(await read().fulfilments.ofOrder(order?.id ?? '')).toEqual([]);
  expect(await saidTo(telegramId)).toEqual(['parked-underpaid']);
  expect(till.shop.failures).toEqual([]);
  await expectSoundBooks(till.shop.core);
});

test('where two deployments have the price nobody guesses', async () => {
  const { commerce, owner } = till.shop;
  const twin = { code: 'BOT2', name: 'Userbot lain', priceIdr: DEPLOY_IDR, endpoint: 'deployment' };
  expect(await commerce.addProduct(owner, twin)).toMatchObject({ ok: true });
  const reference = newReference(444_001);
  await linkPaid(reference, DEPLOY_IDR);
  await till.shop.webhook(reference, DEPLOY_IDR);
  await till.shop.settle();
  const order = await orderOf(reference);
  const cases = await read().reviews.ofOrder(order?.id ?? '');
  expect(cases).toMatchObject([{ kind: 'underpaid', state: 'open', parkedIdr: DEPLOY_IDR }]);
  expect(await read().fulfilments.ofOrder(order?.id ?? '')).toEqual([]);
});

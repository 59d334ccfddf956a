/** The vendor's form on a page of ours: what the page gets, for how long, and that nothing done there is believed. */
import { beforeAll, expect, test } from 'vitest';
import { FORM, teachWays } from '../support/practice-ways.ts';
import { openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();
const act = () => till.shop.core.ids.uuid();

beforeAll(() => teachWays(till.shop.core, FORM));

async function orders() {
  const input = { chatId: till.buyer.chatId, items: [await till.voucher()], payVia: 'payment.page' };
  const placed = await till.shop.commerce.placeOrder(till.buyer, act(), input);
  await till.shop.settle();
  const order = placed.ok ? await till.shop.commerce.order(till.buyer, placed.order.code) : null;
  if (!order) throw new Error('no order');
  return order;
}

async function screens() {
  const { outgoing } = till.shop.core.uow.read;
  return (await outgoing.after(till.buyer.chatId ?? '', 0, 100)).map((row) => outgoing.screen(row));
}

const address = async () => (await screens()).flatMap(({ link }) => link?.url.split('/pay/')[1] ?? []).at(-1) ?? '';

test('the chat gets the address of the page, the page what the script needs, and nobody the token in the clear', async () => {
  const order = await orders();
  const payment = await till.payment(order);
  const view = await till.shop.commerce.payPage(await address());
  const { sandbox } = till.shop;
  expect(view).toMatchObject({
    state: 'open',
    payableIdr: PRICE,
    embed: {
      kind: 'token_call',
      scriptUrl: `${sandbox.url}/gateway/embed.js`,
      attributes: { 'data-project': 'toko-latihan' },
      global: 'practicePay.open',
      origins: [sandbox.url],
      token: expect.stringMatching(/^tok_/),
    },
  });
  expect(JSON.stringify(view)).not.toContain('practice-gateway-key');
  expect(JSON.stringify([payment, await screens()])).not.toContain(view?.embed?.token);
  expect(payment).toMatchObject({ format: 'embed_flow', state: 'pending', paymentNumber: null });
  // Who comes by the order page is led to the same form.
  expect(order.payment?.payUrl).toContain(`/pay/${payment.id}.`);
});

test('paid in the form: the gateway says so, and only then is it paid; the page is over', async () => {
  const order = await orders();
  const token = (await till.shop.commerce.payPage(await address()))?.embed?.token ?? '';
  const frame = await fetch(`${till.shop.sandbox.url}/gateway/embed/${token}`, { method: 'POST' });
  expect(await frame.text()).toContain('paid');
  expect(await till.state(order)).toBe('awaiting_payment');
  expect(await till.shop.commerce.payPage(await address())).toMatchObject({ state: 'open' });
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await till.shop.commerce.payPage(await address())).toMatchObject({ state: 'paid', embed: null });
  await till.expectSound(order);
});

test('run out: the form is gone, the chat says so, and a new one has another address', async () => {
  const order = await orders();
  const first = await address();
  await till.expired(order);
  expect(await till.shop.commerce.payPage(first)).toMatchObject({ state: 'over', embed: null, payUrl: null });
  await till.renewed(order);
  expect(await address()).not.toBe(first);
  expect((await till.payments(order)).at(-1)).toMatchObject({ feature: 'payment.page', state: 'pending' });
});

test('a setting the script needs is missing: the gateway’s own page is linked instead', async () => {
  const { core, commerce } = till.shop;
  const order = await orders();
  const provider = await core.uow.read.providers.bySlug('pakasir');
  if (!provider) throw new Error('no provider');
  const profile = structuredClone(provider.profile) as { embeds: { form: { attributes: object } } };
  profile.embeds.form.attributes = { 'data-key': '{cfg.nowhere}' };
  await core.uow.run('test.embed', (stores) => stores.providers.update({ ...provider, profile: { ...profile } }));
  const view = await commerce.payPage(await address());
  expect(view).toMatchObject({ code: order.code, embed: null, payUrl: expect.stringContaining('/pay/toko-latihan/') });
});

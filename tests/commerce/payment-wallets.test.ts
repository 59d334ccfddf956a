/** Wallets: whose phone is asked, how long it is kept, and the page that opens an app. */
import { beforeAll, expect, test } from 'vitest';
import { readPayerPhone } from '../../commerce/payment/payer-phone.ts';
import { teachWays, WALLETS } from '../support/practice-ways.ts';
import { openTill, PRICE } from '../support/till.ts';

const till = openTill();
const WALLET = 'payment.wallet';
const PUSH = 'payment.push';
const PHONE = '+6281298765432';
const act = () => till.shop.core.ids.uuid();

beforeAll(async () => {
  const { core, commerce, owner } = till.shop;
  const [first] = await core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
  const values = { project: 'toko-latihan', api_key: 'practice-gateway-key' };
  const account = { presetId: 'pakasir', environment: 'practice', values, baseUrl: first?.baseUrl ?? '' } as const;
  expect(await commerce.addProvider(owner, 'second', account)).toMatchObject({ ok: true });
  await teachWays(core, WALLETS);
});

async function places(payVia: string, payerPhone?: string) {
  const items = [await till.voucher()];
  const input = { chatId: till.buyer.chatId, items, payVia, ...(payerPhone === undefined ? {} : { payerPhone }) };
  return till.shop.commerce.placeOrder(till.buyer, act(), input);
}

async function orders(payVia: string, payerPhone?: string) {
  const placed = await places(payVia, payerPhone);
  const order = placed.ok ? await till.shop.commerce.order(till.buyer, placed.order.code) : null;
  if (!order) throw new Error('no order');
  return order;
}

const token = async () => {
  const { outgoing } = till.shop.core.uow.read;
  const rows = await outgoing.after(till.buyer.chatId ?? '', 0, 100);
  const urls = rows.map((row) => outgoing.screen(row).link?.url ?? '');
  return urls.find((url) => url.includes('/pay/'))?.split('/pay/')[1] ?? '';
};

test.each([
  ['0812 9876-5432', PHONE],
  ['+62 812 9876 5432', PHONE],
  ['6281298765432', PHONE],
  ['(0812) 98765432', PHONE],
  ['0212345678', null],
  ['0812', null],
  ['08129876543210', null],
  ['+65 9123 4567', null],
  ['0812987654a2', null],
  ['', null],
])('%j is the phone %s', (words, phone) => expect(readPayerPhone(words)).toBe(phone));

test('a way that asks for the phone is not begun without one', async () => {
  for (const phone of [undefined, '', '12345'])
    expect(await places(PUSH, phone)).toMatchObject({ ok: false, reason: 'bad_input', detail: { field: 'phone' } });
  const ways = await till.shop.commerce.paymentMethods(till.buyer, PRICE);
  expect(ways.filter(({ asksPhone }) => asksPhone).map(({ feature }) => feature)).toEqual([PUSH]);
});

test('the phone is sealed while the payment is made, goes to the gateway, and is forgotten', async () => {
  const order = await orders(PUSH, PHONE);
  const creating = await till.payment(order);
  expect(creating.state).toBe('creating');
  expect(creating.payerSealed).not.toContain('98765432');
  await till.shop.settle();
  expect(await till.payment(order)).toMatchObject({ state: 'pending', payerSealed: null, payUrl: null });
  const shown = await till.shop.vendors.call('GET', `/payments/${order.code}-1`);
  expect(shown.json).toMatchObject({ payment: { phone: '081298765432' } });
  expect(await token()).toBe('');
});

test('the gateway says no: the fallback asks the same phone, and both forget it', async () => {
  const { core } = till.shop;
  const { payment } = core.registry;
  core.registry.payment = (provider) =>
    provider.slug === 'pakasir'
      ? { ...payment(provider), create: () => Promise.resolve({ kind: 'rejected', code: 'refused', message: 'no' }) }
      : payment(provider);
  const order = await orders(PUSH, PHONE);
  await till.shop.settle();
  core.registry.payment = payment;
  expect((await till.payments(order)).map(({ state, payerSealed }) => [state, payerSealed])).toEqual([
    ['failed', null],
    ['pending', null],
  ]);
  const shown = await till.shop.vendors.call('GET', `/payments/${order.code}-2`);
  expect(shown.json).toMatchObject({ payment: { phone: '081298765432' } });
});

test('cancelled while it is being made: forgotten', async () => {
  const order = await orders(PUSH, PHONE);
  expect(await till.shop.commerce.cancelOrder(till.buyer, act(), order.code)).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await till.payments(order)).toMatchObject([{ state: 'cancelled', payerSealed: null }]);
});

test('renewed without the phone: another way, because it was not kept', async () => {
  const order = await orders(PUSH, PHONE);
  await till.shop.settle();
  await till.expired(order);
  await till.renewed(order);
  expect((await till.payments(order)).at(-1)).toMatchObject({ feature: 'payment.qris' });
});

test('the page opens the app while it can be paid, and nothing at a wrong address or afterwards', async () => {
  const { commerce, settle } = till.shop;
  const order = await orders(WALLET);
  await settle();
  const address = await token();
  expect(await commerce.payPage(address)).toMatchObject({
    state: 'open',
    code: order.code,
    name: 'Dompet Latihan',
    payableIdr: PRICE,
    deepLink: `dompet-latihan://bayar/${order.code}-1`,
  });
  const last = address.endsWith('A') ? 'B' : 'A';
  for (const wrong of [
    '',
    'x',
    `${address}A`,
    address.slice(0, -1) + last,
    address.replace(/\..*/, `.${'A'.repeat(43)}`),
  ])
    expect(await commerce.payPage(wrong)).toBeNull();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(46_000);
  expect(await till.state(order)).toBe('completed');
  expect(await commerce.payPage(address)).toMatchObject({ state: 'paid', deepLink: null, payUrl: null });
});

test('over with its time, and with its order', async () => {
  const { commerce, settle } = till.shop;
  const order = await orders(WALLET);
  await settle();
  const address = await token();
  expect(await commerce.cancelOrder(till.buyer, act(), order.code)).toMatchObject({ ok: true });
  expect(await commerce.payPage(address)).toMatchObject({ state: 'over', deepLink: null, payUrl: null });
});

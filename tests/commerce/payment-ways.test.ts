/** Ways of paying: which account serves which, what a payer may choose for an amount, and account numbers as money. */
import { beforeAll, expect, test } from 'vitest';
import { feeOf } from '../../commerce/payment/methods.ts';
import { numberLines } from '../../commerce/notices/payment-number.ts';
import type { WayPlace } from '../../commerce/provider/ways.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import { MINUTE, openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();
const BNI = 'payment.bni_va';
const VA_FEE = 3_500;

const owner = () => till.shop.owner;
const act = () => till.shop.core.ids.uuid();

async function setWays(slug: string, ways: Record<string, WayPlace>, actor: Actor = owner()) {
  const provider = await till.shop.core.uow.read.providers.bySlug(slug);
  return till.shop.commerce.setWays(actor, act(), { slug, version: provider?.version ?? 0, ways });
}

const row = async (feature: string) => {
  const { providers } = till.shop.core.uow.read;
  const found = await providers.feature(feature, 'practice');
  const slugOf = async (id: string | null) => (id === null ? null : (await providers.get(id))?.slug);
  return found && [await slugOf(found.primaryProviderId), await slugOf(found.fallbackProviderId)];
};

async function ordersBy(feature: string) {
  const input = { chatId: till.buyer.chatId, items: [await till.voucher()], payVia: feature };
  const placed = await till.shop.commerce.placeOrder(till.buyer, act(), input);
  if (!placed.ok) throw new Error(placed.reason);
  await till.shop.settle();
  const order = await till.shop.commerce.order(till.buyer, placed.order.code);
  if (!order) throw new Error('no order');
  return order;
}

async function screens(): Promise<Screen[]> {
  const { outgoing } = till.shop.core.uow.read;
  return (await outgoing.after(till.buyer.chatId ?? '', 0, 100)).map((sent) => outgoing.screen(sent));
}

beforeAll(async () => {
  const [first] = await till.shop.core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
  const values = { project: 'toko-latihan', api_key: 'practice-gateway-key' };
  const second = { presetId: 'pakasir', environment: 'practice', values, baseUrl: first?.baseUrl ?? '' } as const;
  expect(await till.shop.commerce.addProvider(owner(), 'second', second)).toMatchObject({ ok: true });
});

test('only the owner sees and changes the ways of an account', async () => {
  const { commerce } = till.shop;
  expect(await commerce.accountWays(till.buyer, 'pakasir')).toMatchObject({ ok: false });
  expect(await setWays('pakasir', { [BNI]: 'first' }, till.buyer)).toMatchObject({ ok: false });
  expect(await row(BNI)).toBeNull();
});

test('first, behind another, first in its place, off again: nothing is left that nobody serves', async () => {
  const steps: [string, WayPlace, unknown][] = [
    ['pakasir-2', 'behind', ['pakasir-2', null]],
    ['pakasir', 'first', ['pakasir', 'pakasir-2']],
    ['pakasir-2', 'first', ['pakasir-2', 'pakasir']],
    ['pakasir-2', 'behind', ['pakasir', 'pakasir-2']],
    ['pakasir', 'off', ['pakasir-2', null]],
    ['pakasir-2', 'off', null],
    ['pakasir-2', 'off', null],
    ['pakasir', 'first', ['pakasir', null]],
  ];
  for (const [slug, place, expected] of steps) {
    expect(await setWays(slug, { [BNI]: place })).toMatchObject({ ok: true });
    expect(await row(BNI)).toEqual(expected);
  }
});

test('a screen somebody else made old is refused, and so is a way the account does not have', async () => {
  const provider = await till.shop.core.uow.read.providers.bySlug('pakasir');
  const old = { slug: 'pakasir', version: (provider?.version ?? 0) - 1, ways: { [BNI]: 'off' as const } };
  expect(await till.shop.commerce.setWays(owner(), act(), old)).toMatchObject({ ok: false, reason: 'conflict' });
  expect(await setWays('pakasir', { 'payment.bca_va': 'first' })).toMatchObject({ ok: false, reason: 'bad_input' });
});

test('the last way of paying stays', async () => {
  const off = { 'payment.qris': 'off', 'payment.link': 'off', [BNI]: 'off' } as const;
  await setWays('pakasir-2', off);
  expect(await setWays('pakasir', off)).toMatchObject({ ok: false, detail: { kind: 'last_way' } });
  expect(await row('payment.qris')).toEqual(['pakasir', null]);
});

test('a payer is offered what takes the amount, with what it costs there', async () => {
  const { commerce, core } = till.shop;
  const provider = await core.uow.read.providers.bySlug('pakasir');
  if (!provider) throw new Error('no provider');
  const profile = structuredClone(provider.profile) as { methods: Record<string, { limits?: object }> };
  const bni = profile.methods['bni_va'];
  if (bni) bni.limits = { minIdr: 20_000, maxIdr: 1_000_000 };
  await core.uow.run('test.limits', (stores) => stores.providers.update({ ...provider, profile }));
  const offered = async (amountIdr: number) => {
    const ways = await commerce.paymentMethods(till.buyer, amountIdr);
    return Object.fromEntries(ways.map(({ feature, feeIdr }) => [feature, feeIdr]));
  };
  expect(await offered(19_999)).toEqual({ 'payment.qris': 450 });
  expect(await offered(20_000)).toEqual({ 'payment.qris': 450, [BNI]: VA_FEE });
  expect(await offered(1_000_001)).toEqual({ 'payment.qris': 10_000 });
  expect(await offered(499)).toEqual({});
  const tooSmall = { chatId: null, items: [await till.voucher()], payVia: BNI, expectedTotalIdr: PRICE };
  expect(await commerce.placeOrder(till.buyer, act(), tooSmall)).toMatchObject({ reason: 'no_payment_provider' });
  const now = await core.uow.read.providers.bySlug('pakasir');
  if (now)
    await core.uow.run('test.limits', (stores) => stores.providers.update({ ...now, profile: provider.profile }));
});

test('an account number is a number to copy, never a picture, and never a case', async () => {
  const order = await ordersBy(BNI);
  const payment = await till.payment(order);
  expect(payment).toMatchObject({ state: 'pending', format: 'va_static', payableIdr: PRICE + VA_FEE });
  expect(await till.cases(order)).toEqual([]);
  const shown = (await screens()).find(({ copy }) => copy !== undefined);
  expect(shown?.copy).toBe(payment.paymentNumber);
  expect(shown?.copy).toMatch(/^\d+$/);
  expect((await screens()).some(({ image }) => image)).toBe(false);
  await till.pay(payment.reference);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('after its time a new one is made at the same bank, and money for the old one still counts', async () => {
  const order = await ordersBy(BNI);
  await till.expired(order);
  await till.renewed(order);
  const payments = await till.payments(order);
  expect(payments.map(({ feature, state }) => [feature, state])).toEqual([
    [BNI, 'expired'],
    [BNI, 'pending'],
  ]);
  expect(payments[0]?.paymentNumber).not.toBe(payments[1]?.paymentNumber);
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(2 * POLL);
  expect(await till.state(order)).toBe('completed');
  await till.shop.pass(33 * MINUTE);
  await till.expectSound(order);
});

test('a bank that was switched off meanwhile: the renewal takes the QR', async () => {
  const order = await ordersBy(BNI);
  await till.expired(order);
  await setWays('pakasir', { [BNI]: 'off' });
  await till.renewed(order);
  expect((await till.payments(order)).at(-1)).toMatchObject({ feature: 'payment.qris', format: 'qris_dynamic' });
  await setWays('pakasir', { [BNI]: 'first' });
});

test('the gateway says no: the fallback for this bank makes it, and for another bank it does not', async () => {
  await setWays('pakasir-2', { [BNI]: 'behind' });
  const { core } = till.shop;
  const { payment } = core.registry;
  core.registry.payment = (provider) =>
    provider.slug === 'pakasir'
      ? { ...payment(provider), create: () => Promise.resolve({ kind: 'rejected', code: 'refused', message: 'no' }) }
      : payment(provider);
  const order = await ordersBy(BNI);
  const qr = await till.placed();
  core.registry.payment = payment;
  expect((await till.payments(order)).map(({ state, feature }) => [state, feature])).toEqual([
    ['failed', BNI],
    ['pending', BNI],
  ]);
  expect((await till.payments(qr)).map(({ state }) => state)).toEqual(['failed']);
});

test.each([
  [50_000, 660],
  [105_000, 1_045],
  [105_001, 1_050],
])('a fee of steps: %i costs %i', (amountIdr, feeIdr) => {
  const steps = [
    { upToIdr: 105_000, percent: 0.7, flatIdr: 310 },
    { upToIdr: null, percent: 1, flatIdr: 0 },
  ];
  expect(feeOf(steps, amountIdr)).toBe(feeIdr);
  expect(feeOf([], amountIdr)).toBeNull();
});

test('two numbers are told apart; a shop is no bank', () => {
  const payment = { payableIdr: 1, methodName: 'X', billerCode: null } as Parameters<typeof numberLines>[0];
  const keys = (place: 'bank' | 'shop', billerCode: string | null) =>
    numberLines({ ...payment, billerCode }, '123456789', place).map(({ key, values }) => [key, values?.['number']]);
  expect(keys('bank', null)[0]).toEqual(['pay-number-bank', '1234 5678 9']);
  expect(keys('bank', '70012')[0]?.[0]).toBe('pay-number-bill');
  expect(keys('shop', null)[0]?.[0]).toBe('pay-number-shop');
});

/** A gateway that is slow, silent, wrong or gone while it is asked for a QR: never two live payments for one order. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';
import { openTill, POLL } from '../support/till.ts';

const till = openTill();
let second: Sandbox;
let vendors: SandboxControl;

beforeAll(async () => {
  second = await startSandbox({ seed: 'second' });
  vendors = sandboxControl(() => second.url, second.token);
  const values = { project: 'toko-latihan', api_key: 'practice-gateway-key', public_domain: '' };
  const preset = till.shop.core.presets.get('pakasir');
  const given = { ...preset?.practice?.values, ...values };
  const known = Object.fromEntries(
    Object.entries(given).filter(([name]) => preset?.fields.some((f) => f.name === name)),
  );
  const input = {
    presetId: 'pakasir',
    environment: 'practice',
    values: known,
    baseUrl: `${second.url}/gateway`,
  } as const;
  expect(await till.shop.commerce.addProvider(till.shop.owner, 'second', input)).toMatchObject({ ok: true });
});
afterAll(() => second.close());
beforeEach(async () => {
  await till.shop.vendors.clearFaults();
  // A breaker that a test opened is closed again for the next.
  await till.shop.pass(2 * 60_000);
});

const spoil = (kind: string, more: Record<string, unknown> = {}) =>
  till.shop.vendors.faults([{ kind, vendor: 'gateway', endpoint: 'create', ...more }]);
const placed = async (): Promise<OrderView> => till.shop.order(till.buyer, await till.voucher());
const atSecond = async (order: OrderView) =>
  (await vendors.payments()).filter((row) => row.orderId.startsWith(order.code)).length;
const states = async (order: OrderView) => (await till.payments(order)).map((row) => row.state);

test('refused: the fallback makes it, the buyer never hears of it', async () => {
  const order = await placed();
  const provider = await till.shop.core.uow.read.providers.bySlug('pakasir');
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'changed' } });
  await till.shop.pass(2_000);
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'practice-gateway-key' } });
  expect(provider?.slug).toBe('pakasir');
  expect(await states(order)).toEqual(['failed', 'pending']);
  expect(await till.said()).toEqual(['order-placed-shop', 'pay-title']);
  expect(await atSecond(order)).toBe(1);
  expect(await till.shop.alerts()).toContain('alert-create-trouble');
});

test('the connection is refused: the fallback makes it', async () => {
  const order = await placed();
  const { payment } = till.shop.core.registry;
  till.shop.core.registry.payment = (provider) =>
    provider.slug === 'pakasir'
      ? { ...payment(provider), create: () => Promise.resolve({ kind: 'not_sent', message: 'refused' }) }
      : payment(provider);
  await till.shop.pass(2_000);
  till.shop.core.registry.payment = payment;
  expect(await states(order)).toEqual(['failed', 'pending']);
});

test('a bad QRIS is never shown: the link alone, and a case', async () => {
  await spoil('bad_qr', { calls: 1 });
  const order = await placed();
  await till.shop.settle();
  const payment = await till.payment(order);
  expect(payment).toMatchObject({ state: 'pending', paymentNumber: null });
  expect(payment.payUrl).toMatch(/^http/);
  expect((await till.cases(order)).map(([kind]) => kind)).toEqual(['bad_qris']);
  const screens = await till.shop.core.uow.read.outgoing.after(till.buyer.chatId ?? '', 0, 10);
  expect(screens.some((row) => till.shop.core.uow.read.outgoing.screen(row).image)).toBe(false);
});

test.each(['html_200', 'html_502', 'http_500', 'broken_json'])('%s once: made on the next try', async (kind) => {
  await spoil(kind, { calls: 1 });
  const order = await placed();
  await till.shop.pass(5_000);
  expect(await states(order)).toEqual(['pending']);
  expect(await atSecond(order)).toBe(0);
});

test('no usable answer for half a minute: the pay link goes out, and it can be paid', async () => {
  await spoil('html_200', { handled: true });
  const order = await placed();
  await till.shop.pass(35_000);
  await till.shop.vendors.clearFaults();
  expect(await states(order)).toEqual(['pending']);
  expect(await atSecond(order)).toBe(0);
  expect((await till.said()).filter((key) => key === 'pay-title')).toHaveLength(1);
  await till.shop.skip(60_000);
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('the answer is lost but somebody pays: settled, and no second payment is made', async () => {
  await spoil('reset', { calls: 1 });
  const order = await placed();
  await till.shop.settle();
  expect(await states(order)).toEqual(['creating']);
  await till.pay(`${order.code}-1`);
  await till.shop.pass(2 * POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await atSecond(order)).toBe(0);
  await till.expectSound(order);
});

test('made, perhaps, and unreachable afterwards: the fallback is not asked', async () => {
  // Three unclear answers open the breaker; what it turns away was never sent, but the first ones were.
  await spoil('broken_json');
  const order = await placed();
  await till.shop.pass(40_000);
  await till.shop.vendors.clearFaults();
  expect(await atSecond(order)).toBe(0);
  expect(await till.payments(order)).toHaveLength(1);
});

test('made, perhaps, and refused afterwards: the fallback is not asked', async () => {
  await spoil('broken_json', { calls: 1 });
  const order = await placed();
  await till.shop.settle();
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'changed' } });
  await till.shop.pass(40_000);
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'practice-gateway-key' } });
  expect(await atSecond(order)).toBe(0);
});

test('died after asking, and refused afterwards: the fallback is not asked', async () => {
  const order = await placed();
  const { payment } = till.shop.core.registry;
  till.shop.core.registry.payment = (provider) => ({
    ...payment(provider),
    create: async (request) => {
      await payment(provider).create(request);
      throw new Error('the process died');
    },
  });
  await till.shop.settle();
  till.shop.core.registry.payment = payment;
  till.shop.failures.length = 0;
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'changed' } });
  await till.shop.pass(40_000);
  await till.shop.vendors.call('POST', '/setup', { gateway: { apiKey: 'practice-gateway-key' } });
  expect(await atSecond(order)).toBe(0);
});

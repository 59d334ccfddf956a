/** Charging a card: once, whatever is repeated or dies in between; never the card itself; and the bank's page between. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { sendCharge } from '../../commerce/payment/charge.ts';
import { checkPaymentNow } from '../../commerce/payment/check-payment.ts';
import { CARD, teachWays } from '../support/practice-ways.ts';
import { MINUTE, openTill, POLL } from '../support/till.ts';

const till = openTill();
const TOKEN = 'card-1114-abcdefgh';
const AT_ONCE = 'card-0000-abcdefgh';
const DECLINED = 'card-0002-abcdefgh';
const act = () => till.shop.core.ids.uuid();

beforeAll(() => teachWays(till.shop.core, CARD));
beforeEach(() => till.shop.vendors.clearFaults());

async function orders() {
  const input = { chatId: till.buyer.chatId, items: [await till.voucher()], payVia: 'payment.card' };
  const placed = await till.shop.commerce.placeOrder(till.buyer, act(), input);
  await till.shop.settle();
  const order = placed.ok ? await till.shop.commerce.order(till.buyer, placed.order.code) : null;
  if (!order) throw new Error('no order');
  return order;
}

async function page(): Promise<string> {
  const { outgoing } = till.shop.core.uow.read;
  const rows = await outgoing.after(till.buyer.chatId ?? '', 0, 100);
  return rows.flatMap((row) => outgoing.screen(row).link?.url.split('/pay/')[1] ?? []).at(-1) ?? '';
}

const view = async () => till.shop.commerce.payPage(await page());
const charge = async (token: string) => till.shop.commerce.chargePayment(await page(), token);
const atGateway = async (code: string) =>
  (await till.shop.vendors.payments()).filter(({ orderId }) => orderId.startsWith(code));

test('nothing is asked of the gateway before there is a card; the page has the fields and no token', async () => {
  const order = await orders();
  expect(await till.payment(order)).toMatchObject({ format: 'direct_charge', state: 'pending', chargedAt: null });
  expect(await atGateway(order.code)).toEqual([]);
  expect(await view()).toMatchObject({
    state: 'open',
    charge: 'none',
    embed: { kind: 'card_fields', token: '', card: { number: 'card_number', token: 'token_id' } },
  });
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('awaiting_payment');
});

test('what could be a card is refused unread, and so is what is no token', async () => {
  const order = await orders();
  for (const token of [
    '4811111111111114',
    '4811-1111-1111-1114',
    '4811.1111.1111.1114',
    'short',
    'a b c d e f',
    '<script>',
  ])
    expect(await charge(token)).toMatchObject({ ok: false, reason: 'bad_input' });
  expect(await till.shop.commerce.chargePayment('x'.repeat(80), TOKEN)).toMatchObject({ reason: 'not_found' });
  expect(await till.payment(order)).toMatchObject({ chargedAt: null, cardTokenSealed: null });
});

test('the bank first: the page leads there, and only the gateway says that it is paid', async () => {
  const order = await orders();
  expect(await charge(TOKEN)).toEqual({ ok: true });
  const taken = await till.payment(order);
  expect(taken.cardTokenSealed).not.toContain(TOKEN);
  expect(await view()).toMatchObject({ charge: 'working', embed: null });
  await till.shop.settle();
  const shown = await view();
  expect(shown).toMatchObject({ state: 'open', charge: 'bank', payUrl: expect.stringContaining('/gateway/3ds/') });
  expect(await till.payment(order)).toMatchObject({ state: 'pending', cardTokenSealed: null });
  expect(await till.state(order)).toBe('awaiting_payment');
  await fetch(shown?.payUrl ?? '', { method: 'POST' });
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await view()).toMatchObject({ state: 'paid', payUrl: null });
  await till.expectSound(order);
});

test('charged at once: the gateway is asked, not believed', async () => {
  const order = await orders();
  await charge(AT_ONCE);
  await till.shop.settle();
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('given twice, and at the same time: charged once', async () => {
  const order = await orders();
  const given = await Promise.all([charge(TOKEN), charge('card-9999-abcdefgh'), charge(TOKEN)]);
  expect(given.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  await till.shop.settle();
  await charge(TOKEN);
  await till.shop.settle();
  expect(await atGateway(order.code)).toMatchObject([{ creates: 1 }]);
});

test('declined: the attempt is over, nothing is owed, and another card is another attempt', async () => {
  const order = await orders();
  await charge(DECLINED);
  await till.shop.settle();
  expect(await till.payments(order)).toMatchObject([{ state: 'failed', cardTokenSealed: null }]);
  expect(await till.said()).toContain('pay-gateway-failed');
  expect(await charge(AT_ONCE)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await till.renewed(order);
  await charge(AT_ONCE);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect((await atGateway(order.code)).map(({ orderId }) => orderId)).toEqual([`${order.code}-2`]);
  await till.expectSound(order);
});

test('the answer is lost: not sent again, but asked about until it is known', async () => {
  const order = await orders();
  await till.shop.vendors.faults([{ kind: 'reset', vendor: 'gateway', endpoint: 'create', calls: 1 }]);
  await charge(AT_ONCE);
  await till.shop.pass(2 * POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await atGateway(order.code)).toMatchObject([{ creates: 1 }]);
  await till.expectSound(order);
});

test.each(['before', 'after'] as const)(
  'the process dies %s the charge: at most one, and the order still ends',
  async (when) => {
    const order = await orders();
    await charge(AT_ONCE);
    await till.shop.abandon(when);
    await till.shop.pass(3 * MINUTE);
    expect(await till.state(order)).toBe('completed');
    expect(await atGateway(order.code)).toMatchObject([{ creates: 1 }]);
    await till.expectSound(order);
  },
);

test('died between forgetting the token and the call: nobody is charged, and the time ends it', async () => {
  const order = await orders();
  await charge(AT_ONCE);
  const payment = await till.payment(order);
  await till.shop.core.uow.run('test.died', (stores) =>
    stores.payments.update(payment.id, payment.version, { cardTokenSealed: null }),
  );
  await till.shop.settle();
  expect(await atGateway(order.code)).toEqual([]);
  expect(await view()).toMatchObject({ charge: 'working' });
  await till.expired(order);
  expect(await till.payments(order)).toMatchObject([{ state: 'expired' }]);
});

test('too late, or cancelled: no card is taken any more', async () => {
  const late = await orders();
  const address = await page();
  await till.expired(late);
  expect(await till.shop.commerce.chargePayment(address, TOKEN)).toMatchObject({ ok: false, reason: 'wrong_state' });
  const order = await orders();
  await till.shop.commerce.cancelOrder(till.buyer, act(), order.code);
  await till.shop.settle();
  expect(await charge(TOKEN)).toMatchObject({ ok: false, reason: 'wrong_state' });
  expect(await atGateway(order.code)).toEqual([]);
});

test.each(['an older QR is paid', 'it is cancelled'])(
  'a card is given, and before it is charged %s: it is not charged',
  async (what) => {
    const order = await till.placed();
    await till.expired(order);
    const { commerce, core } = till.shop;
    const via = { payVia: 'payment.card' };
    expect(await commerce.renewPayment(till.buyer, act(), order.code, via)).toMatchObject({ ok: true });
    await till.shop.settle();
    const [first, second] = await till.payments(order);
    expect(await charge(AT_ONCE)).toEqual({ ok: true });
    if (what === 'it is cancelled') await commerce.cancelOrder(till.buyer, act(), order.code);
    else {
      await till.pay(`${order.code}-1`, 'late');
      await checkPaymentNow(core, first?.id ?? '', 0);
      expect(await till.state(order)).toBe('paid');
    }
    // Its own job, before the one that tells the attempt.
    await sendCharge(core, { paymentId: second?.id ?? '' });
    await till.shop.settle();
    expect((await atGateway(order.code)).map(({ orderId }) => orderId)).toEqual([`${order.code}-1`]);
    await till.shop.pass(POLL);
    await till.expectSound(order);
  },
);

/** What the owner decides about deliveries: unclear, late, reversed, refused; each once, with the books right afterwards. */
import { expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import type { DecisionName } from '../../commerce/cases/decision.ts';
import { NUMBERS, openSupply, paidFor } from '../support/supply.ts';
import { MINUTE, POLL } from '../support/till.ts';

const { till, paid, read, unit, unitState, attempts, bought, dawdle, apiKey, told } = openSupply();
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function decide(order: OrderView, kind: string, decision: DecisionName, serial?: string) {
  const caseId = (await till.openCase(order, kind))?.id ?? 'no such case';
  const key = till.shop.core.ids.uuid();
  const input = { caseId, decision, reason: 'seen at the supplier', ...(serial ? { serial } : {}) };
  return till.shop.commerce.resolveCase(till.shop.owner, key, input);
}

/** In review, with the supplier silent. */
async function unclear(): Promise<OrderView> {
  await dawdle(1_000 * DAY);
  const order = await paid(NUMBERS.slow);
  await till.shop.pass(12 * MINUTE);
  expect(await unitState(order)).toBe('review');
  return order;
}

const lossIdr = async () => Math.abs((await read().ledger.account('practice:loss_late_delivery'))?.postedIdr ?? 0);
const offered = async (order: OrderView, kind: string) => {
  const answer = await till.shop.commerce.queue(till.shop.owner);
  if (!answer.ok) throw new Error(answer.reason);
  const row = answer.cases.find((entry) => entry.orderCode === order.code && entry.kind === kind);
  return row?.decisions.map(({ name }) => name);
};

test('unclear, check again: the case stays open, and closes by itself when the answer comes', async () => {
  const order = await unclear();
  expect(await offered(order, 'purchase_unclear')).toEqual(['retry', 'accept', 'refund']);
  expect(await decide(order, 'purchase_unclear', 'dismiss')).toMatchObject({ ok: false, reason: 'wrong_state' });
  expect(await decide(order, 'purchase_unclear', 'retry')).toMatchObject({ ok: true });
  await till.shop.pass(2 * MINUTE);
  expect(await till.openCase(order, 'purchase_unclear')).toBeDefined();
  await told(order, { outcome: 'success', serial: 'S-9' }, 'webhook');
  expect(await till.openCase(order, 'purchase_unclear')).toBeUndefined();
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('unclear, delivered with the serial the owner typed: sealed, sent once, the cost booked', async () => {
  const order = await unclear();
  expect(await decide(order, 'purchase_unclear', 'accept', ' SN-TYPED-1 ')).toMatchObject({ ok: true });
  expect(await till.state(order)).toBe('completed');
  const row = await unit(order);
  expect(row.serialSealed).not.toContain('TYPED');
  expect(till.shop.core.vault.open('serial', `fulfilments:${row.id}`, row.serialSealed ?? '')).toBe('SN-TYPED-1');
  expect((await till.said()).filter((key) => key.startsWith('goods-'))).toHaveLength(1);
  await told(order, { outcome: 'success', serial: 'S-9', priceIdr: 5_000 }, 'check');
  expect((await till.said()).filter((key) => key.startsWith('goods-'))).toHaveLength(1);
  const kinds = (await read().ledger.journals({ orderId: order.id, limit: 20 })).map((entry) => entry.kind);
  expect(kinds.filter((kind) => kind === 'supplier_cost')).toHaveLength(1);
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test('unclear, given up: the money back once; the supplier delivers after all: withheld, a loss, the owner decides', async () => {
  const order = await unclear();
  expect(await decide(order, 'purchase_unclear', 'refund')).toMatchObject({ ok: true });
  expect(await till.state(order)).toBe('failed');
  expect(await till.said()).toContain('supply-given-up');
  expect(await till.refunds(order)).toHaveLength(1);
  const before = await lossIdr();
  await told(order, { outcome: 'success', serial: 'S-LATE', priceIdr: 5_000 }, 'webhook');
  expect(await unitState(order)).toBe('late_success');
  expect((await till.said()).filter((key) => key.startsWith('goods-'))).toEqual([]);
  expect((await lossIdr()) - before).toBe(5_000);
  expect(await offered(order, 'late_success')).toEqual(['charge', 'give', 'write_off']);
  await till.expectSound(order);
});

async function late(): Promise<OrderView> {
  const order = await paid(NUMBERS.fails);
  await till.shop.settle();
  await told(order, { outcome: 'success', serial: 'S-LATE', priceIdr: 5_000 }, 'webhook');
  return order;
}

test('late goods, charged with consent: handed over when paid, and no loss any more', async () => {
  const before = await lossIdr();
  const order = await late();
  expect(await decide(order, 'late_success', 'charge')).toMatchObject({ ok: true });
  expect(await till.said()).toContain('supply-came-late');
  expect((await lossIdr()) - before).toBe(5_000);
  const [asked] = await read().supply.chargesOf((await unit(order)).id);
  const accepted = await till.shop.commerce.answerCharge(till.buyer, till.shop.core.ids.uuid(), {
    chargeId: asked!.id,
    accept: true,
  });
  await till.shop.settle();
  const extra = await till.shop.commerce.order(till.buyer, accepted.ok ? (accepted.code ?? '') : '');
  await till.pay(`${extra!.code}-1`);
  await till.shop.pass(POLL);
  expect(await unitState(order)).toBe('late_delivered');
  expect(await till.said()).toContain('goods-serial');
  expect(await till.state(extra!)).toBe('completed');
  expect(await lossIdr()).toBe(before);
  expect(await till.refunds(order)).toHaveLength(1);
  expect(await till.refunds(extra!)).toEqual([]);
  await till.expectSound(extra!);
});

test('late goods, charged and not paid: the owner decides again, and writes them off', async () => {
  const order = await late();
  await decide(order, 'late_success', 'charge');
  expect(await till.openCase(order, 'late_success')).toBeUndefined();
  await till.shop.pass(31 * MINUTE);
  expect(await till.openCase(order, 'late_success')).toBeDefined();
  expect(await decide(order, 'late_success', 'write_off')).toMatchObject({ ok: true });
  expect(await unitState(order)).toBe('late_success');
  expect((await till.said()).filter((key) => key.startsWith('goods-'))).toEqual([]);
  await till.expectSound(order);
});

test('late goods, given away: sent once, the cost stays a loss, the refund stands', async () => {
  const before = await lossIdr();
  const order = await late();
  expect(await decide(order, 'late_success', 'give')).toMatchObject({ ok: true });
  expect(await till.said()).toContain('goods-serial');
  expect((await lossIdr()) - before).toBe(5_000);
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test.each([
  ['refund', 'cost-back'],
  ['write_off', 'lost-cost'],
] as const)('reversed, %s: the money back once, the cost where it belongs', async (decision, journal) => {
  const order = await paid(NUMBERS.ok);
  await till.shop.settle();
  await told(order, { outcome: 'failed', reason: 'reversed' }, 'webhook');
  expect(await decide(order, 'reversed', decision)).toMatchObject({ ok: true });
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: paidFor(order) }]);
  const keys = (await read().ledger.journals({ orderId: order.id, limit: 20 })).map((entry) => entry.idemKey);
  expect(keys.some((key) => key.startsWith(journal))).toBe(true);
  expect(await till.state(order)).toBe('completed');
});

test('the deposit runs out: orders wait, none fails, and go out when it is filled', async () => {
  await till.shop.vendors.call('POST', '/setup', { supplier: { depositIdr: 100 } });
  const orders = [await paid(), await paid()];
  await till.shop.pass(20 * MINUTE);
  for (const order of orders) expect(await unitState(order)).toBe('scheduled');
  const tries = (await Promise.all(orders.map(attempts))).flat();
  expect(tries).toHaveLength(1);
  expect((await till.said()).filter((key) => key === 'supply-waits')).toHaveLength(2);
  await till.shop.vendors.call('POST', '/setup', { supplier: { depositIdr: 10_000_000 } });
  await till.shop.pass(35 * MINUTE);
  for (const order of orders) {
    expect(await till.state(order)).toBe('completed');
    expect(await till.openCase(order, 'supplier_refused')).toBeUndefined();
    await till.expectSound(order);
  }
});

test('refused for hours: the owner may send it by hand, or give the money back', async () => {
  await apiKey('changed-by-the-vendor');
  const [kept, returned] = [await paid(), await paid()];
  await till.shop.pass(2 * HOUR);
  expect(await offered(kept, 'supplier_refused')).toEqual(['retry', 'refund']);
  expect(await decide(returned, 'supplier_refused', 'refund')).toMatchObject({ ok: true });
  expect(await till.state(returned)).toBe('failed');
  expect(await till.refunds(returned)).toHaveLength(1);
  await apiKey('practice-supplier-key');
  const [supplier] = await read().providers.list({ integrationType: 'supplier' });
  const tested = await till.shop.commerce.testProvider(till.shop.owner, supplier!.slug);
  expect(tested).toMatchObject({ ok: true, test: { ok: true } });
  await till.shop.settle();
  expect(await till.state(kept)).toBe('completed');
  expect(await till.state(returned)).toBe('failed');
  expect(await bought(returned)).toEqual([]);
  await till.expectSound(kept);
  await till.expectSound(returned);
});

test('unclear for 85 days: the supplier is not asked any more, the owner is, weekly and not for ever', async () => {
  const order = await unclear();
  await till.shop.pass(86 * DAY);
  const asks = async () => (await till.shop.vendors.state()).supplier.purchases.length;
  const before = await asks();
  expect(await till.state(order)).toBe('paid');
  const overdue = async () => (await till.shop.alerts()).filter((key) => key === 'alert-purchase-overdue').length;
  expect(await overdue()).toBe(1);
  await till.shop.pass(200 * DAY);
  expect(await overdue()).toBe(8);
  expect(await asks()).toBe(before);
  expect(await decide(order, 'purchase_unclear', 'retry')).toMatchObject({ ok: false, reason: 'too_late' });
  expect(await decide(order, 'purchase_unclear', 'refund')).toMatchObject({ ok: true });
  expect(await till.state(order)).toBe('failed');
  await till.expectSound(order);
});

test('two owners and the supplier at the same moment: one end, one delivery or one refund', async () => {
  for (let round = 0; round < 3; round += 1) {
    await till.nextBuyer();
    const order = await unclear();
    const decided = await Promise.all([
      decide(order, 'purchase_unclear', 'accept', 'TYPED'),
      decide(order, 'purchase_unclear', 'refund'),
      told(order, { outcome: 'success', serial: 'S-1', priceIdr: 5_000 }, 'webhook'),
    ]);
    await till.shop.settle();
    expect(decided.filter((row) => row && 'ok' in row && row.ok).length).toBeLessThanOrEqual(1);
    const goods = (await till.said()).filter((key) => key.startsWith('goods-')).length;
    const refunds = (await till.refunds(order)).length;
    expect(goods + refunds).toBe(1);
    expect(await till.state(order)).toBe(goods === 1 ? 'completed' : 'failed');
    await till.expectSound(order);
  }
});

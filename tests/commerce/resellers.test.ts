/** Becoming a reseller, the owner's answer, and the terms afterwards: once each, whoever comes at the same time. */
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import type { ResellerChange } from '../../commerce/people/set-reseller.ts';
import { DatabaseBusy } from '../../db/errors.ts';
import { openReseller } from '../support/reseller.ts';
import { MINUTE, openTill } from '../support/till.ts';

const till = openTill();
const DAY = 24 * 60 * MINUTE;
const SHOP = { shopName: 'Konter Maju', contact: '+6281234567890' };

const key = () => till.shop.core.ids.uuid();
const ask = (actor = till.buyer, input = SHOP) => till.shop.commerce.registerReseller(actor, key(), input);
const idOf = (actor: Actor) => actor.personId ?? '';
const rowOf = (actor: Actor) => till.shop.core.uow.read.resellers.get(idOf(actor));
const set = (actor: Actor, change: ResellerChange, by = till.shop.owner) =>
  till.shop.commerce.setReseller(by, key(), { personId: idOf(actor), change });
const decide = (actor: Actor, decision: 'approve' | 'refuse', more = {}, by = till.shop.owner) =>
  till.shop.commerce.decideReseller(by, key(), { personId: idOf(actor), decision, ...more });
const again = (actor: Actor) => till.shop.commerce.actorOf(actor.chatId ?? '');

afterEach(() => expect(till.shop.failures).toEqual([]));

test('asks once, is approved with a tier, and buys at its prices from then on', async () => {
  const before = (await till.shop.alerts()).length;
  expect(await ask()).toEqual({ ok: true });
  expect(await ask()).toMatchObject({ reason: 'already_done' });
  expect((await till.shop.alerts()).slice(before)).toEqual(['alert-reseller-asked']);
  expect((await again(till.buyer)).roles).toEqual([]);
  expect(await decide(till.buyer, 'approve', { tier: 'agen' })).toEqual({ ok: true, shopName: SHOP.shopName });
  const reseller = await again(till.buyer);
  expect(reseller).toMatchObject({ roles: ['reseller'], tier: 'agen' });
  expect((await till.shop.said(reseller)).at(-1)).toBe('reseller-approved');
  const grants = await till.shop.core.uow.read.people.roles(idOf(reseller));
  expect(grants).toMatchObject([{ role: 'reseller', scope: 'practice' }]);
  expect(await ask(reseller)).toMatchObject({ reason: 'already_done' });
});

test('refused, may ask again after a week, and a button of the first request decides nothing', async () => {
  await ask();
  const first = (await rowOf(till.buyer))?.requestedAt ?? 0;
  expect(await decide(till.buyer, 'refuse', { requestedAt: first })).toMatchObject({ ok: true });
  expect((await till.shop.said(till.buyer)).at(-1)).toBe('reseller-refused');
  expect(await decide(till.buyer, 'approve', { requestedAt: first })).toMatchObject({
    reason: 'already_done',
    detail: { shop: SHOP.shopName, state: 'refused' },
  });
  expect(await ask()).toMatchObject({ reason: 'too_soon' });
  await till.shop.skip(7 * DAY + 1);
  expect(await ask(till.buyer, { ...SHOP, shopName: 'Konter Baru' })).toEqual({ ok: true });
  expect(await decide(till.buyer, 'approve', { requestedAt: first })).toMatchObject({
    reason: 'already_done',
    detail: { state: 'requested' },
  });
  expect(await rowOf(till.buyer)).toMatchObject({ state: 'requested', shopName: 'Konter Baru' });
  expect((await again(till.buyer)).roles).toEqual([]);
});

test('approved and refused at the same instant, one of the two holds and is told once', async () => {
  for (let round = 0; round < 5; round++) {
    const buyer = await till.shop.buyer();
    await ask(buyer);
    const answers = await Promise.all([
      decide(buyer, 'approve'),
      decide(buyer, 'refuse'),
      decide(buyer, 'approve'),
      decide(buyer, 'refuse'),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const state = (await rowOf(buyer))?.state;
    expect((await again(buyer)).roles).toEqual(state === 'active' ? ['reseller'] : []);
    const told = (await till.shop.said(buyer)).filter((what) => /^reseller-(approved|refused)$/.test(what));
    expect(told).toEqual([state === 'active' ? 'reseller-approved' : 'reseller-refused']);
  }
});

test('only the owner answers and sets terms; what is typed is checked', async () => {
  await ask();
  const stranger = await till.shop.buyer();
  expect(await decide(till.buyer, 'approve', {}, till.buyer)).toMatchObject({ reason: 'not_allowed' });
  expect(await decide(till.buyer, 'approve', { tier: 'Agen Besar' })).toMatchObject({ reason: 'bad_input' });
  expect(await set(till.buyer, { what: 'suspend' })).toMatchObject({ reason: 'wrong_state' });
  await decide(till.buyer, 'approve');
  expect(await set(till.buyer, { what: 'credit', amountIdr: 1 }, till.buyer)).toMatchObject({ reason: 'not_allowed' });
  const remind: ResellerChange = { what: 'low_balance', amountIdr: 50_000 };
  expect(await set(till.buyer, remind, till.buyer)).toEqual({ ok: true });
  expect(await set(till.buyer, remind, stranger)).toMatchObject({ reason: 'not_allowed' });
  for (const amountIdr of [-1, 1.5, Number.NaN])
    expect(await set(till.buyer, { what: 'credit', amountIdr })).toMatchObject({ reason: 'bad_amount' });
  for (const shopName of ['', ' ', 'x'.repeat(61)])
    expect(await ask(stranger, { ...SHOP, shopName })).toMatchObject({ reason: 'bad_input' });
  expect(await till.shop.commerce.resellers(stranger)).toMatchObject({ reason: 'not_allowed' });
  const live = { ...till.shop.owner, environment: 'live' as const };
  expect(await set(till.buyer, { what: 'suspend' }, live)).toMatchObject({ reason: 'not_found' });
});

test('suspended, pays what everybody pays and nothing from the balance; resumed, as before', async () => {
  const reseller = await openReseller(till.shop, 20_000);
  const item = await till.voucher();
  expect(await set(reseller.actor, { what: 'suspend' })).toEqual({ ok: true });
  expect(await set(reseller.actor, { what: 'suspend' })).toMatchObject({ reason: 'already_done' });
  expect(await again(reseller.actor)).toMatchObject({ tier: 'retail' });
  expect(await reseller.buy(item)).toMatchObject({ reason: 'not_allowed' });
  expect((await till.shop.said(reseller.actor)).at(-1)).toBe('reseller-suspended');
  expect(await set(reseller.actor, { what: 'resume' })).toEqual({ ok: true });
  expect(await reseller.buy(item)).toMatchObject({ ok: true });
  await till.shop.settle();
});

test('credit is spent like money, and not lowered below what is owed, also while orders come in', async () => {
  const reseller = await openReseller(till.shop, 0);
  const credit = (amountIdr: number) => set(reseller.actor, { what: 'credit', amountIdr });
  expect(await credit(40_000)).toEqual({ ok: true });
  const item = await till.voucher();
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => reseller.buy(item)),
    credit(16_000),
    ...Array.from({ length: 5 }, () => reseller.buy(item)),
  ]);
  const { availableIdr, spendableIdr } = await reseller.balance();
  const limitIdr = (await rowOf(reseller.actor))?.creditLimitIdr ?? 0;
  const account = await till.shop.core.uow.read.ledger.account(`practice:customer:${idOf(reseller.actor)}`);
  expect(account?.minAvailableIdr).toBe(-limitIdr);
  expect(availableIdr).toBeGreaterThanOrEqual(-limitIdr);
  expect(spendableIdr).toBe(availableIdr + limitIdr);
  expect(answers.slice(0, 5).filter(({ ok }) => ok).length * 8_000).toBeLessThanOrEqual(-availableIdr);
  await till.shop.settle();
  expect(await credit(1_000)).toMatchObject({
    reason: 'credit_in_use',
    detail: { limitIdr: 1_000, owedIdr: -availableIdr },
  });
  expect((await rowOf(reseller.actor))?.creditLimitIdr).toBe(limitIdr);
  await till.shop.settle();
});

test('a low balance is told once per fall, and again only after it rose', async () => {
  const reseller = await openReseller(till.shop, 30_000);
  const item = await till.voucher();
  await set(reseller.actor, { what: 'low_balance', amountIdr: 20_000 }, reseller.actor);
  const told = async () => (await till.shop.said(reseller.actor)).filter((what) => what === 'balance-low').length;
  const seen: number[] = [];
  for (let count = 0; count < 3; count++) {
    expect(await reseller.buy(item)).toMatchObject({ ok: true });
    seen.push(await told());
  }
  expect(seen).toEqual([0, 1, 1]);
  await till.shop.settle();
  const order = await till.shop.order(reseller.actor, { kind: 'topup', amountIdr: 20_000 });
  await till.shop.settle();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(MINUTE);
  expect(await told()).toBe(1);
  await reseller.buy(item);
  expect(await told()).toBe(2);
  await till.shop.settle();
});

/** A server has fewer connections than a test has orders: who found none did nothing and comes again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 10; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseBusy) || left === 0) throw error;
    }
  }
}

test('200 orders at once on a balance for 100 are exactly 100, with a top-up coming in between', async () => {
  const reseller = await openReseller(till.shop, 100_000);
  const added = await till.shop.commerce.addProduct(till.shop.owner, { code: 'RACE1', name: 'Race', priceIdr: 1_000 });
  if (!added.ok) throw new Error(added.reason);
  const codes = Array.from({ length: 250 }, (_, at) => `RACE-${at}`);
  await till.shop.commerce.importStock(till.shop.owner, { productCode: 'RACE1', codes });
  const item = { kind: 'product' as const, productId: added.product.id, qty: 1 };
  const answers = await Promise.all(Array.from({ length: 200 }, () => patiently(() => reseller.buy(item))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
  expect(await reseller.balance()).toMatchObject({ availableIdr: 0, spendableIdr: 0 });
  const order = await till.shop.order(reseller.actor, { kind: 'topup', amountIdr: 10_000 });
  await till.shop.settle();
  await till.pay(`${order.code}-1`);
  const [, ...bought] = await Promise.all([
    till.shop.commerce.checkPayment(reseller.actor, order.code),
    ...Array.from({ length: 20 }, () => patiently(() => reseller.buy(item))),
  ]);
  const sold = bought.filter(({ ok }) => ok).length;
  expect(sold).toBeLessThanOrEqual(10);
  await till.shop.settle();
  expect(await reseller.balance()).toMatchObject({ availableIdr: (10 - sold) * 1_000, heldIdr: 0 });
  await till.expectSound(order);
}, 120_000);

test('a statement tells before and after of each, by day and page, and goes out as a file', async () => {
  const reseller = await openReseller(till.shop, 30_000);
  await till.shop.skip(DAY);
  for (let count = 0; count < 3; count++) {
    await reseller.buy(await till.voucher());
    await till.shop.settle();
  }
  const page = async (filter: object) => {
    const answer = await till.shop.commerce.statement(reseller.actor, { limit: 50, ...filter });
    if (!answer.ok) throw new Error(answer.reason);
    return answer.entries;
  };
  const all = await page({});
  expect(all.map(({ kind, amountIdr, balanceAfterIdr, goods }) => [kind, amountIdr, balanceAfterIdr, goods])).toEqual([
    ['capture', -8_000, 6_000, 'Voucher WiFi 1 hari'],
    ['capture', -8_000, 14_000, 'Voucher WiFi 1 hari'],
    ['capture', -8_000, 22_000, 'Voucher WiFi 1 hari'],
    ['receipt', 30_000, 30_000, 'Saldo'],
  ]);
  const { date } = await till.shop.commerce.today(reseller.actor);
  expect(await page({ from: date, to: date })).toEqual(all.slice(0, 3));
  expect(await page({ limit: 2 })).toEqual(all.slice(0, 2));
  expect(await page({ before: all[1] })).toEqual(all.slice(2));
  const bad = await till.shop.commerce.statement(reseller.actor, { limit: 5, from: 'x' });
  expect(bad).toMatchObject({ reason: 'bad_input' });
  const sent = await till.shop.commerce.sendStatement(reseller.actor, key(), { format: 'xlsx' });
  expect(sent).toEqual({ ok: true, rows: 4 });
  expect((await till.shop.said(reseller.actor)).at(-1)).toBe('statement-file');
  expect(await till.shop.commerce.statement(till.buyer, { limit: 5 })).toEqual({ ok: true, entries: [] });
});

/**
 * Money that fits no order, and who decides about it: the payer, the owner, or time. Whoever is first decides, once; and
 * nobody's money is ever just stuck.
 */
import { newReseller } from '../../commerce/people/reseller.ts';
import { expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import type { PayerChoice } from '../../commerce/cases/payer-choices.ts';
import { integrityDoubt, judgeMoney } from '../../commerce/payment/judge-money.ts';
import { MINUTE, openTill, POLL, PRICE } from '../support/till.ts';

const till = openTill();
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const choose = (order: OrderView, choice: PayerChoice, actor = till.buyer) =>
  till.shop.commerce.chooseParked(actor, till.shop.core.ids.uuid(), { code: order.code, choice });

async function balanceOf(personId: string | null): Promise<number> {
  const account = await till.shop.core.uow.read.ledger.account(`practice:customer:${personId ?? ''}`);
  return account ? account.postedIdr - account.heldIdr : 0;
}

async function under(): Promise<OrderView> {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  expect(await till.said()).toContain('parked-underpaid');
  return order;
}

test('underpaid, the rest paid by a new payment of exactly the rest: delivered, the books say both', async () => {
  const order = await under();
  expect((await till.shop.commerce.order(till.buyer, order.code))?.parked).toEqual({
    amountIdr: 9_000,
    missingIdr: 1_000,
    choices: ['rest', 'refund', 'keep'],
  });
  expect(await choose(order, 'rest')).toMatchObject({ ok: true });
  await till.shop.settle();
  expect((await till.payments(order))[1]).toMatchObject({ amountIdr: 1_000, state: 'pending' });
  expect(await choose(order, 'rest')).toMatchObject({ ok: false, reason: 'already_done' });
  await till.pay(`${order.code}-2`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  expect(await till.cases(order)).toEqual([['underpaid', 'resolved', 9_000]]);
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test('the rest is paid short as well: what is missing then is asked for', async () => {
  const order = await under();
  await choose(order, 'rest');
  await till.shop.settle();
  await till.shop.vendors.pay(`${order.code}-2`, { mode: 'under', amountIdr: 600, webhook: false });
  await till.shop.pass(POLL);
  expect((await till.shop.commerce.order(till.buyer, order.code))?.parked).toMatchObject({
    amountIdr: 9_600,
    missingIdr: 400,
  });
  await till.expectSound(order);
  expect(await till.resolve(order, 'underpaid', 'accept')).toMatchObject({ ok: true });
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('the owner gave the first money back, then the rest comes: it is too little by itself', async () => {
  const order = await under();
  await choose(order, 'rest');
  await till.shop.settle();
  expect(await till.resolve(order, 'underpaid', 'refund')).toMatchObject({ ok: true });
  await till.pay(`${order.code}-2`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('awaiting_payment');
  expect(await till.openCase(order, 'underpaid')).toMatchObject({ parkedIdr: 1_000 });
  await till.expectSound(order);
});

test.each(['refund', 'keep'] as const)('underpaid, and the payer chooses: %s', async (choice) => {
  const order = await under();
  expect(await choose(order, choice, await till.shop.buyer())).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await choose(order, choice)).toMatchObject({ ok: true });
  await till.shop.settle();
  expect((await till.refunds(order)).map((row) => row.amountIdr)).toEqual(choice === 'refund' ? [9_000] : []);
  expect(await balanceOf(till.buyer.personId)).toBe(choice === 'keep' ? 9_000 : 0);
  expect(await till.said()).toContain(choice === 'keep' ? 'refund-kept' : 'money-returned');
  expect(await till.resolve(order, 'underpaid', 'accept')).toMatchObject({ ok: false });
  // The order itself may be paid anew.
  expect(await till.shop.commerce.renewPayment(till.buyer, till.shop.core.ids.uuid(), order.code)).toMatchObject({
    ok: true,
  });
  await till.expectSound(order);
});

test('nobody chooses: one reminder, then it goes back', async () => {
  const order = await under();
  await till.shop.skip(13 * HOUR);
  await till.shop.settle();
  expect((await till.said()).filter((key) => key === 'parked-again')).toHaveLength(1);
  await till.shop.skip(12 * HOUR);
  await till.shop.settle();
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: 9_000, way: 'manual' }]);
  for (let day = 0; day < 7; day += 1) {
    await till.shop.skip(DAY);
    await till.shop.settle();
  }
  expect((await till.said()).filter((key) => key === 'parked-again')).toHaveLength(1);
  expect((await till.said()).filter((key) => key === 'refund-where-again')).toHaveLength(3);
  expect(await till.shop.alerts()).toContain('alert-refund-no-destination');
  expect(await till.openCase(order, 'refund_due')).toBeDefined();
  await till.expectSound(order);
});

test('owner and payer decide at the same instant: one decision, the other is told by whom', async () => {
  const order = await under();
  const caseId = (await till.openCase(order, 'underpaid'))?.id ?? '';
  const decide = () =>
    till.shop.commerce.resolveCase(till.shop.owner, till.shop.core.ids.uuid(), {
      caseId,
      decision: 'accept',
      reason: '',
    });
  const answers = await Promise.all([decide(), choose(order, 'refund'), decide(), choose(order, 'keep')]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const late = await decide();
  expect(late).toMatchObject({ ok: false, reason: 'already_done', detail: { at: expect.any(Number) as number } });
  await till.shop.settle();
  await till.expectSound(order);
});

test('late and gone: kept as balance, or back at once, as the payer says', async () => {
  for (const choice of ['keep', 'refund'] as const) {
    await till.nextBuyer();
    const item = await till.rare(1);
    const order = await till.placed(item);
    await till.shop.pass(33 * MINUTE);
    await till.soldToAnother(item);
    await till.pay(`${order.code}-1`, 'late');
    await till.shop.pass(6 * MINUTE);
    const [refund] = await till.refunds(order);
    const input = { reference: refund?.reference ?? '', choice };
    const key = till.shop.core.ids.uuid();
    expect(await till.shop.commerce.chooseRefund(till.buyer, key, input)).toMatchObject({ ok: true });
    await till.shop.settle();
    expect(await till.refunds(order)).toMatchObject([
      choice === 'keep' ? { state: 'kept' } : { state: 'due', way: 'manual' },
    ]);
    expect(await balanceOf(till.buyer.personId)).toBe(choice === 'keep' ? (refund?.amountIdr ?? 0) : 0);
    await till.expectSound(order);
  }
});

test('who shops from a balance has it there at once, and is told', async () => {
  const facts = { tier: 'retail', state: 'active', shopName: 'Konter', contact: '', requestedAt: 1 } as const;
  await till.shop.core.uow.run('test.reseller', (stores) =>
    stores.resellers.insert(newReseller(till.buyer.personId ?? '', 'practice', facts)),
  );
  const short = await till.placed();
  await till.pay(`${short.code}-1`, 'under');
  await till.shop.pass(POLL);
  expect(await till.cases(short)).toEqual([]);
  const shortIdr = await balanceOf(till.buyer.personId);
  expect(shortIdr).toBeGreaterThan(0);
  const twice = await till.placed();
  await till.pay(`${twice.code}-1`, 'twice');
  await till.shop.pass(POLL);
  expect(await till.state(twice)).toBe('completed');
  expect(await till.cases(twice)).toEqual([]);
  expect(await balanceOf(till.buyer.personId)).toBe(shortIdr + twice.totalIdr);
  expect((await till.said()).filter((key) => key === 'refund-kept')).toHaveLength(2);
  await till.expectSound(twice);
});

test('overpaid with the setting that delivers: delivered, the rest owed back; not where it is the price of another order', async () => {
  till.shop.core.settings.overpaidDelivers = 1;
  try {
    const order = await till.placed();
    await till.pay(`${order.code}-1`, 'over');
    await till.shop.pass(POLL);
    expect(await till.state(order)).toBe('completed');
    expect(await till.refunds(order)).toMatchObject([{ reason: 'overpaid', amountIdr: 1_000 }]);
    await till.expectSound(order);

    await till.nextBuyer();
    const [one, two] = [await till.placed(), await till.placed(await till.voucher(2))];
    await till.shop.vendors.pay(`${one.code}-1`, { mode: 'over', amountIdr: two.totalIdr, webhook: false });
    await till.shop.pass(POLL);
    expect(await till.state(one)).toBe('awaiting_payment');
    expect(await till.openCase(one, 'overpaid')).toMatchObject({
      detail: expect.stringContaining('another order') as string,
    });
    await till.expectSound(one);
  } finally {
    till.shop.core.settings.overpaidDelivers = 0;
  }
});

test('settled, then denied: the goods stay, nothing is booked by the word, and the owner books the loss', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  await till.shop.vendors.call('POST', '/say', { order_id: `${order.code}-1`, status: 'failed' });
  await till.shop.webhook(`${order.code}-1`, PRICE);
  await till.shop.pass(MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await till.cases(order)).toEqual([['payment_reversed', 'open', PRICE]]);
  expect(await till.shop.alerts()).toContain('alert-reversed');
  expect(await till.resolve(order, 'payment_reversed', 'accept')).toMatchObject({ ok: true });
  expect((await till.shop.core.uow.read.ledger.account('practice:taken_back'))?.postedIdr).toBe(-PRICE);
  await till.expectSound(order);
});

test('a word nobody knows keeps what was: asked again until there is one that means something', async () => {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.vendors.call('POST', '/say', { order_id: `${order.code}-1`, status: 'sedang_dicek' });
  await till.shop.pass(2 * POLL);
  expect(await till.payments(order)).toMatchObject([{ state: 'pending' }]);
  await till.shop.vendors.call('POST', '/say', { order_id: `${order.code}-1` });
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('the shop switches to another gateway between QR and payment: the old one is still asked', async () => {
  const order = await till.placed();
  const { core } = till.shop;
  const feature = await core.uow.read.providers.feature('payment.qris', 'practice');
  await core.uow.run('test.switch', async (stores) => {
    const provider = await stores.providers.get(feature?.primaryProviderId ?? '');
    if (provider) await stores.providers.update({ ...provider, isActive: false });
  });
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await core.uow.run('test.switch-back', async (stores) => {
    const provider = await stores.providers.get(feature?.primaryProviderId ?? '');
    if (provider) await stores.providers.update({ ...provider, isActive: true });
  });
  await till.expectSound(order);
});

test('practice money told for a live order books nothing', () => {
  const told = { reference: 'A-1', currency: 'IDR', amountIdr: PRICE, testMoney: true };
  expect(integrityDoubt({ reference: 'A-1', environment: 'live' }, told)).toBe('test_money');
  expect(integrityDoubt({ reference: 'A-1', environment: 'practice' }, told)).toBeNull();
  expect(integrityDoubt({ reference: 'A-1', environment: 'live' }, { ...told, testMoney: null })).toBeNull();
});

test.each([
  ['awaiting_payment', 10, 10, 0, 'settles'],
  ['awaiting_payment', 10, 9, 0, 'underpaid'],
  ['awaiting_payment', 10, 11, 0, 'overpaid'],
  ['awaiting_payment', 10, 1, 9, 'settles'],
  ['awaiting_payment', 10, 10, 9, 'settles'],
  ['awaiting_payment', 10, 9, 9, 'overpaid'],
  ['expired', 10, 10, 0, 'settles'],
  ['cancelled', 10, 9, 0, 'underpaid'],
  ['paid', 10, 10, 0, 'paid_twice'],
  ['completed', 10, 1, 0, 'paid_twice'],
  ['failed', 10, 10, 0, 'paid_twice'],
] as const)('%s, price %i: %i comes after %i → %s', (orderState, totalIdr, receivedIdr, waitingIdr, kind) => {
  expect(judgeMoney({ orderState, totalIdr, receivedIdr, waitingIdr, overpaidDelivers: false }).kind).toBe(kind);
});

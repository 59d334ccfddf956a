/** Races that one writer at a time cannot show: many connections decide about the same things at the same moment. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { remindCase } from '../commerce/cases/remind-case.ts';
import { handOver } from '../commerce/fulfilment/hand-over.ts';
import { loadDelivery } from '../commerce/fulfilment/load.ts';
import type { Actor } from '../commerce/people/model.ts';
import { deliverAlerts } from '../commerce/people/deliver-alerts.ts';
import { observePayment } from '../commerce/payment/observe.ts';
import { tellOwner } from '../commerce/notices/send.ts';
import { openTestDatabasesWith } from '../db/testing.ts';
import { openTestCore, type TestCore } from './support/core.ts';
import { overPostgres } from './support/postgres.ts';

const QTY = 5;

overPostgres('races', (bed) => {
  let shop: TestCore;
  beforeAll(() => openTestDatabasesWith((options) => bed.open(options)));
  afterAll(() => openTestDatabasesWith(null));
  beforeEach(async () => {
    shop = await openTestCore();
  });
  afterEach(() => shop.close());

  const atOnce = <T>(count: number, work: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => work(n)));

  async function vouchers(buyer: Actor, qty: number) {
    const product = await shop.commerce.product(buyer, 'WIFI1');
    return [{ kind: 'product' as const, productId: product?.id ?? '', qty }];
  }

  /** An order of several codes whose payment attempt exists at the gateway. */
  async function placed(buyer: Actor, chatId = buyer.chatId) {
    const items = await vouchers(buyer, QTY);
    const answer = await shop.commerce.placeOrder(buyer, shop.core.ids.uuid(), { chatId, items });
    if (!answer.ok) throw new Error(answer.reason);
    const order = await shop.commerce.order(buyer, answer.order.code);
    if (!order) throw new Error('no order');
    await shop.settle();
    const [payment] = await shop.core.uow.read.payments.ofOrder(order.id);
    if (!payment) throw new Error('no payment');
    return { order, payment };
  }

  const paid = (amountIdr: number, reference: string) => ({
    status: 'paid' as const,
    amountIdr,
    reference,
    currency: 'IDR',
    gatewayTransactionId: 'trx-1',
    paidAt: shop.now(),
    testMoney: null,
  });

  /** Sessions that wait for a lock of another one. */
  async function waiting(): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(shop.db.engine.reader);
    return rows[0]?.n ?? 0;
  }

  async function expectSoundBooks(): Promise<void> {
    const { ledger } = shop.core.uow.read;
    expect(await ledger.unbalancedJournals()).toEqual([]);
    for (const { account, entriesIdr, openHoldsIdr } of await ledger.recompute()) {
      expect([account.id, account.postedIdr, account.heldIdr]).toEqual([account.id, entriesIdr, openHoldsIdr]);
    }
  }

  test('deliveries that end at the same moment close their order, once', async () => {
    // Without a chat, whose row would queue them by itself.
    const { order, payment } = await placed(await shop.buyer(), null);
    await observePayment(shop.core, payment.id, paid(payment.amountIdr, payment.reference));
    const units = await shop.core.uow.read.fulfilments.ofOrder(order.id);
    expect(units).toHaveLength(QTY);
    let handed = 0;
    await Promise.all(
      units.map((unit) =>
        shop.core.uow.run('deliver', async (stores) => {
          await handOver(shop.core, stores, await loadDelivery(stores, unit.id), `code of ${unit.id}`);
          handed += 1;
          // Without the lock all stand here together, none having seen another; with it the others wait at the door.
          await expect.poll(async () => handed >= QTY || (await waiting()) > 0).toBe(true);
        }),
      ),
    );
    expect((await shop.core.uow.read.orders.get(order.id))?.state).toBe('completed');
    await expectSoundBooks();
  });

  test('one payment told 50 times at once is booked, settled and said once', async () => {
    const buyer = await shop.buyer();
    const { order, payment } = await placed(buyer);
    await atOnce(50, () => observePayment(shop.core, payment.id, paid(payment.amountIdr, payment.reference)));
    expect(await shop.core.uow.read.payments.receiptsOf(order.id)).toHaveLength(1);
    expect(await shop.core.uow.read.fulfilments.ofOrder(order.id)).toHaveLength(QTY);
    await shop.settle();
    const goods = (await shop.said(buyer)).filter((key) => key.startsWith('goods'));
    expect(goods).toHaveLength(QTY);
    await expectSoundBooks();
  });

  test('a short payment decided by owner, payer and clock at once is decided once, to the rupiah', async () => {
    const buyer = await shop.buyer();
    const { order, payment } = await placed(buyer);
    const shortIdr = payment.amountIdr - 1_000;
    await atOnce(10, () => observePayment(shop.core, payment.id, paid(shortIdr, payment.reference)));
    const row = (await shop.core.uow.read.reviews.ofOrder(order.id))[0];
    const caseId = row?.id ?? '';
    await shop.skip(2 * shop.core.settings.parkedChoiceMs);
    const key = () => shop.core.ids.uuid();
    await atOnce(12, async (n) => {
      if (n % 4 === 0) await remindCase(shop.core, { caseId });
      else if (n % 4 === 1) await shop.commerce.chooseParked(buyer, key(), { code: order.code, choice: 'keep' });
      else
        await shop.commerce.resolveCase(shop.owner, key(), {
          caseId,
          decision: n % 4 === 2 ? 'accept' : 'refund',
          reason: '',
        });
    });
    expect((await shop.commerce.verifyLedger()).differences).toEqual([]);
    const refunds = await shop.core.uow.read.payments.refundsOf(order.id);
    const purse = await shop.core.uow.read.ledger.account(`practice:customer:${buyer.personId}`);
    const isDelivered = (await shop.core.uow.read.orders.get(order.id))?.state === 'paid';
    const isKept = !isDelivered && purse?.postedIdr === shortIdr;
    expect([isDelivered, isKept, refunds.length === 1].filter(Boolean)).toHaveLength(1);
  });

  test('a refund paid out, kept and written off at once ends once', async () => {
    const buyer = await shop.buyer();
    const { order, payment } = await placed(buyer);
    await observePayment(shop.core, payment.id, paid(payment.amountIdr - 1, payment.reference));
    const row = (await shop.core.uow.read.reviews.ofOrder(order.id))[0];
    const key = () => shop.core.ids.uuid();
    await shop.commerce.resolveCase(shop.owner, key(), { caseId: row?.id ?? '', decision: 'refund', reason: '' });
    await shop.settle();
    const due = (await shop.core.uow.read.reviews.ofOrder(order.id)).find((each) => each.kind === 'refund_due');
    const caseId = due?.id ?? '';
    const answers = await atOnce(12, (n) =>
      n % 3 === 0
        ? shop.commerce.chooseRefund(buyer, key(), { reference: `${order.code}-R1`, choice: 'keep' })
        : shop.commerce.resolveCase(shop.owner, key(), {
            caseId,
            decision: n % 3 === 1 ? 'accept' : 'write_off',
            reason: 'at once',
          }),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await shop.commerce.verifyLedger()).differences).toEqual([]);
  });

  test('one wish sent 20 times at once is one order, and everybody hears of it', async () => {
    const buyer = await shop.buyer();
    const items = await vouchers(buyer, QTY);
    const answers = await atOnce(20, () =>
      shop.commerce.placeOrder(buyer, 'one-wish', { chatId: buyer.chatId, items }),
    );
    expect(new Set(answers.map((answer) => (answer.ok ? answer.order.code : answer.reason))).size).toBe(1);
    expect(await shop.core.uow.read.orders.countByState('practice')).toEqual({ awaiting_payment: 1 });
  });

  test('a person who orders ten times at once has as many open orders as are allowed', async () => {
    const buyer = await shop.buyer();
    const max = shop.core.settings.maxUnpaidOrders;
    const items = await vouchers(buyer, 1);
    const answers = await atOnce(10, (n) =>
      shop.commerce.placeOrder(buyer, `wish ${n}`, { chatId: buyer.chatId, items }),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(max);
    expect(await shop.core.uow.read.orders.countUnpaid(buyer.personId ?? '', 'practice')).toBe(max);
  });

  test('of two who claim the shop at once with a code each, one owns it', async () => {
    const codes = [await shop.commerce.renewClaimCode(), await shop.commerce.renewClaimCode()];
    const people = [await shop.buyer(), await shop.buyer()];
    const answers = await atOnce(2, (n) => shop.commerce.claimOwner(people[n] ?? shop.owner, codes[n]?.code ?? ''));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test('an alert worked off by several at once is said once', async () => {
    const owner = await shop.buyer();
    const code = await shop.commerce.renewClaimCode();
    await shop.commerce.claimOwner(owner, code?.code ?? '');
    await shop.settle();
    const before = (await shop.said(owner)).length;
    await shop.core.uow.run('alert', (stores) =>
      tellOwner(shop.core, stores, 'practice', 'one-alert', { lines: [{ key: 'alert-low-stock' }] }),
    );
    await atOnce(8, () => deliverAlerts(shop.core));
    expect((await shop.said(owner)).length).toBe(before + 1);
  });

  test('an address that writes from many requests at once is one chat and one person', async () => {
    const identity = { channel: 'web', address: 'same', externalId: 'same' };
    const chats = await atOnce(20, () => shop.commerce.openChat(identity));
    expect(new Set(chats.map(({ chatId, personId }) => `${chatId} ${personId}`)).size).toBe(1);
  });
});

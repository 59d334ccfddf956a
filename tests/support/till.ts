/** A buyer at the till of the practice shop: orders, pays in every wrong way, and reads back what came of it. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { OrderItem, OrderView } from '../../commerce/app.ts';
import type { DecisionName } from '../../commerce/cases/decision.ts';
import type { Payment } from '../../commerce/payment/model.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { openTestCore, type TestCore } from './core.ts';
import { expectSoundBooks, expectSoundOrder } from './money-rules.ts';

export const MINUTE = 60_000;
/** Longer than one poll. */
export const POLL = 46_000;
/** What a voucher of the demo shop costs. */
export const PRICE = 10_000;
/** What the practice gateway puts on top of it for the payer. */
export const FEE = 380;

/** Opened before the tests of the calling file, with a fresh buyer for each. */
export function openTill(overrides: Parameters<typeof openTestCore>[0] = {}) {
  const till = { shop: undefined as unknown as TestCore, buyer: undefined as unknown as Actor };
  beforeAll(async () => {
    till.shop = await openTestCore(overrides);
  });
  afterAll(() => till.shop.close());
  beforeEach(async () => {
    till.shop.failures.length = 0;
    till.buyer = await till.shop.buyer();
  });
  const read = () => till.shop.core.uow.read;
  const casesOf = (order: OrderView) => read().reviews.ofOrder(order.id);

  return {
    get shop() {
      return till.shop;
    },
    get buyer() {
      return till.buyer;
    },
    async nextBuyer(): Promise<void> {
      till.shop.failures.length = 0;
      till.buyer = await till.shop.buyer();
    },
    async voucher(qty = 1): Promise<OrderItem> {
      const product = await till.shop.commerce.product(till.buyer, 'WIFI1');
      return { kind: 'product', productId: product?.id ?? '', qty };
    },
    /** A product whose whole stock is `codes`. */
    async rare(codes: number): Promise<OrderItem> {
      const code = `R${till.shop.core.ids.sayable(6)}`;
      const added = await till.shop.commerce.addProduct(till.shop.owner, { code, name: code, priceIdr: PRICE });
      if (!added.ok) throw new Error(added.reason);
      const list = Array.from({ length: codes }, (_, index) => `${code}-${index}`);
      await till.shop.commerce.importStock(till.shop.owner, { productCode: code, codes: list });
      return { kind: 'product', productId: added.product.id, qty: 1 };
    },
    /** Placed, with its QR out. */
    async placed(item?: OrderItem): Promise<OrderView> {
      const order = await till.shop.order(till.buyer, item ?? (await this.voucher()));
      await till.shop.settle();
      return order;
    },
    /** Somebody else buys one of it. */
    async soldToAnother(item: OrderItem): Promise<void> {
      const order = await till.shop.order(await till.shop.buyer(), item);
      await till.shop.settle();
      await this.pay(`${order.code}-1`);
      await till.shop.pass(POLL);
      expect(await this.state(order)).toBe('completed');
    },
    async renewed(order: OrderView): Promise<void> {
      const { commerce, core, settle } = till.shop;
      expect(await commerce.renewPayment(till.buyer, core.ids.uuid(), order.code)).toMatchObject({ ok: true });
      await settle();
      expect(await this.state(order)).toBe('awaiting_payment');
    },
    async expired(order: OrderView): Promise<void> {
      await till.shop.pass(33 * MINUTE);
      expect(await this.state(order)).toBe('expired');
    },
    pay: (reference: string, mode = 'exact') => till.shop.vendors.pay(reference, { mode, webhook: false }),
    state: async (order: OrderView) => (await read().orders.get(order.id))?.state,
    payments: (order: OrderView): Promise<Payment[]> => read().payments.ofOrder(order.id),
    async payment(order: OrderView): Promise<Payment> {
      const [payment] = await read().payments.ofOrder(order.id);
      if (!payment) throw new Error('no payment');
      return payment;
    },
    refunds: (order: OrderView) => read().payments.refundsOf(order.id),
    cases: async (order: OrderView) => (await casesOf(order)).map((row) => [row.kind, row.state, row.amountIdr]),
    openCase: async (order: OrderView, kind: string) =>
      (await casesOf(order)).find((row) => row.kind === kind && row.state === 'open'),
    async resolve(order: OrderView, kind: string, decision: DecisionName) {
      // A refund is the owner's only once its job found that no gateway can make it.
      if (kind === 'refund_due') await till.shop.settle();
      const caseId = (await this.openCase(order, kind))?.id ?? 'no such case';
      const key = till.shop.core.ids.uuid();
      return till.shop.commerce.resolveCase(till.shop.owner, key, { caseId, decision, reason: 'test' });
    },
    said: () => till.shop.said(till.buyer),
    /** The rules of tests/support/money-rules.ts, and that no job threw. */
    async expectSound(order: OrderView, untold = false): Promise<void> {
      expect(till.shop.failures).toEqual([]);
      await expectSoundOrder(till.shop.core, till.shop.vendors, order.id, untold);
      await expectSoundBooks(till.shop.core);
    },
  };
}

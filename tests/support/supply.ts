/** The till for goods from the practice supplier, and ways to spoil the supplier's answers. */
import { beforeEach, expect } from 'vitest';
import type { OrderItem, OrderView } from '../../commerce/app.ts';
import { applyReading } from '../../commerce/fulfilment/apply-reading.ts';
import type { FulfilmentAttempt, FulfilmentState } from '../../commerce/fulfilment/model.ts';
import type { PurchaseReading } from '../../commerce/ports/supplier.ts';
import { openTill } from './till.ts';

/** The vendor's documented test numbers. */
export const NUMBERS = {
  ok: '087800001230',
  fails: '087800001232',
  slow: '087800001233',
  slowThenFails: '087800001234',
};

/** What a buyer gets back for nothing: the price and the gateway's fee. */
export const paidFor = (order: OrderView): number => order.totalIdr + (order.payment?.feeIdr ?? 0);

export const reading = (over: Partial<PurchaseReading>): PurchaseReading => ({
  outcome: 'unknown',
  created: null,
  serial: null,
  priceIdr: null,
  message: 'test',
  rc: null,
  reason: 'unclassified',
  overMaxPrice: false,
  ...over,
});

export function openSupply() {
  const till = openTill();

  let lastNumber = 811_0000_000;

  /** The product every order here is for, whose price does not hang on the hour. */
  async function productId(): Promise<string> {
    const { items } = await till.shop.commerce.products(till.buyer, { category: 'Pulsa', limit: 50, offset: 0 });
    const product = items.find((item) => item.kind === 'h2h' && item.sellable && item.reopensAt === null);
    return product?.id ?? '';
  }

  /** Changes it at the vendor, in the vendor's own words; our offer of it stays as it was listed. */
  async function product(change: Record<string, unknown>): Promise<void> {
    const [offer] = await read().catalogue.offersOf(await productId());
    const products = [{ buyer_sku_code: offer?.sku, ...change }];
    await till.shop.vendors.call('POST', '/setup', { supplier: { products } });
  }

  async function pulsa(destination = `0${(lastNumber += 1)}`): Promise<OrderItem> {
    return { kind: 'product', productId: await productId(), qty: 1, destination };
  }

  /** Paid by QRIS, with nothing sent to the supplier yet. */
  async function paid(destination?: string): Promise<OrderView> {
    const order = await till.placed(await pulsa(destination));
    await till.pay(`${order.code}-1`);
    await till.shop.commerce.checkPayment(till.buyer, order.code);
    expect(await till.state(order)).toBe('paid');
    const view = await till.shop.commerce.order(till.buyer, order.code);
    return view ?? order;
  }

  const read = () => till.shop.core.uow.read;
  const unit = async (order: OrderView) => (await read().fulfilments.ofOrder(order.id))[0]!;
  const unitState = async (order: OrderView): Promise<FulfilmentState> => (await unit(order)).state;
  const attempts = async (order: OrderView) => read().fulfilments.attemptsOf((await unit(order)).id);
  const bought = async (order: OrderView) =>
    (await till.shop.vendors.state()).supplier.purchases.filter((row) => row.refId.startsWith(order.code));
  const spoil = (kind: string, more: Record<string, unknown> = {}) =>
    till.shop.vendors.faults([{ kind, vendor: 'supplier', endpoint: 'transaction', calls: 1, ...more }]);
  const dawdle = (pendingMs: number) => till.shop.vendors.call('POST', '/setup', { supplier: { pendingMs } });
  const apiKey = (key: string) => till.shop.vendors.call('POST', '/setup', { supplier: { apiKey: key } });

  beforeEach(async () => {
    await till.shop.vendors.clearFaults();
    await apiKey('practice-supplier-key');
    await dawdle(4_000);
  });

  const told = async (order: OrderView, news: Partial<PurchaseReading>, source: 'submit' | 'check' | 'webhook') =>
    applyReading(till.shop.core, (await attempts(order)).at(-1) as FulfilmentAttempt, reading(news), source);

  /** What is stored before a purchase is sent. */
  async function intent(order: OrderView): Promise<FulfilmentAttempt> {
    const row = await unit(order);
    const line = (await read().orders.lines(order.id))[0]!;
    const [offer] = await read().catalogue.offersOf(line.productId ?? '');
    return {
      id: till.shop.core.ids.uuid(),
      fulfilmentId: row.id,
      attempt: 1,
      providerId: offer!.providerId,
      refId: `${order.code}-1-1-${row.id.slice(-6)}`,
      sku: offer!.sku,
      customerNo: line.snapshot.destination?.value ?? '',
      maxPriceIdr: line.unitPriceIdr,
      outcome: 'submitting',
      reason: null,
      priceIdr: null,
      message: '',
      serialSealed: null,
      submittedAt: till.shop.now(),
      answeredAt: null,
      supplierRef: null,
    };
  }

  return {
    productId,
    product,
    till,
    pulsa,
    paid,
    read,
    unit,
    unitState,
    attempts,
    bought,
    spoil,
    dawdle,
    apiKey,
    told,
    intent,
  };
}

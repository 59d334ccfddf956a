/**
 * Asks a supplier what a bill comes to. The row with our reference is written first, then it is asked once, outside of
 * any transaction. Whatever becomes of the answer, asking pays nothing.
 */
import { maskName } from '../catalogue/customer.ts';
import { ruleFor } from '../catalogue/price.ts';
import type { Product } from '../catalogue/model.ts';
import type { Core } from '../core.ts';
import type { CallResult } from '../ports/outcome.ts';
import type { BillReading } from '../ports/supplier.ts';
import { isAboutUs } from '../fulfilment/reading-event.ts';
import type { Provider } from '../provider/model.ts';
import type { BillQuote, BillQuotePatch } from './model.ts';
import { billPrice, endOfBillDay, isAboutBill } from './terms.ts';

export interface BillQuestion {
  product: Product;
  provider: Provider;
  sku: string;
  customerNo: string;
  tier: string;
  personId: string | null;
  chatId: string | null;
  /** Asked once more for an order that is paid. */
  lineId: string | null;
}

export interface BillAnswer {
  quote: BillQuote;
  result: CallResult<BillReading>;
}

export async function inquireBill(core: Core, question: BillQuestion): Promise<BillAnswer> {
  const { product, provider, sku, customerNo, tier, personId, chatId, lineId } = question;
  const now = core.clock.now();
  const id = core.ids.uuid();
  const quote: BillQuote = {
    id,
    refId: `bill-${id}`,
    environment: product.environment,
    productId: product.id,
    providerId: provider.id,
    personId,
    chatId,
    customerNo,
    state: 'asking',
    costIdr: 0,
    feeIdr: 0,
    sellingIdr: 0,
    maskedName: '',
    period: '',
    lineId,
    createdAt: now,
    expiresAt: endOfBillDay(now),
  };
  await core.uow.run('bill.ask', (stores) => stores.bills.insert(quote));
  const result = await core.registry.supplier(provider).inquireBill({ refId: quote.refId, sku, customerNo });
  const rules = await core.uow.read.catalogue.priceRules(product.businessId);
  const rule = ruleFor(product, rules, tier) ?? ruleFor(product, rules, 'retail');
  const patch = outcomeOf(result, rule, lineId === null ? 'quoted' : 'used');
  await core.uow.run('bill.asked', (stores) => stores.bills.move(id, ['asking'], patch));
  return { quote: { ...quote, ...patch }, result };
}

function outcomeOf(
  result: CallResult<BillReading>,
  rule: Parameters<typeof billPrice>[1],
  state: 'quoted' | 'used',
): BillQuotePatch {
  if (result.kind === 'rejected' && (isAboutBill(result.code) || isAboutUs(result.code))) return { state: 'refused' };
  if (result.kind !== 'ok') return { state: 'unclear' };
  const { costIdr, name, period } = result.value;
  return { state, costIdr, ...billPrice(result.value, rule), maskedName: maskName(name ?? ''), period: period ?? '' };
}

/** The line of an order that pays a quoted bill, at exactly what was quoted and only to whom. */
import type { OrderItem } from '../app.ts';
import { checkDestination } from '../catalogue/destination-check.ts';
import type { Product } from '../catalogue/model.ts';
import type { Core } from '../core.ts';
import type { LineSnapshot } from '../order/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { isPayable } from './terms.ts';

export async function priceBill(
  core: Core,
  stores: Stores,
  actor: Actor,
  product: Product,
  { billQuoteId, destination: typed }: Extract<OrderItem, { kind: 'product' }>,
) {
  const quote = billQuoteId === undefined ? null : await stores.bills.get(billQuoteId);
  if (quote?.state !== 'quoted' || quote.productId !== product.id || quote.personId !== actor.personId)
    throw new Refused('not_sellable');
  if (!isPayable(quote, core.clock.now())) throw new Refused('quote_expired');
  const destination = product.destination ? checkDestination(product.destination, typed ?? '') : null;
  if (!destination?.ok || destination.value.value !== quote.customerNo) throw new Refused('not_sellable');
  const { id: quoteId, costIdr, sellingIdr, feeIdr, maskedName, period } = quote;
  const snapshot: LineSnapshot = {
    name: product.name,
    destination: destination.value,
    destinationKind: product.destination?.kind ?? null,
    costIdr,
    maxCostIdr: costIdr,
    checkIn: null,
    checkOut: null,
    bill: { quoteId, maskedName, period, billIdr: sellingIdr - feeIdr, feeIdr },
  };
  return { kind: 'bill' as const, product, qty: 1, unitPriceIdr: sellingIdr, totalIdr: sellingIdr, snapshot };
}

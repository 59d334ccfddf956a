/**
 * Turns what somebody wants into priced lines, or refuses with the rule that was broken. Reads only. Prices, costs and
 * destinations found here are frozen into the order; nothing a client sends is trusted but the choice itself.
 */
import type { OrderItem } from '../app.ts';
import { priceBill } from '../bill/price-bill.ts';
import { cutOffAt } from '../catalogue/cut-off.ts';
import { checkDestination } from '../catalogue/destination-check.ts';
import { isPaused } from '../catalogue/health/health.ts';
import type { ProductPause } from '../catalogue/health/model.ts';
import type { Product } from '../catalogue/model.ts';
import { customerNoFor } from '../catalogue/offer-destination.ts';
import { askedCost, priceOf } from '../catalogue/price.ts';
import { openOffers } from '../catalogue/rungs/open-offers.ts';
import type { Core } from '../core.ts';
import { tierOf } from '../people/rights.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { checkDates } from '../stay/check-dates.ts';
import type { RoomType } from '../stay/model.ts';
import type { LineSnapshot } from './model.ts';

type ProductItem = Extract<OrderItem, { kind: 'product' }>;
type TopUpItem = Extract<OrderItem, { kind: 'topup' }>;
type RoomItem = Extract<OrderItem, { kind: 'room' }>;

export type PricedLine =
  | { kind: 'supplement'; qty: number; unitPriceIdr: number; totalIdr: number; snapshot: LineSnapshot }
  | {
      kind: 'stock_code' | 'h2h' | 'deployment' | 'bill';
      product: Product;
      qty: number;
      unitPriceIdr: number;
      totalIdr: number;
      snapshot: LineSnapshot;
    }
  | { kind: 'topup'; qty: 1; unitPriceIdr: number; totalIdr: number; snapshot: LineSnapshot }
  | {
      kind: 'room_night';
      item: RoomItem;
      roomType: RoomType;
      nights: string[];
      qty: number;
      unitPriceIdr: number;
      totalIdr: number;
      snapshot: LineSnapshot;
    };

export async function priceItems(
  core: Core,
  stores: Stores,
  actor: Actor,
  items: readonly OrderItem[],
): Promise<PricedLine[]> {
  if (items.length === 0 || items.length > core.settings.maxQty) throw new Refused('bad_input');
  // A stay is cancelled and changed as one thing, so an order has at most one.
  if (items.filter((item) => item.kind === 'room').length > 1) throw new Refused('bad_input');
  if (items.length > 1 && items.some((item) => item.kind === 'topup')) throw new Refused('bad_input');
  const lines: PricedLine[] = [];
  for (const item of items) lines.push(await priceItem(core, stores, actor, item));
  return lines;
}

function priceItem(core: Core, stores: Stores, actor: Actor, item: OrderItem): Promise<PricedLine> {
  if (item.kind === 'product') return priceProduct(core, stores, actor, item);
  if (item.kind === 'room') return priceRoom(core, stores, actor, item);
  return priceTopUp(core, stores, actor, item);
}

async function priceTopUp(core: Core, stores: Stores, actor: Actor, { amountIdr }: TopUpItem): Promise<PricedLine> {
  const reseller = actor.personId === null ? null : await stores.resellers.get(actor.personId);
  if (reseller?.state !== 'active' || reseller.environment !== actor.environment) throw new Refused('not_allowed');
  const { minTopUpIdr: minIdr, maxTopUpIdr: maxIdr } = core.settings;
  if (!Number.isSafeInteger(amountIdr) || amountIdr < minIdr || amountIdr > maxIdr)
    throw new Refused('bad_amount', { minIdr, maxIdr });
  const snapshot = {
    name: 'Saldo',
    destination: null,
    destinationKind: null,
    costIdr: null,
    maxCostIdr: null,
    checkIn: null,
    checkOut: null,
  };
  return { kind: 'topup', qty: 1, unitPriceIdr: amountIdr, totalIdr: amountIdr, snapshot };
}

async function priceProduct(core: Core, stores: Stores, actor: Actor, item: ProductItem): Promise<PricedLine> {
  const product = await stores.catalogue.product(item.productId);
  if (!product || product.environment !== actor.environment) throw new Refused('not_found');
  if (!product.active) throw new Refused('not_sellable');
  if (!Number.isInteger(item.qty) || item.qty < 1 || item.qty > core.settings.maxQty) {
    throw new Refused('bad_input', { max: core.settings.maxQty });
  }
  if (product.kind === 'bill') return priceBill(core, stores, actor, product, { ...item, qty: 1 });
  if (product.kind !== 'stock_code' && item.qty !== 1) throw new Refused('bad_input', { max: 1 });
  if (product.kind === 'h2h') refusePaused(await stores.upkeep.health.pause(product.id), core.clock.now());
  const offers = await openOffers(stores, product, core.clock.now());
  const rules = await stores.catalogue.priceRules(product.businessId);
  const shown = priceOf(product, offers, rules, tierOf(actor));
  if (!shown) throw new Refused('not_sellable');
  if (shown.offer) refuseInCutOff(core, shown.offer);
  const destination = destinationOf(product, item);
  // A supplier whose format cannot carry this destination is not asked, so the price does not stand on its cost.
  const serving = offers.filter((offer) => customerNoFor(offer, destination) !== null);
  const price = serving.length === offers.length ? shown : priceOf(product, serving, rules, tierOf(actor));
  if (!price) throw new Refused('bad_destination', { why: 'bad_characters' });
  const costIdr = price.offer && askedCost(price.offer);
  return {
    kind: product.kind,
    product,
    qty: item.qty,
    unitPriceIdr: price.priceIdr,
    totalIdr: price.priceIdr * item.qty,
    snapshot: {
      name: product.name,
      destination,
      destinationKind: product.destination?.kind ?? null,
      costIdr,
      maxCostIdr: costIdr === null ? null : maxCost(costIdr, price.priceIdr, core.settings.maxPriceTolerancePct),
      checkIn: null,
      checkOut: null,
    },
  };
}

function destinationOf(product: Product, item: ProductItem): LineSnapshot['destination'] {
  if (!product.destination) return null;
  const check = checkDestination(product.destination, item.destination ?? '');
  if (!check.ok) throw new Refused('bad_destination', { why: check.reason });
  return check.value;
}

function refusePaused(pause: ProductPause | null, now: number): void {
  if (!isPaused(pause, now)) return;
  throw new Refused('not_sellable', pause?.mode === 'auto' && pause.until !== null ? { pausedUntil: pause.until } : {});
}

function refuseInCutOff(core: Core, offer: { cutOffStart: string | null; cutOffEnd: string | null }): void {
  const window = cutOffAt(offer.cutOffStart, offer.cutOffEnd, core.clock.now());
  if (window.closed && window.reopensAt !== null) throw new Refused('cut_off', { reopensAt: window.reopensAt });
}

/** What we let the supplier charge: the quoted cost plus a tolerance, never more than the customer pays. */
function maxCost(costIdr: number, priceIdr: number, tolerancePct: number): number {
  return Math.min(priceIdr, costIdr + Math.floor((costIdr * tolerancePct) / 100));
}

async function priceRoom(core: Core, stores: Stores, actor: Actor, item: RoomItem): Promise<PricedLine> {
  const roomType = await stores.stays.roomType(item.roomTypeId);
  if (!roomType || roomType.environment !== actor.environment) throw new Refused('not_found');
  if (!roomType.active) throw new Refused('not_sellable');
  const property = await stores.stays.property(roomType.propertyId);
  if (!property) throw new Refused('not_found');
  const nights = checkDates(core, property.zone, item.checkIn, item.checkOut);
  if (!Number.isInteger(item.rooms) || item.rooms < 1 || !Number.isInteger(item.guests) || item.guests < 1) {
    throw new Refused('bad_input');
  }
  if (item.guests > roomType.capacity * item.rooms)
    throw new Refused('too_many_guests', { max: roomType.capacity * item.rooms });
  if (item.rooms * nights.length > core.settings.maxRoomNights) {
    throw new Refused('too_many_nights', { max: core.settings.maxRoomNights });
  }
  if (item.bookerName.trim() === '' || item.bookerContact.trim() === '') throw new Refused('bad_input');
  const unitPriceIdr = roomType.rateIdr * nights.length;
  return {
    kind: 'room_night',
    item,
    roomType,
    nights,
    qty: item.rooms,
    unitPriceIdr,
    totalIdr: unitPriceIdr * item.rooms,
    snapshot: {
      name: roomType.name,
      destination: null,
      destinationKind: null,
      costIdr: null,
      maxCostIdr: null,
      checkIn: item.checkIn,
      checkOut: item.checkOut,
    },
  };
}

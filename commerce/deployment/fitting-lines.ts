/**
 * What an amount that came unasked is for. Exactly one deployment of that price: that one. Otherwise the order is made
 * so that the money is too little for it: the next dearer where none fits, all of them together where several do. So it
 * settles nothing by itself and is parked, with its payer told and the owner to decide.
 */
import type { Product } from '../catalogue/model.ts';
import { priceOf } from '../catalogue/price.ts';
import type { Environment } from '../environment.ts';
import type { PricedLine } from '../order/price-items.ts';
import type { Stores } from '../ports/stores/index.ts';

/** More own endpoints and products behind them than an owner has. */
const MAX_PRODUCTS = 200;
/** A payment of more than so many at once was never meant for us. */
const MAX_UNITS = 100;

/** Products for sale that an endpoint in use sets up. */
export async function deploymentProducts(stores: Stores, environment: Environment): Promise<Product[]> {
  const endpoints = await stores.providers.list({ integrationType: 'deployment', environment, activeOnly: true });
  const found = new Map<string, Product>();
  for (const { id } of endpoints) {
    for (const offer of (await stores.catalogue.offersOfProvider(id)).slice(0, MAX_PRODUCTS)) {
      const product = offer.active ? await stores.catalogue.product(offer.productId) : null;
      if (product?.active && product.kind === 'deployment') found.set(product.id, product);
    }
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** None where nothing is sold that way. Prices are everybody's: a link outside the shop knows no tiers. */
export async function linesFor(stores: Stores, environment: Environment, amountIdr: number): Promise<PricedLine[]> {
  const products = await deploymentProducts(stores, environment);
  if (!products[0]) return [];
  const rules = await stores.catalogue.priceRules(products[0].businessId);
  const lines = products.flatMap((product) => {
    const price = priceOf(product, [], rules, 'retail');
    return price ? [lineOf(product, price.priceIdr)] : [];
  });
  const fitting = lines.filter((line) => line.totalIdr === amountIdr);
  return fitting.length > 0 ? fitting : tooLittleFor(lines, amountIdr);
}

/** The least that costs more than what came: the cheapest one above it, or the dearest often enough. */
function tooLittleFor(lines: readonly PricedLine[], amountIdr: number): PricedLine[] {
  const byPrice = lines.toSorted((a, b) => a.totalIdr - b.totalIdr);
  const line = byPrice.find(({ totalIdr }) => totalIdr > amountIdr) ?? byPrice.at(-1);
  if (!line) return [];
  const qty = Math.floor(amountIdr / line.unitPriceIdr) + 1;
  return qty > MAX_UNITS ? [] : [{ ...line, qty, totalIdr: line.unitPriceIdr * qty } as PricedLine];
}

/** Nobody was asked the product's question; the endpoint is told so. */
const lineOf = (product: Product, priceIdr: number): PricedLine => ({
  kind: 'deployment',
  product,
  qty: 1,
  unitPriceIdr: priceIdr,
  totalIdr: priceIdr,
  snapshot: {
    name: product.name,
    destination: null,
    destinationKind: product.destination?.kind ?? null,
    costIdr: null,
    maxCostIdr: null,
    checkIn: null,
    checkOut: null,
  },
});

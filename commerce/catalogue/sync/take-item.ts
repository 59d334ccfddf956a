/**
 * A row of a price list that is new becomes a product of ours with its first offer. Our code for it is the supplier's,
 * unless somebody has that already.
 */
import type { Core } from '../../core.ts';
import type { PriceListItem } from '../../ports/supplier.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { Provider } from '../../provider/model.ts';
import type { Product } from '../model.ts';

/** Adds product and offer. Only for what can be bought, and of which somebody knows what to ask a buyer for. */
export async function addItem(core: Core, stores: Stores, provider: Provider, item: PriceListItem): Promise<void> {
  const product = await addProduct(core, stores, provider, item);
  const { sku, costIdr, multi, cutOffStart, cutOffEnd } = item;
  const facts = { sku, costIdr, multi, cutOffStart, cutOffEnd, active: true, seenAt: core.clock.now() };
  const template = item.destination?.template;
  await stores.catalogue.upsertOffer({
    id: core.ids.uuid(),
    productId: product.id,
    providerId: provider.id,
    ...facts,
    ...(template === undefined ? {} : { template }),
  });
}

async function addProduct(core: Core, stores: Stores, provider: Provider, item: PriceListItem): Promise<Product> {
  const product: Product = {
    id: core.ids.uuid(),
    businessId: provider.businessId,
    environment: provider.environment,
    kind: item.isBill ? 'bill' : 'h2h',
    code: await freeCode(core, stores, provider, item.sku),
    name: item.name,
    category: item.category,
    brand: item.brand,
    description: descriptionFor(item),
    destination: item.destination,
    active: true,
    createdAt: core.clock.now(),
  };
  await stores.catalogue.insertProduct(product);
  return product;
}

/** A game's note explains the supplier's own joined format, which our buyers never type; "-" means nothing. */
const descriptionFor = ({ description, destination }: PriceListItem): string =>
  description === '-' || destination?.kind === 'game' ? '' : description;

async function freeCode(core: Core, stores: Stores, provider: Provider, sku: string): Promise<string> {
  const code = sku
    .replaceAll(/[^A-Za-z0-9.-]/g, '')
    .slice(0, 20)
    .toUpperCase();
  const taken = code === '' || (await stores.catalogue.productByCode(provider.environment, code)) !== null;
  return taken ? `${code.slice(0, 14)}-${core.ids.sayable(5)}` : code;
}

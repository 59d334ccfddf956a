/**
 * Takes over a supplier's price list. Goes both ways: offers are switched on and off with the list, vanished ones are
 * switched off and never deleted, and a list that lost a third of its products is taken for a fault of the list.
 * New products are only added while they can be bought and their destination is understood. Orders are never touched.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRole } from '../people/rights.ts';
import type { PriceListItem } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import type { Provider } from '../provider/model.ts';
import type { Offer, Product } from './model.ts';

export interface SyncResult {
  added: number;
  updated: number;
  /** Inactive at the supplier: not added, or switched off. */
  skipped: number;
  vanished: number;
  /** Too many vanished at once: nothing was changed. */
  braked: boolean;
}

/** Items per transaction: chats and webhooks get their turn in between, and a transaction holds everybody else up. */
const BATCH = 10;
const PAGE = 500;
/** A handful of products may vanish without the brake, however small the catalogue. */
const BRAKE_FROM = 10;

export async function syncProducts(core: Core, actor: Actor, slug: string): Promise<Answer<SyncResult>> {
  return answering(async () => {
    requireRole(actor, 'owner', 'manager');
    const provider = await core.uow.read.providers.bySlug(slug);
    if (provider?.integrationType !== 'supplier') throw new Refused('not_found');
    const supplier = core.registry.supplier(provider);
    await respectGap(core, provider, supplier.capabilities.minPriceListGapMs);
    const list = await supplier.priceList();
    if (list.kind !== 'ok')
      throw new Refused(list.kind === 'rejected' ? 'too_soon' : 'wrong_state', { message: list.message.slice(0, 200) });
    const result = await takeOver(core, provider, list.value);
    await core.uow.run('catalogue.synced', (stores) =>
      audit(core, stores, actor, 'catalogue.synced', `providers:${provider.id}`, JSON.stringify(result)),
    );
    return { ok: true as const, ...result };
  });
}

/** The limit on full lists holds across processes: the log of calls is shared. */
async function respectGap(core: Core, provider: Provider, gapMs: number): Promise<void> {
  const last = await core.uow.read.integrationLogs.lastAt(provider.id, 'priceList');
  const waitMs = last === null ? 0 : last + gapMs - core.clock.now();
  if (waitMs > 0) throw new Refused('too_soon', { waitSeconds: Math.ceil(waitMs / 1000) });
}

async function takeOver(core: Core, provider: Provider, items: readonly PriceListItem[]): Promise<SyncResult> {
  const known = await knownOffers(core, provider);
  const listed = new Set(items.map((item) => item.sku));
  const gone = [...known.values()].filter((offer) => offer.active && !listed.has(offer.sku));
  const active = [...known.values()].filter((offer) => offer.active).length;
  const braked = gone.length >= BRAKE_FROM && gone.length * 100 > active * core.settings.vanishBrakePct;
  const result: SyncResult = { added: 0, updated: 0, skipped: 0, vanished: gone.length, braked };
  if (braked) return result;
  for (let from = 0; from < items.length; from += BATCH) {
    await core.uow.run('catalogue.sync', async (stores) => {
      for (const item of items.slice(from, from + BATCH)) {
        result[await takeItem(core, stores, provider, known.get(item.sku) ?? null, item)]++;
      }
    });
  }
  for (let from = 0; from < gone.length; from += BATCH) {
    await core.uow.run('catalogue.sync-vanished', async (stores) => {
      for (const offer of gone.slice(from, from + BATCH)) await stores.catalogue.setOfferActive(offer.id, false);
    });
  }
  return result;
}

/** In units of work although it only reads: between two of them others get their turn. */
async function knownOffers(core: Core, provider: Provider): Promise<Map<string, Offer>> {
  const known = new Map<string, Offer>();
  for (let last = ''; ;) {
    const page = await core.uow.run('catalogue.known', (stores) =>
      stores.catalogue.offersPage(provider.id, last, PAGE),
    );
    for (const offer of page) known.set(offer.sku, offer);
    const [end] = page.slice(-1);
    if (!end || page.length < PAGE) return known;
    last = end.sku;
  }
}

async function takeItem(
  core: Core,
  stores: Stores,
  provider: Provider,
  known: Offer | null,
  item: PriceListItem,
): Promise<'added' | 'updated' | 'skipped'> {
  const { sku, costIdr, multi, cutOffStart, cutOffEnd } = item;
  const facts = { sku, costIdr, multi, cutOffStart, cutOffEnd, active: item.sellable, seenAt: core.clock.now() };
  if (known) {
    await stores.catalogue.upsertOffer({ ...known, ...facts });
    return item.sellable ? 'updated' : 'skipped';
  }
  if (!item.sellable || !item.destination) return 'skipped';
  const product = await addProduct(core, stores, provider, item);
  await stores.catalogue.upsertOffer({ id: core.ids.uuid(), productId: product.id, providerId: provider.id, ...facts });
  return 'added';
}

async function addProduct(core: Core, stores: Stores, provider: Provider, item: PriceListItem): Promise<Product> {
  const product: Product = {
    id: core.ids.uuid(),
    businessId: provider.businessId,
    environment: provider.environment,
    kind: 'h2h',
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

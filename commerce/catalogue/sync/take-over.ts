/**
 * Takes over a price list. Goes both ways: offers are switched on and off with the list, vanished ones are switched off
 * and never deleted, and a list that lost or repriced a third of its products is taken for a fault of the list. Repeating
 * it with the same list changes nothing, so a process may die in the middle.
 */
import type { Core } from '../../core.ts';
import type { PriceListItem } from '../../ports/supplier.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { PriceMove, SyncTotals } from '../../provider/price-list.ts';
import type { Provider } from '../../provider/model.ts';
import type { Offer, PriceRule } from '../model.ts';
import { askedCost, priceOf } from '../price.ts';
import { offerAfter, planSync } from './plan.ts';
import { addItem } from './take-item.ts';

/** Items per transaction: chats and webhooks get their turn in between, and a transaction holds everybody else up. */
const BATCH = 10;
/** Rows that say nothing new are only looked at. */
const LOOKED_AT = 200;
const PAGE = 500;
const MAX_MOVERS = 3;

export interface TakeOver {
  holdPct: number | null;
  /** The owner looked at the list: no brake. */
  anyway: boolean;
  onProgress(done: number, total: number): Promise<void>;
}

export async function takeOver(
  core: Core,
  provider: Provider,
  items: readonly PriceListItem[],
  how: TakeOver,
): Promise<SyncTotals> {
  const known = await knownOffers(core, provider);
  const { gone, totals } = planSync(known, items, core.settings);
  if (how.anyway) totals.braked = null;
  if (totals.braked) return totals;
  const rules = await core.uow.read.catalogue.priceRules(provider.businessId);
  for (let from = 0; from < items.length;) {
    const { news, next } = nextNews(core, known, items, from, how, totals);
    if (news.length > 0) {
      // A unit may run again, so it counts into totals of its own.
      const counted = await core.uow.run('catalogue.sync', async (stores) => {
        const batch = { ...totals };
        for (const row of news) await takeRow(core, stores, { provider, rules }, row, batch);
        return batch;
      });
      Object.assign(totals, counted);
    }
    from = next;
    await how.onProgress(from, items.length);
  }
  for (let from = 0; from < gone.length; from += BATCH) {
    await core.uow.run('catalogue.sync-vanished', async (stores) => {
      for (const offer of gone.slice(from, from + BATCH)) await stores.catalogue.setOfferActive(offer.id, false);
    });
  }
  return totals;
}

interface News {
  item: PriceListItem;
  before: Offer | null;
  after: Offer | null;
}

/** From `from` on: as many rows with something new as a transaction may have, or as many rows as may be looked at. */
function nextNews(
  core: Core,
  known: ReadonlyMap<string, Offer>,
  items: readonly PriceListItem[],
  from: number,
  { holdPct }: TakeOver,
  totals: SyncTotals,
): { news: News[]; next: number } {
  const news: News[] = [];
  let at = from;
  for (; at < items.length && at < from + LOOKED_AT && news.length < BATCH; at += 1) {
    const item = items[at];
    if (!item) break;
    const before = known.get(item.sku) ?? null;
    const after = before && offerAfter(before, item, holdPct, core.clock.now());
    const isNew = before === null && item.sellable && item.destination !== null;
    if (isNew || after !== before) news.push({ item, before, after });
    else if (before && item.sellable) totals.unchanged += 1;
    if (!item.sellable || (!before && !isNew)) totals.skipped += 1;
  }
  return { news, next: at };
}

async function takeRow(
  core: Core,
  stores: Stores,
  { provider, rules }: { provider: Provider; rules: readonly PriceRule[] },
  { item, before, after }: News,
  totals: SyncTotals,
): Promise<void> {
  if (!before || !after) {
    await addItem(core, stores, provider, item);
    totals.added += 1;
    return;
  }
  await stores.catalogue.upsertOffer(after);
  if (item.sellable) totals.changed += 1;
  const [fromIdr, toIdr] = [askedCost(before), askedCost(after)];
  if (toIdr > fromIdr) totals.dearer += 1;
  if (toIdr < fromIdr) totals.cheaper += 1;
  if (toIdr !== fromIdr) totals.movers = biggest(totals.movers, { name: item.name, fromIdr, toIdr });
  if (after.held && !after.held.kept) totals.held += 1;
  if (toIdr > fromIdr && item.sellable && (await isBelowCost(stores, after, rules))) totals.belowCost += 1;
}

const share = ({ fromIdr, toIdr }: PriceMove): number => Math.abs(toIdr - fromIdr) / Math.max(fromIdr, 1);

const biggest = (movers: readonly PriceMove[], move: PriceMove): PriceMove[] =>
  [...movers, move].toSorted((a, b) => share(b) - share(a)).slice(0, MAX_MOVERS);

/** Only a cost that is held, or a fixed price, can end up above what buyers pay: a markup moves along. */
async function isBelowCost(stores: Stores, offer: Offer, rules: readonly PriceRule[]): Promise<boolean> {
  const isFixed = rules.some((rule) => rule.kind === 'fixed');
  if (!offer.held && !isFixed) return false;
  // It may have been joined to another product since the offers were read.
  const productId = (await stores.catalogue.offer(offer.id))?.productId ?? offer.productId;
  if (!offer.held && !rules.some((rule) => rule.kind === 'fixed' && rule.scopeValue === productId)) return false;
  const product = await stores.catalogue.product(productId);
  if (!product) return false;
  return priceOf(product, await stores.catalogue.offersOf(product.id), rules, 'retail') === null;
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

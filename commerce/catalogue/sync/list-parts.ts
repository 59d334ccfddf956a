/**
 * The price list at hand, in pieces small enough that writing or reading one holds up nobody. It is kept so that a
 * process that dies half-way goes on without asking again, and so that a list that looked wrong can be taken over after
 * the owner looked at it.
 */
import type { Core } from '../../core.ts';
import type { PriceListItem } from '../../ports/supplier.ts';
import type { PriceList } from '../../provider/price-list.ts';

const ITEMS_PER_PART = 200;

/** Stores a list in the place of the one before; only the last piece makes it the list at hand. */
export async function storeList(core: Core, providerId: string, items: readonly PriceListItem[]): Promise<PriceList> {
  const parts = Math.max(1, Math.ceil(items.length / ITEMS_PER_PART));
  for (let place = 0; place < parts; place += 1) {
    const part = JSON.stringify(items.slice(place * ITEMS_PER_PART, (place + 1) * ITEMS_PER_PART));
    await core.uow.run('price-list.part', async ({ upkeep: { priceLists } }) => {
      if (place === 0) await priceLists.set(providerId, { listId: null, state: 'none', fetchedAt: null, totals: null });
      await priceLists.setPart(providerId, place, part);
      if (place < parts - 1) return;
      await priceLists.dropParts(providerId, parts);
      const facts = { listId: core.ids.uuid(), state: 'fetched', fetchedAt: core.clock.now(), parts } as const;
      await priceLists.set(providerId, facts);
    });
  }
  const list = await core.uow.read.upkeep.priceLists.get(providerId);
  if (!list) throw new Error(`price list of ${providerId} is missing`);
  return list;
}

/** The items of the list at hand; null when it was replaced meanwhile. */
export async function readList(core: Core, { providerId, listId, parts }: PriceList): Promise<PriceListItem[] | null> {
  const items: PriceListItem[] = [];
  for (let place = 0; place < parts; place += 1) {
    // A unit of work although it only reads: between two of them others get their turn.
    const part = await core.uow.run('price-list.read', (stores) => stores.upkeep.priceLists.part(providerId, place));
    if (part === null) return null;
    items.push(...(JSON.parse(part) as PriceListItem[]));
  }
  const now = await core.uow.read.upkeep.priceLists.get(providerId);
  return now?.listId === listId ? items : null;
}

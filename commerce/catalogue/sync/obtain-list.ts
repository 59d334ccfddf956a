/**
 * Where the list of a sync comes from: the one at hand while it is young, else the supplier, whom we ask at most as often
 * as it allows over all processes. A list that was stored and not taken over (somebody died) is taken up again.
 */
import type { Core } from '../../core.ts';
import type { PriceListItem, Supplier } from '../../ports/supplier.ts';
import { blankPriceList, type PriceList } from '../../provider/price-list.ts';
import type { Provider } from '../../provider/model.ts';
import { readList, storeList } from './list-parts.ts';

export type Obtained =
  | { kind: 'items'; list: PriceList; items: PriceListItem[] }
  /** Young enough, and taken over or decided about already. */
  | { kind: 'known'; list: PriceList }
  | { kind: 'too_soon'; until: number }
  /** `said`: these are the supplier's own words; otherwise nothing readable came. */
  | { kind: 'refused'; message: string; said: boolean };

/** @param wish `fresh`: not the young one at hand · `anyway`: the list of this id, whatever it looks like. */
export async function obtainList(
  core: Core,
  provider: Provider,
  supplier: Supplier,
  wish: { fresh?: boolean; anyway?: string },
): Promise<Obtained> {
  const list = (await core.uow.read.upkeep.priceLists.get(provider.id)) ?? blankPriceList(provider.id);
  if (wish.anyway !== undefined) return list.listId === wish.anyway ? stored(core, list) : { kind: 'known', list };
  if (isYoung(core, list)) {
    if (list.state === 'fetched') return stored(core, list);
    if (!wish.fresh) return { kind: 'known', list };
  }
  return ask(core, supplier, list);
}

const isYoung = (core: Core, { fetchedAt }: PriceList): boolean =>
  fetchedAt !== null && core.clock.now() - fetchedAt < core.settings.priceListCacheMs;

async function stored(core: Core, list: PriceList): Promise<Obtained> {
  const items = await readList(core, list);
  return items ? { kind: 'items', list, items } : { kind: 'known', list };
}

async function ask(core: Core, supplier: Supplier, before: PriceList): Promise<Obtained> {
  const { providerId } = before;
  const gapMs = supplier.capabilities.minPriceListGapMs;
  const now = core.clock.now();
  const mayAsk = await core.uow.run('price-list.ask', (stores) =>
    stores.upkeep.priceLists.claim(providerId, now, now - gapMs),
  );
  if (!mayAsk) {
    const askedAt = (await core.uow.read.upkeep.priceLists.get(providerId))?.askedAt ?? now;
    return { kind: 'too_soon', until: askedAt + gapMs };
  }
  const answer = await supplier.priceList();
  if (answer.kind === 'ok') {
    const items = [...answer.value, ...(await billsOf(core, supplier, before))];
    return { kind: 'items', list: await storeList(core, providerId, items), items };
  }
  // What never left this machine does not count for the supplier.
  if (answer.kind === 'not_sent') {
    await core.uow.run('price-list.not-asked', (stores) =>
      stores.upkeep.priceLists.set(providerId, { askedAt: before.askedAt }),
    );
  }
  return { kind: 'refused', message: answer.message.slice(0, 200), said: answer.kind === 'rejected' };
}

/**
 * The bills of a supplier that has any. One that gives us none refuses the list, or has nothing in it; where no answer
 * came, or it was asked for too soon, those of the list before are still what we know, and the goods are not held up.
 */
async function billsOf(core: Core, supplier: Supplier, before: PriceList): Promise<PriceListItem[]> {
  if (!supplier.capabilities.bills) return [];
  const known = (await readList(core, before)) ?? [];
  const answer = await supplier.billList();
  if (answer.kind === 'ok') return answer.value;
  const hasNone = answer.kind === 'rejected' && answer.code !== 'rate_limit';
  return hasNone ? [] : known.filter(({ isBill }) => isBill);
}

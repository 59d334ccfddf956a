/** The suppliers a shop sells from, as the owner sees them, and the limits the owner sets for each. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { MAX_AMOUNT_IDR } from '../money.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import { blankWatch } from './balance-watch-model.ts';
import { lowLimit } from './balance-watch.ts';
import { blankPriceList, type PriceListState, type SyncTotals } from './price-list.ts';
import { balanceJob } from './balance-job.ts';
import { suppliersInUse } from './suppliers-in-use.ts';

export interface SupplierView {
  slug: string;
  name: string;
  /** As of `balanceAt`; null while nobody asked or it did not answer. */
  balanceIdr: number | null;
  balanceAt: number | null;
  lowBelowIdr: number;
  isLow: boolean;
  /** Since when it cannot be asked. */
  silentSince: number | null;
  list: { id: string | null; state: PriceListState; fetchedAt: number | null; totals: SyncTotals | null };
  /** Costs that wait for the owner. */
  held: number;
  holdPct: number | null;
}

export async function suppliers(core: Core, actor: Actor): Promise<Answer<{ suppliers: SupplierView[] }>> {
  return answering(async () => {
    requireRight(actor, 'suppliers');
    const stores = core.uow.read;
    const views: SupplierView[] = [];
    for (const { id, slug, name } of await suppliersInUse(stores)) {
      const watch = (await stores.upkeep.watches.get(id)) ?? blankWatch(id);
      const list = (await stores.upkeep.priceLists.get(id)) ?? blankPriceList(id);
      views.push({
        slug,
        name,
        balanceIdr: watch.balanceIdr,
        balanceAt: watch.askedAt,
        lowBelowIdr: lowLimit(watch, core.settings),
        isLow: watch.lowSince !== null,
        silentSince: watch.silentSince,
        list: { id: list.listId, state: list.state, fetchedAt: list.fetchedAt, totals: list.totals },
        held: await stores.catalogue.countHeldOffers(id),
        holdPct: list.holdPct,
      });
    }
    return { ok: true as const, suppliers: views };
  });
}

export interface SupplierCareInput {
  /** Null = the shop's setting. */
  lowBelowIdr?: number | null;
  /** Null = no change of a cost waits. */
  holdPct?: number | null;
}

const MAX_PCT = 1000;

export async function setSupplierCare(
  core: Core,
  actor: Actor,
  slug: string,
  { lowBelowIdr, holdPct }: SupplierCareInput,
): Promise<Answer<object>> {
  return answering(() =>
    core.uow.run('supplier.care', async (stores) => {
      requireRight(actor, 'setSupplierCare');
      const provider = await stores.providers.bySlug(slug);
      if (provider?.integrationType !== 'supplier') throw new Refused('not_found', { what: 'supplier' });
      if (!isWhole(lowBelowIdr, MAX_AMOUNT_IDR)) throw new Refused('bad_input', { field: 'limit' });
      if (!isWhole(holdPct, MAX_PCT)) throw new Refused('bad_input', { field: 'percent', max: MAX_PCT });
      if (lowBelowIdr !== undefined) {
        const watch = (await stores.upkeep.watches.get(provider.id)) ?? blankWatch(provider.id);
        mustWin(await stores.upkeep.watches.save({ ...watch, lowBelowIdr }), slug);
        await stores.jobs.add(balanceJob(provider.id), core.clock.now());
      }
      if (holdPct !== undefined) await stores.upkeep.priceLists.set(provider.id, { holdPct });
      const detail = JSON.stringify({ lowBelowIdr, holdPct });
      await audit(core, stores, actor, 'supplier.care', `providers:${provider.id}`, detail);
      return { ok: true as const };
    }),
  );
}

const isWhole = (value: number | null | undefined, max: number): boolean =>
  value === undefined || value === null || (Number.isSafeInteger(value) && value >= 0 && value <= max);

/**
 * Fetches a supplier's price list and takes it over, by one process at a time. Whoever asks again within the hour is told
 * what the list at hand came to: nothing new can be learnt from it, and the supplier gives a full list only every few
 * minutes. `fresh` asks the supplier all the same, as soon as it may be asked.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { PriceList, SyncTotals } from '../provider/price-list.ts';
import type { Provider } from '../provider/model.ts';
import { answering, Refused } from '../refusal.ts';
import { obtainList } from './sync/obtain-list.ts';
import { syncDay } from './sync/sync-day.ts';
import { takeOver } from './sync/take-over.ts';

export interface SyncWish {
  fresh?: boolean;
  /** Take over the list of this id although it looks wrong. */
  anyway?: string;
  /** Told of every few products; may be slow, the sync waits. */
  onProgress?(done: number, total: number): Promise<void>;
}

export interface SyncResult extends SyncTotals {
  listId: string;
  fetchedAt: number;
  /** False when these are the totals of the list at hand, of which nothing was taken over now. */
  isNew: boolean;
}

/** Longer than any single step of a sync. */
const LEASE_MS = 120_000;

/**
 * Refusals: `too_soon` with `until`, the instant from which the supplier may be asked again · `wrong_state` with a
 * `message`, the supplier's own words where `said` is "true"; nothing was changed · `conflict`, another process is at it.
 */
export async function syncProducts(
  core: Core,
  actor: Actor,
  slug: string,
  wish: SyncWish = {},
): Promise<Answer<SyncResult>> {
  return answering(async () => {
    requireRight(actor, 'syncProducts');
    const provider = await core.uow.read.providers.bySlug(slug);
    if (provider?.integrationType !== 'supplier') throw new Refused('not_found');
    const lease = await takeLease(core, provider);
    try {
      return { ok: true as const, ...(await syncAlone(core, actor, provider, wish, lease)) };
    } finally {
      await core.uow.run('catalogue.sync-end', (stores) => stores.leases.release(lease.name, lease.fence));
    }
  });
}

interface Lease {
  name: string;
  fence: number;
}

async function takeLease(core: Core, provider: Provider): Promise<Lease> {
  const name = `supplier.sync:${provider.id}`;
  const now = core.clock.now();
  const fence = await core.uow.run('catalogue.sync-begin', (stores) =>
    stores.leases.take(name, core.ids.uuid(), now, now + LEASE_MS),
  );
  if (fence === null) throw new Refused('conflict');
  return { name, fence };
}

async function syncAlone(
  core: Core,
  actor: Actor,
  provider: Provider,
  wish: SyncWish,
  lease: Lease,
): Promise<SyncResult> {
  const obtained = await obtainList(core, provider, core.registry.supplier(provider), wish);
  if (obtained.kind === 'too_soon') throw tooSoon(core, obtained.until);
  if (obtained.kind === 'refused')
    throw new Refused('wrong_state', { message: obtained.message, said: String(obtained.said) });
  if (obtained.kind === 'known') return resultOf(obtained.list, false);
  const { list, items } = obtained;
  let heldAt = core.clock.now();
  const totals = await takeOver(core, provider, items, {
    holdPct: list.holdPct,
    anyway: wish.anyway !== undefined,
    async onProgress(done, total) {
      if (core.clock.now() - heldAt > LEASE_MS / 4) {
        heldAt = core.clock.now();
        await core.uow.run('catalogue.sync-on', (s) => s.leases.extend(lease.name, lease.fence, heldAt + LEASE_MS));
      }
      await wish.onProgress?.(done, total);
    },
  });
  const patch = { state: totals.braked ? 'braked' : 'applied', totals, failures: 0 } as const;
  await core.uow.run('catalogue.synced', async (stores) => {
    await stores.upkeep.priceLists.set(provider.id, { ...patch, syncedDay: syncDay(core.clock.now()) });
    const { movers: _examples, ...counts } = totals;
    await audit(core, stores, actor, 'catalogue.synced', `providers:${provider.id}`, JSON.stringify(counts));
  });
  return resultOf({ ...list, ...patch }, true);
}

const tooSoon = (core: Core, until: number): Refused =>
  new Refused('too_soon', { until, waitSeconds: Math.max(1, Math.ceil((until - core.clock.now()) / 1000)) });

function resultOf({ listId, fetchedAt, totals }: PriceList, isNew: boolean): SyncResult {
  if (listId === null || fetchedAt === null || totals === null) throw new Refused('not_found');
  return { ...totals, listId, fetchedAt, isNew };
}

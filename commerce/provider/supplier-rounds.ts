/**
 * The recurring `supplier.rounds` job: makes each supplier's own jobs, so that one that is slow or down holds up no other,
 * and a supplier that was just added or switched off needs no scheduling of its own.
 */
import { isSyncDue, nextSyncAt } from '../catalogue/sync/sync-day.ts';
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { balanceJob } from './balance-job.ts';
import { suppliersInUse } from './suppliers-in-use.ts';

export async function makeRounds(core: Core): Promise<JobVerdict> {
  const now = core.clock.now();
  await core.uow.run('supplier.rounds', async (stores) => {
    for (const { id: providerId } of await suppliersInUse(stores)) {
      await stores.jobs.add(balanceJob(providerId), now);
      const list = await stores.upkeep.priceLists.get(providerId);
      if (!isSyncDue(now, list?.syncedDay ?? null)) continue;
      const job = { name: 'supplier.sync', payload: { providerId }, dedupeKey: `supplier.sync:${providerId}` } as const;
      await stores.jobs.add(job, now);
    }
  });
  return { againAt: Math.min(now + core.settings.balanceWatchMs, nextSyncAt(now)) };
}

/** The `supplier.balance` job: asks what is left of our deposit and tells the owner when that is news. */
import type { Core } from '../core.ts';
import { balanceAlert } from '../notices/supplier-upkeep.ts';
import { tellOwner } from '../notices/send.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { localDate } from '../stay/local-time.ts';
import { today } from '../stay/search-rooms.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { blankWatch } from './balance-watch-model.ts';
import { lowLimit, watchStep } from './balance-watch.ts';

export async function watchDeposit(core: Core, { providerId }: { providerId: string }): Promise<JobVerdict> {
  const provider = await core.uow.read.providers.get(providerId);
  if (!provider?.isActive) return;
  const answer = await core.registry.supplier(provider).balance();
  const now = core.clock.now();
  const { zone } = await today(core, provider);
  await core.uow.run('supplier.balance', async (stores) => {
    const before = (await stores.upkeep.watches.get(providerId)) ?? blankWatch(providerId);
    const balanceIdr = answer.kind === 'ok' ? answer.value.balanceIdr : null;
    const { watch, news } = watchStep(before, balanceIdr, now, core.settings);
    mustWin(await stores.upkeep.watches.save(watch), `balance watch of ${providerId}`);
    if (balanceIdr !== null) await stores.briefs.noteDeposit(providerId, localDate(now, zone), now, balanceIdr);
    for (const what of news) {
      const screen = balanceAlert(provider, what, {
        balanceIdr: watch.balanceIdr ?? 0,
        limitIdr: lowLimit(watch, core.settings),
        silentSince: before.silentSince ?? now,
        said: answer.kind === 'rejected' ? answer.message : null,
      });
      await tellOwner(core, stores, provider.environment, `balance:${what}:${providerId}:${now}`, screen);
    }
  });
}

/**
 * The `supplier.sync` job. Once per sync day it is silent unless something changed that the owner should know; for
 * somebody who watches, it shows how far it is and what came of it in one message.
 */
import { systemActor } from '../../audit.ts';
import type { Core } from '../../core.ts';
import {
  inSyncSlot,
  isNewsToOwner,
  listGoneScreen,
  syncBusyScreen,
  syncDoneScreen,
  syncFailingScreen,
  syncKnownScreen,
  syncProgressScreen,
  syncRefusedScreen,
  syncTooSoonScreen,
} from '../../notices/supplier-upkeep.ts';
import { tellOwner } from '../../notices/send.ts';
import type { Refusal } from '../../app.ts';
import type { JobPayloads, JobVerdict, SyncRun } from '../../ports/jobs.ts';
import type { Screen } from '../../ports/screen.ts';
import type { Provider } from '../../provider/model.ts';
import { syncProducts, type SyncResult } from '../sync-products.ts';
import { isSyncDue, syncDay } from './sync-day.ts';

/** While another process syncs the same supplier. */
const BUSY_MS = 60_000;

export async function runSync(
  core: Core,
  { providerId, run, since }: JobPayloads['supplier.sync'],
): Promise<JobVerdict> {
  const provider = await core.uow.read.providers.get(providerId);
  if (!provider?.isActive) return;
  if (run) return watched(core, provider, run);
  const list = await core.uow.read.upkeep.priceLists.get(provider.id);
  const isDue =
    since === undefined ? isSyncDue(core.clock.now(), list?.syncedDay ?? null) : (list?.fetchedAt ?? 0) < since;
  return isDue ? fetchList(core, provider) : undefined;
}

async function fetchList(core: Core, provider: Provider): Promise<JobVerdict> {
  const answer = await syncProducts(core, systemActor(provider.environment), provider.slug, { fresh: true });
  if (!answer.ok) return comeAgain(core, provider, answer);
  const { movers: _examples, ok: _ok, ...totals } = answer;
  core.log.info({ provider: provider.slug, ...totals }, 'price list synced');
  if (!isNewsToOwner(answer)) return;
  const screen = syncDoneScreen(provider, answer, core.settings.jumpPct);
  await core.uow.run('sync.told', (stores) =>
    tellOwner(core, stores, provider.environment, `price-list:${answer.listId}`, screen),
  );
}

async function comeAgain(core: Core, provider: Provider, { reason, detail }: Refusal): Promise<JobVerdict> {
  const now = core.clock.now();
  if (reason === 'too_soon') return { againAt: Number(detail?.['until'] ?? now + BUSY_MS) };
  if (reason === 'conflict') return { againAt: now + BUSY_MS };
  const message = String(detail?.['message'] ?? reason);
  core.log.warn({ provider: provider.slug, reason, message }, 'price list could not be fetched');
  await core.uow.run('sync.failed', async (stores) => {
    const { priceLists } = stores.upkeep;
    const failures = ((await priceLists.get(provider.id))?.failures ?? 0) + 1;
    await priceLists.set(provider.id, { failures });
    if (failures < core.settings.syncFailuresTold) return;
    const screen = syncFailingScreen(provider, failures, wordsOf(detail));
    // Once a day, however often it goes on failing.
    await tellOwner(core, stores, provider.environment, `sync-failing:${provider.id}:${syncDay(now)}`, screen);
  });
  return { againAt: now + core.settings.syncRetryMs };
}

async function watched(core: Core, provider: Provider, run: SyncRun): Promise<JobVerdict> {
  const show = showIn(core, run);
  const answer = await syncProducts(core, systemActor(provider.environment), provider.slug, {
    fresh: run.fresh,
    ...(run.anyway === null ? {} : { anyway: run.anyway }),
    onProgress: stepsOf(core, (done, total) =>
      show(`${Math.floor((done * 10) / total)}`, syncProgressScreen(provider, done, total)),
    ),
  });
  await show('end', answer.ok ? await endScreen(core, provider, answer) : refusedScreen(provider, answer));
}

/** Each screen once per run, also when a job that died runs again. */
const showIn = (core: Core, run: SyncRun) => (what: string, screen: Screen) =>
  core.uow.run('sync.shown', async (stores) => {
    const row = { chatId: run.chatId, screen: inSyncSlot(run.id, screen), dedupeKey: `sync:${run.id}:${what}` };
    await stores.outgoing.append([row], core.clock.now());
  });

/** At every tenth, and not more often than people can read. */
function stepsOf(core: Core, show: (done: number, total: number) => Promise<void>) {
  let shownTenth = 0;
  let shownAt = core.clock.now();
  return async (done: number, total: number): Promise<void> => {
    const tenth = Math.floor((done * 10) / total);
    const now = core.clock.now();
    if (tenth <= shownTenth || tenth >= 10 || now - shownAt < core.settings.progressGapMs) return;
    shownTenth = tenth;
    shownAt = now;
    await show(done, total);
  };
}

async function endScreen(core: Core, provider: Provider, result: SyncResult): Promise<Screen> {
  const { jumpPct } = core.settings;
  if (result.isNew) return syncDoneScreen(provider, result, jumpPct);
  const askedAt = (await core.uow.read.upkeep.priceLists.get(provider.id))?.askedAt ?? 0;
  const mayAskAt = askedAt + core.registry.supplier(provider).capabilities.minPriceListGapMs;
  return syncKnownScreen(provider, result, mayAskAt > core.clock.now() ? mayAskAt : null, jumpPct);
}

function refusedScreen(provider: Provider, { reason, detail }: Refusal): Screen {
  if (reason === 'too_soon') return syncTooSoonScreen(provider, Number(detail?.['until'] ?? 0));
  if (reason === 'conflict') return syncBusyScreen(provider);
  if (reason === 'not_found') return listGoneScreen;
  return syncRefusedScreen(provider, wordsOf(detail));
}

/** What the supplier said itself; null where what we know is for the machine's log. */
const wordsOf = (detail: Refusal['detail']): string | null =>
  detail?.['said'] === 'true' ? String(detail['message'] ?? '') : null;

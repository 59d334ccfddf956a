/**
 * Begins a sync from a chat. It says itself that it begins, in the transaction that adds the job, and the job puts its
 * progress in the place of that message; nothing is said that was not begun.
 */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import { idempotent } from '../../idempotent.ts';
import { inSyncSlot, syncStartedScreen } from '../../notices/supplier-upkeep.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { Provider } from '../../provider/model.ts';
import { suppliersInUse } from '../../provider/suppliers-in-use.ts';
import { Refused } from '../../refusal.ts';

export interface StartSyncInput {
  slug: string;
  /** Ask the supplier also when the list at hand is young. */
  fresh?: boolean;
}

/** Refused with `already_done` while a sync of this supplier waits or runs. */
export async function startSync(core: Core, actor: Actor, key: string, input: StartSyncInput): Promise<Answer<object>> {
  const started = await idempotent(core, actor, 'sync.start', key, input, async (stores) => {
    requireRight(actor, 'startSync');
    const provider = (await suppliersInUse(stores)).find(({ slug }) => slug === input.slug);
    if (!provider) throw new Refused('not_found', { what: 'supplier' });
    await beginRun(core, stores, actor, provider, { fresh: input.fresh ?? false, anyway: null });
    return { slug: provider.slug };
  });
  return 'ok' in started ? started : { ok: true };
}

export async function beginRun(
  core: Core,
  stores: Stores,
  actor: Actor,
  provider: Provider,
  wish: { fresh: boolean; anyway: string | null },
): Promise<void> {
  const { chatId } = actor;
  if (!chatId) throw new Refused('bad_input', { field: 'chat' });
  const now = core.clock.now();
  const run = { id: core.ids.uuid(), chatId, ...wish };
  const added = await stores.jobs.add(
    { name: 'supplier.sync', payload: { providerId: provider.id, run }, dedupeKey: `supplier.sync:${provider.id}:run` },
    now,
  );
  if (added === null) throw new Refused('already_done');
  const { replaces: _nothing, ...screen } = inSyncSlot(run.id, syncStartedScreen(provider));
  await stores.outgoing.append([{ chatId, screen, dedupeKey: `sync:${run.id}:started` }], now);
  await audit(core, stores, actor, 'sync.started', `providers:${provider.id}`, JSON.stringify(wish));
}

/**
 * The frame of every change to an account: who may only, nobody else in here meanwhile, the row as it is now. Whoever
 * looked at it before somebody else changed it is refused with `conflict`, so two owners never undo each other unseen.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { AuditAct } from '../audit-acts.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import type { Actor } from '../people/model.ts';
import type { StaffRight } from '../people/rights-table.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import type { Provider } from './model.ts';
import { requireAccountRight } from './account-right.ts';

export interface ProviderChange {
  slug: string;
  /** The version the asker has seen. */
  version: number;
}

/** `work` throws Refused; what it returns is said in the audit log behind the slug. */
export function changeProvider(
  core: Core,
  actor: Actor,
  key: string,
  { right, act }: { right: StaffRight; act: AuditAct },
  change: ProviderChange & object,
  work: (stores: Stores, provider: Provider) => Promise<string | void>,
): Promise<Answer<object>> {
  return idempotent(core, actor, act, key, change, async (stores) => {
    await stores.admin.settings.lockShop();
    const provider = await ownProvider(stores, actor, right, change.slug);
    if (provider.version !== change.version) throw new Refused('conflict');
    const detail = await work(stores, provider);
    const said = detail ? `${provider.slug} ${detail}` : provider.slug;
    await audit(core, stores, actor, act, `providers:${provider.id}`, said);
    return { ok: true as const };
  });
}

/** Throws Refused when there is none, or it is not the actor's to touch. */
export async function ownProvider(stores: Stores, actor: Actor, right: StaffRight, slug: string): Promise<Provider> {
  const provider = await stores.providers.bySlug(slug);
  await requireAccountRight(stores, actor, right, provider?.environment ?? 'practice');
  if (!provider) throw new Refused('not_found', { what: 'provider' });
  return provider;
}

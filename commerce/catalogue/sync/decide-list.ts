/** The owner's word on a price list the brake held: take it over all the same, or stay with the offers of before. */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import { idempotent } from '../../idempotent.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { Provider } from '../../provider/model.ts';
import { suppliersInUse } from '../../provider/suppliers-in-use.ts';
import { Refused } from '../../refusal.ts';
import { beginRun } from './start-sync.ts';

export interface DecideListInput {
  listId: string;
  decision: 'apply' | 'keep';
}

/** `not_found` when the list is not at hand any more or was decided: a newer one took its place. */
export async function decideList(
  core: Core,
  actor: Actor,
  key: string,
  input: DecideListInput,
): Promise<Answer<{ provider: string }>> {
  const decided = await idempotent(core, actor, 'list.decide', key, input, async (stores) => {
    requireRight(actor, 'decideList');
    const provider = await whoseList(stores, input.listId);
    if (!provider) throw new Refused('not_found', { what: 'list' });
    if (input.decision === 'apply') {
      await beginRun(core, stores, actor, provider, { fresh: false, anyway: input.listId });
    } else {
      await stores.upkeep.priceLists.set(provider.id, { state: 'kept' });
      await audit(core, stores, actor, 'list.kept', `providers:${provider.id}`, input.listId);
    }
    return { provider: provider.name };
  });
  return 'ok' in decided ? decided : { ok: true, ...decided };
}

async function whoseList(stores: Stores, listId: string): Promise<Provider | null> {
  for (const provider of await suppliersInUse(stores)) {
    const list = await stores.upkeep.priceLists.get(provider.id);
    if (list?.listId === listId && list.state === 'braked') return provider;
  }
  return null;
}

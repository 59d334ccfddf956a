/** What is left of our deposit at a supplier. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { answering, Refused } from '../refusal.ts';

export async function supplierBalance(core: Core, actor: Actor, slug: string): Promise<Answer<{ balanceIdr: number }>> {
  return answering(async () => {
    requireRight(actor, 'supplierBalance');
    const provider = await core.uow.read.providers.bySlug(slug);
    if (provider?.integrationType !== 'supplier') throw new Refused('not_found');
    const result = await core.registry.supplier(provider).balance();
    if (result.kind !== 'ok') throw new Refused('wrong_state', { message: result.message.slice(0, 200) });
    return { ok: true as const, balanceIdr: result.value.balanceIdr };
  });
}

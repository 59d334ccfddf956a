/** The connection test: the cheapest call that proves key, permission and mode. Its result stays on the row. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { resumeSupplier } from '../fulfilment/supplier-pause.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { requireAccountRight } from './account-right.ts';
import type { ConnectionTest } from '../ports/outcome.ts';
import { answering, Refused } from '../refusal.ts';
import type { Provider } from './model.ts';

export async function testProvider(core: Core, actor: Actor, slug: string): Promise<Answer<{ test: ConnectionTest }>> {
  return answering(async () => {
    requireRight(actor, 'testProvider');
    const provider = await core.uow.read.providers.bySlug(slug);
    if (!provider) throw new Refused('not_found');
    await requireAccountRight(core.uow.read, actor, 'testProvider', provider.environment);
    const test = await callTest(core, provider);
    await core.uow.run('provider.tested', async (stores) => {
      await stores.providers.setTestResult(
        provider.id,
        test.ok ? 'ok' : 'failed',
        test.message.slice(0, 300),
        core.clock.now(),
      );
      if (test.ok) await resumeSupplier(core, stores, provider.id);
      await audit(
        core,
        stores,
        actor,
        'provider.tested',
        `providers:${provider.id}`,
        `${test.reason} ${test.latencyMs} ms`,
      );
    });
    return { ok: true as const, test };
  });
}

/** The call itself; remembers nothing. */
export function callTest(core: Core, provider: Provider): Promise<ConnectionTest> {
  if (provider.integrationType === 'payment') return core.registry.payment(provider).test();
  if (provider.integrationType === 'supplier' || provider.integrationType === 'deployment')
    return core.registry.supplier(provider).test();
  if (provider.integrationType === 'door_lock') return core.registry.doorLock(provider).test();
  throw new Refused('wrong_state');
}

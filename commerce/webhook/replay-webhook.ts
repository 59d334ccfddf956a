/**
 * A stored webhook is worked off again because somebody says so: one that came before its secret was right, or whose
 * effect somebody doubts. It is judged anew with what is true now and by the time it came in, so nobody can push a
 * forgery through; and what it tells is applied as any repeat is, once, and never against what became known after it.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireLastingRight } from '../people/rights.ts';
import type { Provider, WebhookLog } from '../provider/model.ts';
import { answering, Refused } from '../refusal.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { requestOf } from './process-webhook.ts';

/**
 * `bad_input` with a `reason` of commerce/webhook/judge-delivery.ts: it is still refused, or says nothing we could work
 * off. `wrong_state`: there is no provider at its address.
 */
export async function replayWebhook(core: Core, actor: Actor, id: string): Promise<Answer<{ provider: string }>> {
  return answering(async () => {
    await requireLastingRight(core.uow.read, actor, 'replayWebhook');
    const row = await core.uow.read.webhooks.get(id);
    if (!row) throw new Refused('not_found');
    const provider = await providerOf(core, row);
    const { verdict, reason } = await judgeDelivery(core, provider, requestOf(core, row), row.receivedAt);
    if (verdict !== 'accepted') throw new Refused('bad_input', { reason, provider: provider.name });
    await core.uow.run('webhook.replay', async (stores) => {
      const now = core.clock.now();
      const { id: providerId, integrationType, environment } = provider;
      // A key of its own: a run that is just ending has read the row already, and would count as this one.
      const dedupeKey = `webhook:${id}:${core.ids.uuid()}`;
      await stores.webhooks.reopen(id, { providerId, integrationType, environment, reason });
      await stores.jobs.add({ name: 'webhook.process', payload: { webhookId: id, again: true }, dedupeKey }, now);
      await audit(core, stores, actor, 'webhook.replayed', `webhook_logs:${id}`, row.slug);
    });
    return { ok: true as const, provider: provider.name };
  });
}

async function providerOf(core: Core, row: WebhookLog): Promise<Provider> {
  const { providers } = core.uow.read;
  const provider = row.providerId ? await providers.get(row.providerId) : await providers.bySlug(row.slug);
  if (!provider) throw new Refused('wrong_state', { slug: row.slug });
  return provider;
}

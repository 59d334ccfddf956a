/**
 * Keeps a webhook before anything else happens: raw body (sealed), masked headers, event key and job go into one commit
 * that all deliveries of the same event-loop turn share. Only after it the sender gets its answer. Refused and unknown
 * deliveries are kept too, but only so many per slug and hour; beyond that they are counted.
 */
import { isUtf8 } from 'node:buffer';
import type { Core } from '../commerce/core.ts';
import { createGroup } from '../commerce/group.ts';
import type { InboundRequest, WebhookReply } from '../commerce/ports/outcome.ts';
import type { Provider, WebhookLog } from '../commerce/provider/model.ts';
import { judgeDelivery, type Judgement } from '../commerce/webhook/judge-delivery.ts';
import { reportUntruth } from '../commerce/webhook/untruth.ts';
import type { StoredBody } from '../commerce/webhook/process-webhook.ts';
import { createRate } from './rate.ts';
import { keptHeaders, maskHeaders, maskPath } from './mask.ts';

const HOUR_MS = 3_600_000;
/** Slugs come from strangers' requests. */
const MAX_COUNTED = 1_000;

export interface Intake {
  /** Stores the delivery and says what to answer. Rejects when it could not be stored: then there must be no 2xx. */
  take(
    type: string | null,
    slug: string,
    request: InboundRequest,
  ): Promise<WebhookReply & { verdict: WebhookLog['verdict'] }>;
  /** True while deliveries come so fast that whoever can wait should leave the process to them. */
  isBusy(): boolean;
}

export function createIntake(core: Core): Intake {
  const refusedInHour = new Map<string, number>();
  const rate = createRate(() => core.clock.elapsedMs());

  const store = createGroup<WebhookLog, 'stored' | 'duplicate'>((rows) =>
    core.uow.run('webhook.intake', async (stores) => {
      const results = await stores.webhooks.appendMany(rows);
      const accepted = rows.filter((row, index) => row.verdict === 'accepted' && results[index] === 'stored');
      await stores.jobs.addMany(
        accepted.map((row) => ({
          name: 'webhook.process',
          payload: { webhookId: row.id },
          dedupeKey: `webhook:${row.id}`,
        })),
        core.clock.now(),
      );
      return results;
    }),
  );

  /** True while another refused delivery of this slug may take up room. */
  function roomForRefused(slug: string): boolean {
    const hour = Math.floor(core.clock.now() / HOUR_MS);
    const key = `${hour}:${slug}`;
    const count = (refusedInHour.get(key) ?? 0) + 1;
    if (refusedInHour.size > MAX_COUNTED) refusedInHour.clear();
    refusedInHour.set(key, count);
    if (count === core.settings.refusedWebhooksPerHour + 1)
      core.log.warn({ slug }, 'many refused webhooks: only counted from here on');
    return count <= core.settings.refusedWebhooksPerHour;
  }

  return {
    isBusy: rate.isBusy,
    async take(type, slug, request) {
      rate.count();
      const provider = await core.uow.read.providers.bySlug(slug);
      const judgement =
        provider && (type === null || type === provider.integrationType)
          ? await judgeDelivery(core, provider, request)
          : { ...unknownSlug, isUnkept: request.method !== 'POST' };
      if (provider && judgement.untruth) await reportUntruth(core, provider, judgement.untruth);
      const isExtra = judgement.verdict === 'refused' || judgement.verdict === 'unknown';
      if (!judgement.isUnkept && (!isExtra || roomForRefused(slug))) {
        await store.add(buildRow(core, { type, slug, provider, request, judgement }));
      }
      if (judgement.verdict !== 'accepted') {
        core.log.info(
          { slug: slug.slice(0, 60), verdict: judgement.verdict, reason: judgement.reason },
          'webhook not accepted',
        );
      }
      return { ...judgement.reply, verdict: judgement.verdict };
    },
  };
}

const unknownSlug: Judgement = {
  verdict: 'unknown',
  reason: 'unknown slug',
  eventKey: null,
  reply: { status: 404, contentType: 'application/json', body: '{"error":"unknown webhook address"}' },
};

interface Delivery {
  type: string | null;
  slug: string;
  provider: Provider | null;
  request: InboundRequest;
  judgement: Judgement;
}

function buildRow(core: Core, { type, slug, provider, request, judgement }: Delivery): WebhookLog {
  const id = core.ids.uuid();
  const stored: StoredBody = {
    path: request.path,
    headers: keptHeaders(request.headers),
    ...(isUtf8(request.body) ? { text: request.body.toString() } : { body: request.body.toString('base64') }),
  };
  return {
    id,
    integrationType: (provider?.integrationType ?? type ?? 'other').slice(0, 40),
    slug: slug.slice(0, 100),
    providerId: provider?.id ?? null,
    environment: provider?.environment ?? null,
    method: request.method,
    path: maskPath(request.path),
    headersMasked: JSON.stringify(maskHeaders(request.headers)),
    bodySealed: core.vault.seal('webhook', `webhook_logs:${id}`, JSON.stringify(stored)),
    verdict: judgement.verdict,
    reason: judgement.reason,
    eventKey: judgement.eventKey,
    receivedAt: core.clock.now(),
    processedAt: null,
  };
}

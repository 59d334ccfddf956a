/**
 * Keeps a webhook before anything else happens: raw body (sealed), masked headers, event key and job go into one commit
 * that all deliveries of the same event-loop turn share. Only after it the sender gets its answer. Refused and unknown
 * deliveries are kept too, but only so many an hour, and only their beginning; beyond that they are counted. So are hints
 * about one payment: anybody who knows its reference can send them.
 */
import { isUtf8 } from 'node:buffer';
import type { Core } from '../commerce/core.ts';
import { createGroup } from '../commerce/group.ts';
import type { InboundRequest, WebhookReply } from '../commerce/ports/outcome.ts';
import type { Provider, WebhookLog } from '../commerce/provider/model.ts';
import { judgeDelivery, tooManyHints, type Judgement } from '../commerce/webhook/judge-delivery.ts';
import { reportUntruth } from '../commerce/webhook/untruth.ts';
import type { StoredBody } from '../commerce/webhook/process-webhook.ts';
import { createRate } from './rate.ts';
import { keptHeaders, maskHeaders, maskPath } from './mask.ts';

const HOUR_MS = 3_600_000;
/** One per provider and per payment hinted at; made-up slugs are counted as one. */
const MAX_COUNTED = 10_000;
/** Gateways send less. Of what is refused no more is kept; what is a hint counts once for each such part. */
const SMALL_BYTES = 4 * 1024;

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
  const countInHour = new Map<string, number>();
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

  /** True while there is room for more of a kind that strangers can send, in this hour. */
  function roomFor(kind: string, most: number, weight = 1): boolean {
    const key = `${Math.floor(core.clock.now() / HOUR_MS)}:${kind}`;
    const before = countInHour.get(key) ?? 0;
    if (countInHour.size > MAX_COUNTED) countInHour.clear();
    countInHour.set(key, before + weight);
    if (before <= most && before + weight > most)
      core.log.warn({ kind: kind.slice(0, 60) }, 'many webhooks that prove nothing: only counted from here on');
    return before + weight <= most;
  }

  /** What strangers may send about a payment they know is bounded in number and size. */
  function bounded(judgement: Judgement, provider: Provider | null, { body }: InboundRequest): Judgement {
    if (!provider || judgement.verdict !== 'accepted' || judgement.hintAbout === undefined) return judgement;
    const weight = 1 + Math.floor(body.length / SMALL_BYTES);
    const kind = `hint:${provider.id}:${judgement.hintAbout}`;
    return roomFor(kind, core.settings.hintsPerPaymentPerHour, weight) ? judgement : tooManyHints;
  }

  return {
    isBusy: rate.isBusy,
    async take(type, slug, request) {
      rate.count();
      const provider = await core.uow.read.providers.bySlug(slug);
      const judged =
        provider && (type === null || type === provider.integrationType)
          ? await judgeDelivery(core, provider, request)
          : { ...unknownSlug, isUnkept: request.method !== 'POST' };
      const judgement = bounded(judged, provider, request);
      if (provider && judgement.untruth) await reportUntruth(core, provider, judgement.untruth);
      const isExtra = judgement.verdict === 'refused' || judgement.verdict === 'unknown';
      if (
        !judgement.isUnkept &&
        (!isExtra || roomFor(`refused:${provider?.id ?? ''}`, core.settings.refusedWebhooksPerHour))
      ) {
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
  const isLone = judgement.verdict === 'refused' || judgement.verdict === 'unknown';
  const body = isLone ? request.body.subarray(0, SMALL_BYTES) : request.body;
  const stored: StoredBody = {
    path: request.path,
    headers: keptHeaders(request.headers),
    ...(isUtf8(body) ? { text: body.toString() } : { body: body.toString('base64') }),
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

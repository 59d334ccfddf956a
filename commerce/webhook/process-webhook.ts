/**
 * The `webhook.process` job: works off a stored webhook. It is read again from its raw bytes, so what acts is exactly
 * what was verified. Messages that prove nothing by themselves only cause a question to the gateway.
 */
import type { Core } from '../core.ts';
import { adoptPayment } from '../deployment/adopt-payment.ts';
import { checkKey } from '../fulfilment/keep-checking.ts';
import { applyReading } from '../fulfilment/apply-reading.ts';
import { attemptOf } from '../fulfilment/attempt-of.ts';
import type { FulfilmentAttempt } from '../fulfilment/model.ts';
import { confirmPayment, doubtPayment } from '../payment/check-payment.ts';
import { observePayment } from '../payment/observe.ts';
import type { JobPayloads } from '../ports/jobs.ts';
import type { InboundRequest } from '../ports/outcome.ts';
import type { Provider, WebhookLog } from '../provider/model.ts';
import { claimIn, reportUntruth } from './untruth.ts';

export async function processWebhook(
  core: Core,
  { webhookId, again: isAgain }: JobPayloads['webhook.process'],
): Promise<void> {
  const again = isAgain === true;
  const row = await core.uow.read.webhooks.get(webhookId);
  if (!row || row.processedAt !== null || !row.providerId) return;
  const provider = await core.uow.read.providers.get(row.providerId);
  if (!provider) return;
  const request = requestOf(core, row);
  if (provider.integrationType === 'payment') await processPayment(core, provider, request, row.receivedAt, again);
  if (provider.integrationType === 'supplier' || provider.integrationType === 'deployment')
    await processSupply(core, provider, request, row.receivedAt, again);
  await core.uow.run('webhook.processed', (stores) => stores.webhooks.markProcessed(row.id, core.clock.now()));
}

/** As it arrived; of a refused one only the beginning was kept. */
export function requestOf(core: Core, row: WebhookLog): InboundRequest {
  const stored = JSON.parse(core.vault.open('webhook', `webhook_logs:${row.id}`, row.bodySealed)) as StoredBody;
  return { method: row.method, path: stored.path, headers: stored.headers, body: rawBody(stored) };
}

/** What is sealed of a delivery: everything its verification needs, which the masked columns no longer have. */
export interface StoredBody {
  path: string;
  headers: Record<string, string>;
  /** The raw bytes: as they are where they are UTF-8, which nearly all are, else `body` in base64. */
  text?: string;
  body?: string;
}

/** The body as it arrived, byte for byte. */
export const rawBody = ({ text, body }: StoredBody): Buffer =>
  text === undefined ? Buffer.from(body ?? '', 'base64') : Buffer.from(text);

async function processPayment(
  core: Core,
  provider: Provider,
  request: InboundRequest,
  receivedAt: number,
  again: boolean,
): Promise<void> {
  const gateway = core.registry.payment(provider);
  const reading = gateway.readWebhook(request, receivedAt);
  // Old news may have been true when it came: the gateway says what is true now.
  const isProof = reading.verified && reading.confirm === 'never' && !(again && gateway.capabilities.poll);
  for (const event of reading.events) {
    const payment = event.reference ? await core.uow.read.payments.byReference(provider.id, event.reference) : null;
    if (!payment) {
      if (await adoptPayment(core, provider, event, reading.verified)) continue;
      const reference = event.reference ?? '';
      await reportUntruth(core, provider, { kind: 'unknown', reference, isSigned: reading.verified });
    } else if (isProof) {
      await observePayment(core, payment.id, event);
    } else {
      await confirmPayment(core, payment.id);
      const claim = claimIn(payment, event, reading.verified);
      if (claim) await doubtPayment(core, payment.id, claim);
    }
  }
}

/** Known for good, and later than this came. What is still open takes any news. */
const isSettledSince = ({ outcome, answeredAt }: FulfilmentAttempt, receivedAt: number): boolean =>
  (outcome === 'success' || outcome === 'failed') && answeredAt !== null && answeredAt >= receivedAt;

async function processSupply(
  core: Core,
  provider: Provider,
  request: InboundRequest,
  receivedAt: number,
  again: boolean,
): Promise<void> {
  const reading = core.registry.supplier(provider).readWebhook(request, receivedAt);
  for (const event of reading.events) {
    const attempt = await attemptOf(core, provider, event);
    if (!attempt) {
      // Other systems may buy with the same account: a number only the supplier knows need not be ours.
      if (event.refId === null) continue;
      await reportUntruth(core, provider, { kind: 'unknown', reference: event.refId, isSigned: reading.verified });
    } else if (again && isSettledSince(attempt, receivedAt)) {
      core.log.info({ refId: attempt.refId }, 'a replayed webhook is older than what is known');
    } else if (reading.verified && reading.confirm === 'never') {
      await applyReading(core, attempt, event.reading, 'webhook');
    } else {
      await core.uow.run('fulfilment.bring-forward', (stores) =>
        stores.jobs.bringForward(checkKey(attempt), core.clock.now()),
      );
    }
  }
}

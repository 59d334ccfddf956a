/**
 * An owner's endpoint that sets something up: one signed POST per deployment, under one id for ever, and its end told by
 * a callback signed the same way. It looks like a supplier to the core, so attempts, checks and cases are the same.
 * Posting again under the id is a question and never a second deployment: the endpoint must see to that, and is told so.
 */
import type { PurchaseRequest, Supplier } from '../../commerce/ports/supplier.ts';
import type { AdapterFormat, FormatContext } from '../format.ts';
import type { HttpRequest, HttpResult } from '../wire/http.ts';
import { readAnswer, readTest } from './answer.ts';
import { readCallback } from './callback.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

const DAY_MS = 86_400_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** The setting that says whether `GET endpoint/ID` tells how a deployment stands. */
const ASKS_STATUS = 'asks_status';

export const deploymentPost: AdapterFormat<'deployment'> = {
  apiFormat: 'deployment_post',
  integrationType: 'deployment',
  summary: "An endpoint of the owner's that is told of each paid deployment and calls back when it is done",
  capabilities: ['purchase', 'status', 'webhook'],
  profileErrors: (_profile, declared) =>
    declared.secrets.includes('signing_secret') ? [] : ['fields: signing_secret is missing'],
  build: createDeployment,
};

function createDeployment(context: FormatContext): Supplier {
  const post = async (value: object, id?: string): Promise<HttpResult> =>
    await send(context, { method: 'POST', url: context.provider.baseUrl, body: JSON.stringify(value) }, id);
  const submit = async (request: PurchaseRequest) => await post(orderOf(request), request.refId);
  const unsupported = async () => ({ kind: 'rejected' as const, code: 'unsupported', message: 'not for deployments' });
  return {
    capabilities: {
      idempotentSubmit: true,
      asksBy: 'our_ref',
      maxStatusAgeDays: 30,
      minPollGapMs: 30_000,
      minPriceListGapMs: DAY_MS,
      inquires: [],
      bills: false,
    },
    balance: unsupported,
    priceList: unsupported,
    inquire: unsupported,
    billList: unsupported,
    inquireBill: unsupported,
    purchase: async (request) => readAnswer(await submit(request), 'submit', request.refId),
    async status(request) {
      if (context.provider.config[ASKS_STATUS] === 'ya') {
        const url = `${context.provider.baseUrl}/${encodeURIComponent(request.refId)}`;
        const result = await send(context, { method: 'GET', url }, request.refId);
        // It never heard of it, so the first message was lost on its way.
        if (result.kind !== 'response' || result.status !== 404) return readAnswer(result, 'check', request.refId);
      }
      return readAnswer(await submit(request), 'check', request.refId);
    },
    readWebhook: (request, now) => readCallback(context, request, now),
    async test() {
      const startedAt = context.clock.elapsedMs();
      const result = await post({ ping: true });
      return { ...readTest(result), latencyMs: Math.round(context.clock.elapsedMs() - startedAt) };
    },
  };
}

async function send(context: FormatContext, request: HttpRequest, id?: string): Promise<HttpResult> {
  const body = request.body?.toString() ?? '';
  const signature = signatureOf(context, body);
  if (signature === null) return { kind: 'not_sent', message: 'not sent, the signing secret is missing' };
  return await context.http({
    ...request,
    maxBodyBytes: MAX_ANSWER_BYTES,
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signature,
      ...(id === undefined ? {} : { 'idempotency-key': id }),
    },
  });
}

/** The same for every repeat of one deployment. */
function orderOf({ refId, sku, deployment }: PurchaseRequest): object {
  const { payer } = deployment ?? {};
  return {
    deployment_id: refId,
    order_code: deployment?.orderCode,
    product: deployment?.productCode ?? sku,
    quantity: deployment?.quantity ?? 1,
    answer: deployment?.answer ?? null,
    payer: { channel: payer?.channel ?? null, telegram_id: payer?.telegramId ?? null, name: payer?.name ?? null },
    amount_idr: deployment?.amountIdr,
    created_at: deployment === undefined ? undefined : new Date(deployment.createdAt).toISOString(),
    callback_url: deployment?.callbackUrl,
  };
}

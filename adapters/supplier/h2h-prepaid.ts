/**
 * A host-to-host supplier of prepaid goods that takes one signed POST per question. It never throws and never retries:
 * an unclear answer to a purchase is `unknown`, and asking again is `status` with the same reference. Which vendor it
 * talks to is the profile's business.
 */
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult, ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { PurchaseReading, PurchaseRequest, Supplier } from '../../commerce/ports/supplier.ts';
import { ProfileError } from '../format.ts';
import type { AdapterFormat, FormatContext } from '../format.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import { buildRequest } from '../wire/request.ts';
import type { Operation } from '../wire/request.ts';
import { providerScope } from '../wire/scope.ts';
import { classifyAnswer } from './classify.ts';
import type { Phase } from './classify.ts';
import { createPriceListReader } from './price-list.ts';
import { supplierProfileErrors } from './profile.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import { createReplyReader } from './reply.ts';
import type { ReplyReader } from './reply.ts';
import { readSupplierWebhook } from './webhook.ts';

export const h2hPrepaid: AdapterFormat<'supplier'> = {
  integrationType: 'supplier',
  apiFormat: 'h2h_prepaid',
  summary: 'Prepaid goods from a supplier that answers one signed POST per question',
  capabilities: ['balance', 'price_list', 'purchase', 'status', 'webhook'],
  profileErrors: (profile, declared) => supplierProfileErrors(profile, declared),
  build: (context) => {
    const problems = supplierProfileErrors(context.provider.profile);
    if (problems.length > 0) throw new ProfileError(problems);
    return createSupplier(context, context.provider.profile as SupplierProfile);
  },
};

function createSupplier(context: FormatContext, profile: SupplierProfile): Supplier {
  const reader = createReplyReader(profile);
  const readPriceList = createPriceListReader(profile, reader);
  const send = async (operation: Operation, names: Record<string, unknown> = {}) =>
    await exchange(context, operation, names);
  const balance = async () => readBalance(profile, reader, await send(profile.ops.balance));
  return {
    capabilities: {
      idempotentSubmit: profile.idempotentSubmit,
      maxStatusAgeDays: profile.maxStatusAgeDays,
      minPollGapMs: profile.minPollGapMs,
      minPriceListGapMs: profile.minPriceListGapMs,
    },
    balance,
    priceList: async () => await readPriceList(await send(profile.ops.priceList)),
    purchase: async (request) =>
      classify(reader, 'submit', request, await send(profile.ops.purchase, { request: wireNames(request) })),
    status: async (request) => {
      const operation = profile.statusMode === 'resubmit' ? profile.ops.purchase : profile.ops.status;
      if (!operation || profile.statusMode === 'none') return CANNOT_ASK;
      return classify(reader, 'check', request, await send(operation, { request: wireNames(request) }));
    },
    readWebhook: (request, now) => {
      const { secret, cfg } = providerScope(context) as Record<'secret' | 'cfg', Record<string, unknown>>;
      return readSupplierWebhook(profile, reader, request, { secret, cfg }, now);
    },
    test: async () => await testConnection(context, balance),
  };
}

const CANNOT_ASK: PurchaseReading = {
  outcome: 'unknown',
  created: null,
  serial: null,
  priceIdr: null,
  message: 'this supplier cannot be asked what became of a purchase',
  rc: null,
  reason: 'unclassified',
  overMaxPrice: false,
};

async function exchange(
  context: FormatContext,
  operation: Operation,
  names: Record<string, unknown>,
): Promise<HttpResult> {
  // A vendor's trial run must never be asked for with a live account, so the name has no value there.
  const testing = context.provider.environment === 'sandbox' ? true : undefined;
  const scope = { ...providerScope(context), ...names, testing };
  const request = buildRequest(operation, context.provider.baseUrl, scope);
  if ('missing' in request) return { kind: 'not_sent', message: `not sent, missing ${request.missing}` };
  return await context.http(request);
}

function classify(reader: ReplyReader, phase: Phase, request: PurchaseRequest, result: HttpResult): PurchaseReading {
  return classifyAnswer(reader, phase, result, request);
}

function wireNames(request: PurchaseRequest) {
  return {
    ref_id: request.refId,
    sku: request.sku,
    customer_no: request.customerNo,
    max_price: request.maxPriceIdr,
  };
}

/** A number where the balance stands is all that counts: replies carry no status. Fractions of a rupiah are dropped. */
function readBalance(
  profile: SupplierProfile,
  reader: ReplyReader,
  result: HttpResult,
): CallResult<{ balanceIdr: number }> {
  if (result.kind !== 'response') return result;
  const value = compilePath(profile.balance)(reader.envelope(result.body));
  const amount = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  const readable = typeof amount === 'number' && Number.isSafeInteger(Math.floor(amount));
  return readable && result.status < 300 ? ok({ balanceIdr: Math.floor(amount) }) : readRefusal(reader, result);
}

async function testConnection(
  { clock }: FormatContext,
  balance: () => Promise<CallResult<{ balanceIdr: number }>>,
): Promise<ConnectionTest> {
  const startedAt = clock.elapsedMs();
  const result = await balance();
  const latencyMs = Math.round(clock.elapsedMs() - startedAt);
  if (result.kind === 'ok') {
    return { ok: true, latencyMs, reason: 'ok', message: `Rp ${String(result.value.balanceIdr)}` };
  }
  return { ok: false, latencyMs, reason: failureReason(result), message: result.message };
}

function failureReason(result: Exclude<CallResult<unknown>, { kind: 'ok' }>): ConnectionTest['reason'] {
  if (result.kind === 'not_sent') return 'unreachable';
  if (result.kind === 'unknown') return 'unexpected';
  if (result.code === 'ip_not_allowed') return 'ip_not_allowed';
  return result.code === 'credentials' ? 'credentials' : 'unexpected';
}

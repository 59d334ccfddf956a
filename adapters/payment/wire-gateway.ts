/**
 * A payment gateway run from its wire profile. Knows how to create, ask, cancel and link; the dialect is data and what
 * differs between formats is a `PaymentBehaviour`. It makes one attempt per call: time, retries and logs are the guard's.
 */
import { randomBytes } from 'node:crypto';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import { ok } from '../../commerce/ports/outcome.ts';
import type {
  CreatedPayment,
  CreatePaymentRequest,
  ObservedPayment,
  PaymentGateway,
  PaymentQuery,
} from '../../commerce/ports/payment-gateway.ts';
import type { FormatContext } from '../format.ts';
import { compilePath } from '../wire/paths.ts';
import { readFlag } from '../wire/values.ts';
import { asFailure } from './answer.ts';
import type { PaymentBehaviour } from './behaviour.ts';
import { uncharged } from './direct-charge.ts';
import { embedOf } from './embed-flow.ts';
import { methodNamed, operationFor, orderScope, partsOf, queryScope } from './gateway-parts.ts';
import type { GatewayParts, PAYER_NAMES } from './gateway-parts.ts';
import { limitsOf, methodFacts } from './method-facts.ts';
import { payLinkOf } from './pay-link.ts';
import { readPaymentProfile } from './profile.ts';
import type { PaymentMethod, PaymentProfile } from './profile.ts';
import { readCreated, readStatus } from './reading.ts';
import { refund, refundCapability } from './refund.ts';
import { testConnection } from './test-connection.ts';
import { readPaymentWebhook } from './webhook-reading.ts';

const rejected = (code: string, message: string): CallResult<never> => ({ kind: 'rejected', code, message });

/** Builds the port. Throws ProfileError when the row's profile does not validate. */
export function buildWireGateway(context: FormatContext, behaviours: readonly PaymentBehaviour[]): PaymentGateway {
  const parts = partsOf(context, readPaymentProfile(context.provider.profile));
  const { operations } = parts.profile;
  return {
    capabilities: {
      createCall: operations.create !== undefined,
      poll: operations.status !== undefined,
      cancel: operations.cancel !== undefined,
      simulate: operations.simulate !== undefined && context.provider.environment !== 'live',
      refund: refundCapability(parts.profile),
    },
    create: async (request) => await create(parts, behaviours, request),
    charge: async (request) => await create(parts, behaviours, request),
    status: async (query) => await status(parts, query),
    cancel: async (query) => await cancel(parts, query),
    simulate: async (query) => await simulate(parts, query),
    refund: async (query, order) => await refund(parts, query, order),
    embed: (name) => embedOf(parts, name),
    method: (name) => methodFacts(parts.profile, name),
    payLink: (request) => payLinkOf(parts, request),
    readWebhook: (request, now) => readPaymentWebhook(parts, request, now),
    test: async () => await testConnection(parts, async () => await askHarmlessly(parts)),
  };
}

async function create(
  parts: GatewayParts,
  behaviours: readonly PaymentBehaviour[],
  request: CreatePaymentRequest,
): Promise<CallResult<CreatedPayment>> {
  const method = methodNamed(parts.profile, request.method);
  const behaviour = behaviours.find(({ apiFormat }) => apiFormat === method?.format);
  if (!method || !behaviour) return rejected('unknown_method', `no method ${request.method}`);
  const refusal = refusalOf(parts.profile, method, request);
  if (refusal) return refusal;
  if (method.code === undefined) return linkOnly(parts, request);
  // Before there is a card there is nothing to ask of the gateway.
  if (method.asks === 'card' && !request.cardToken) return ok(uncharged(request));
  const operation = parts.profile.operations.create;
  if (!operation) return rejected('unsupported', 'the profile has no operation create');
  if (method.asks === 'phone' && !request.payerPhone) return rejected('setup', 'the payer’s phone is missing');
  const payer: Record<(typeof PAYER_NAMES)[number], unknown> = {
    phone: request.payerPhone,
    token: request.cardToken,
  };
  const scope = { ...parts.scope(), ...orderScope(request, method, parts.context.clock.now()), payer };
  const answer = await parts.send(operationFor(operation, method), scope);
  if (answer.kind === 'unready') return rejected('setup', answer.message);
  if (answer.kind !== 'said') return asFailure(answer);
  const body = insideOf(operation.envelope, answer.body);
  if (body === null) return MISPLACED;
  const created = readCreated(parts.profile, operation.out, body, request, parts.account());
  if (created.kind !== 'ok') return created;
  const lack = behaviour.incomplete(created.value, method);
  if (lack !== null) return { kind: 'unknown', message: lack };
  // A token that pays is kept only where a page needs it.
  const { clientToken: _, ...shown } = created.value;
  return method.format === 'embed_flow' ? created : ok(shown);
}

const MISPLACED: CallResult<never> = { kind: 'unknown', message: 'the answer is not where the profile says it is' };

function insideOf(envelope: string | undefined, body: object): object | null {
  const inside = envelope === undefined ? body : compilePath(envelope)(body);
  return typeof inside === 'object' ? inside : null;
}

/** The link is the payment: nothing is called, nothing is charged on top that we know of. */
function linkOnly(parts: GatewayParts, request: CreatePaymentRequest): CallResult<CreatedPayment> {
  const payUrl = payLinkOf(parts, request);
  if (payUrl === null) return rejected('setup', 'the profile has no link for this method');
  const nothing = { gatewayTransactionId: null, paymentNumber: null, expiresAt: null };
  return ok({ ...nothing, payUrl, payableIdr: request.amountIdr, feeIdr: 0 });
}

async function status(parts: GatewayParts, query: PaymentQuery): Promise<CallResult<ObservedPayment>> {
  const operation = parts.profile.operations.status;
  if (!operation) return rejected('unsupported', 'the profile has no operation status');
  const answer = await parts.send(operation, queryScope(parts, query));
  // Where the vendor is asked by its own number, a payment whose creation stayed unclear has none.
  if (answer.kind === 'unready') return { kind: 'unknown', message: answer.message };
  if (answer.kind === 'error' && answer.is === 'not_found') return ok(notFound(query));
  if (answer.kind !== 'said') return asFailure(answer);
  const body = insideOf(operation.envelope, answer.body);
  return body === null ? MISPLACED : readStatus(parts.profile, operation.out, body, query, parts.account());
}

/** Asks what proves the key without making anything. */
async function askHarmlessly(parts: GatewayParts): ReturnType<GatewayParts['send']> {
  const operation = parts.profile.operations.test ?? parts.profile.operations.status;
  if (!operation) return { kind: 'unready', message: 'the profile has no operation status' };
  return await parts.send(operation, queryScope(parts, probe()));
}

async function cancel(parts: GatewayParts, query: PaymentQuery): Promise<CallResult<{ cancelled: true }>> {
  const operation = parts.profile.operations.cancel;
  if (!operation) return rejected('unsupported', 'the profile has no operation cancel');
  const answer = await parts.send(operation, queryScope(parts, query));
  if (answer.kind === 'unready') return rejected('setup', answer.message);
  if (answer.kind !== 'said') return asFailure(answer);
  return isDone(operation.out, answer.body)
    ? ok({ cancelled: true })
    : { kind: 'unknown', message: 'the answer does not say it was cancelled' };
}

function isDone({ done, words = [] }: { done: string; words?: string[] | undefined }, body: object): boolean {
  const said = compilePath(done)(body);
  return readFlag(said) === true || words.includes(String(said).toLowerCase());
}

/** Pays with test money. Never in the live environment, whatever the vendor would do. */
async function simulate(parts: GatewayParts, query: PaymentQuery): Promise<CallResult<{ simulated: true }>> {
  const operation = parts.profile.operations.simulate;
  if (!operation || parts.context.provider.environment === 'live') {
    return rejected('unsupported', 'payments are only simulated outside the live environment');
  }
  const answer = await parts.send(operation, queryScope(parts, query));
  if (answer.kind === 'unready') return rejected('setup', answer.message);
  return answer.kind === 'said' ? ok({ simulated: true }) : asFailure(answer);
}

/** A reference nobody has: what the vendor says about it tells whether it knows us. */
function probe(): PaymentQuery {
  const reference = `TEST-${randomBytes(8).toString('hex').toUpperCase()}`;
  return { reference, amountIdr: 10_000, gatewayTransactionId: null, method: '' };
}

/** Patterns come from profiles, of which there are few; the bound only guards against a mistake. */
const MAX_PATTERNS = 500;
const patterns = new Map<string, RegExp>();

function whole(pattern: string): RegExp {
  let known = patterns.get(pattern);
  if (known === undefined) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    known = new RegExp(`^(?:${pattern})$`);
    patterns.set(pattern, known);
  }
  return known;
}

/** What the vendor would refuse or silently change anyway is not sent. */
function refusalOf(
  profile: PaymentProfile,
  method: PaymentMethod,
  request: CreatePaymentRequest,
): CallResult<never> | null {
  const { minIdr = 1, maxIdr = Number.MAX_SAFE_INTEGER } = limitsOf(profile, method);
  if (!Number.isSafeInteger(request.amountIdr) || request.amountIdr < minIdr || request.amountIdr > maxIdr) {
    return rejected('amount_limit', `the amount must be between ${String(minIdr)} and ${String(maxIdr)}`);
  }
  if (!whole(profile.referencePattern).test(request.reference)) {
    return rejected('reference', 'the vendor does not take this reference unchanged');
  }
  return null;
}

function notFound(query: PaymentQuery): ObservedPayment {
  const nothing = { gatewayTransactionId: null, amountIdr: null, currency: null, paidAt: null, testMoney: null };
  return { status: 'not_found', reference: query.reference, ...nothing };
}

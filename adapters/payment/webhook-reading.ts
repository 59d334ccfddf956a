/**
 * Reads a gateway's webhook: genuine or not, and what it says. Pure. `unsigned` means the vendor signs nothing (or no
 * secret is configured): take it as a hint and ask. Every other unverified reason means refuse.
 */
import { hash } from 'node:crypto';
import type { InboundRequest, WebhookReply } from '../../commerce/ports/outcome.ts';
import type { PaymentWebhookEvent, PaymentWebhookReading } from '../../commerce/ports/payment-gateway.ts';
import { readBody } from '../wire/body.ts';
import { answerChallenge, readQuery } from '../wire/query.ts';
import { verifySignature } from '../wire/signature.ts';
import type { Verification } from '../wire/signature.ts';
import type { PaymentProfile } from './profile.ts';
import { isBadAmount, otherAccount, readObserved, textAt } from './reading.ts';
import type { GatewayParts } from './gateway-parts.ts';

type Webhook = NonNullable<PaymentProfile['webhook']>;
type Parts = Pick<GatewayParts, 'profile' | 'scope' | 'account'>;

/** Longer than any reference we make or event id a vendor sends. */
const MAX_ID = 200;

export function readPaymentWebhook(parts: Parts, request: InboundRequest, now: number): PaymentWebhookReading {
  const webhook = parts.profile.webhook;
  if (webhook && request.method === 'GET') return readGet(parts, webhook, request);
  if (request.method !== 'POST') return refusal('always', 'method_not_allowed', 405);
  if (!webhook) return refusal('always', 'unsupported', 404);
  const body = readBody(request.body, webhook.accept);
  const verification = verify(parts, webhook, request, body, now);
  if (!verification.verified && verification.reason !== 'unsigned')
    return refusal(webhook.confirm, verification.reason, 401);
  if (body === null) return refusal(webhook.confirm, 'malformed', 400);
  return believed(parts, webhook, { body, header: request.headers }, verification, webhook.confirm);
}

/** An address tried out, or a report in the query. Neither proves anything about a payment. */
function readGet(parts: Parts, webhook: Webhook, request: InboundRequest): PaymentWebhookReading {
  if (!webhook.challenge && !webhook.report) return refusal('always', 'method_not_allowed', 405);
  const query = readQuery(request.path);
  if (query === null) return refusal('always', 'malformed', 400);
  const reply = webhook.challenge ? answerChallenge(webhook.challenge, query, parts.scope()) : null;
  if (reply === 'refused') return refusal('always', 'bad_challenge', 401);
  if (reply !== null) return { verified: true, reason: 'challenge', confirm: 'always', events: [], reply };
  if (!webhook.report) return refusal('always', 'method_not_allowed', 405);
  const unsigned = { verified: false, reason: 'unsigned' } as const;
  return believed(parts, webhook, { body: query, header: request.headers }, unsigned, 'always');
}

/** What a message says once it is known what its word is worth. */
function believed(
  parts: Parts,
  webhook: Webhook,
  root: { body: object; header: InboundRequest['headers'] },
  verification: Verification,
  confirm: Webhook['confirm'],
): PaymentWebhookReading {
  const reference = textAt(webhook.out.reference, root)?.slice(0, MAX_ID);
  const untrue = (kind: 'account' | 'amount') =>
    reference === undefined ? {} : { untrue: { kind, reference, isSigned: verification.verified } };
  if (otherAccount(webhook.out, root, parts.account()))
    return { ...refusal(confirm, 'wrong_account', 401), ...untrue('account') };
  if (!isAboutPayment(webhook, root)) return { ...verification, confirm, events: [], reply: webhook.reply };
  const event = readEvent(parts.profile, webhook, root);
  if (event !== null) return { ...verification, confirm, events: [event], reply: webhook.reply };
  return {
    ...refusal(confirm, 'malformed', 400),
    ...(isBadAmount(parts.profile, webhook.out, root) ? untrue('amount') : {}),
  };
}

function isAboutPayment({ only }: Webhook, root: object): boolean {
  return only === undefined || only.equals.includes(textAt(only.path, root) ?? '');
}

function verify(
  parts: Parts,
  webhook: Webhook,
  request: InboundRequest,
  body: object | null,
  now: number,
): Verification {
  if (!webhook.verify) return { verified: false, reason: 'unsigned' };
  const { secret, cfg } = parts.scope() as { secret: Record<string, unknown>; cfg: Record<string, unknown> };
  const { body: raw, headers: header, path, method: verb } = request;
  return verifySignature(webhook.verify, { raw, body, header, path, verb, secret, cfg }, now);
}

/** Null when the message is not about a payment, or says so in a form that cannot be trusted to mean what it says. */
function readEvent(profile: PaymentProfile, webhook: Webhook, root: { body: object }): PaymentWebhookEvent | null {
  const observed = readObserved(profile, webhook.out, root, webhook.statuses);
  if (observed === null || observed.reference === null || observed.reference.length > MAX_ID) return null;
  const ownKey = textAt(webhook.out.eventId, root);
  const telegramId = textAt(webhook.out.payerTelegramId, root);
  const payer = telegramId === null ? {} : { payer: { telegramId, name: textAt(webhook.out.payerName, root) } };
  return {
    ...observed,
    ...payer,
    eventKey: ownKey !== null && ownKey.length <= MAX_ID ? ownKey : eventKeyOf(observed),
  };
}

/**
 * Without an event id of the vendor's: a digest of what the event says, so that a repeated delivery has the same key
 * and a second payment of the same order (another transaction, another time) has not. Uniqueness is per provider row.
 */
function eventKeyOf(event: Omit<PaymentWebhookEvent, 'eventKey'>): string {
  const { reference, gatewayTransactionId, status, amountIdr, currency, paidAt } = event;
  const said = JSON.stringify([reference, gatewayTransactionId, status, amountIdr, currency, paidAt]);
  return hash('sha256', said, 'hex').slice(0, 32);
}

function refusal(confirm: Webhook['confirm'], reason: string, status: number): PaymentWebhookReading {
  return { verified: false, reason, confirm, events: [], reply: errorReply(status, reason) };
}

function errorReply(status: number, reason: string): WebhookReply {
  return { status, contentType: 'application/json', body: JSON.stringify({ error: reason }) };
}

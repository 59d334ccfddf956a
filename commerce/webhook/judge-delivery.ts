/**
 * What to do with a webhook before anything is stored: verified and parsed by the provider's own pure reader, never by
 * asking anybody. `accepted` gets a row and a job, `refused` a 401 and a row without an event key, so that a forgery can
 * never occupy the place of the true message.
 */
import type { Core } from '../core.ts';
import { deploymentProducts } from '../deployment/fitting-lines.ts';
import { payerNamedIn } from '../deployment/unasked.ts';
import { attemptOf } from '../fulfilment/attempt-of.ts';
import type { InboundRequest, WebhookReply } from '../ports/outcome.ts';
import type { PaymentWebhookEvent } from '../ports/payment-gateway.ts';
import type { SupplierWebhookReading } from '../ports/supplier.ts';
import type { Provider, WebhookLog } from '../provider/model.ts';
import type { Untruth } from './untruth.ts';

export interface Judgement {
  verdict: WebhookLog['verdict'];
  reason: string;
  eventKey: string | null;
  reply: WebhookReply;
  /** What the owner should hear of it, though nothing is done on its word. */
  untruth?: Untruth | undefined;
  /** The payment or purchase an accepted message gives a hint about without proving who sends it. */
  hintAbout?: string | undefined;
  /** Not worth a row: somebody opened the address in a browser. */
  isUnkept?: boolean;
}

/** Repeats of an unsigned hint within this time are one; later ones may ask the gateway again. */
const HINT_BUCKET_MS = 10_000;

const refused: WebhookReply = { status: 401, contentType: 'application/json', body: '{"error":"refused"}' };
const notAllowed: WebhookReply = { status: 405, contentType: 'application/json', body: '{"error":"send it by POST"}' };
const tooMany: WebhookReply = { status: 429, contentType: 'application/json', body: '{"error":"too many"}' };
const badRequest: WebhookReply = { status: 400, contentType: 'application/json', body: '{"error":"unreadable"}' };

const wrongMethod: Judgement = {
  verdict: 'refused',
  reason: 'method_not_allowed',
  eventKey: null,
  reply: notAllowed,
  isUnkept: true,
};

/** For a hint too many about one payment. It is no loss: who really has news comes again, and payments are polled. */
export const tooManyHints: Judgement = {
  verdict: 'refused',
  reason: 'too_many_hints',
  eventKey: null,
  reply: tooMany,
  isUnkept: true,
};

interface Reading {
  verified: boolean;
  reason: string;
  confirm: 'never' | 'always';
  events: readonly { eventKey: string }[];
  reply: WebhookReply;
}

/** `now` is when it came in: signatures that are only good for minutes are judged by that. */
export async function judgeDelivery(
  core: Core,
  provider: Provider,
  request: InboundRequest,
  now = core.clock.now(),
): Promise<Judgement> {
  if (provider.integrationType === 'payment') {
    const reading = core.registry.payment(provider).readWebhook(request, now);
    const [first] = reading.events;
    const isOurs = reading.verified || (await mentionsOurPayment(core, provider, reading.events));
    // Anybody can make such a thing up, so all of them together may be as many as hints about one payment.
    const isUnasked = !isOurs && first !== undefined && (await mayBeUnasked(core, provider, first));
    const known = isOurs || isUnasked;
    const unknown: Untruth | undefined =
      !known && first?.reference ? { kind: 'unknown', reference: first.reference, isSigned: false } : undefined;
    const judgement = judge(reading, known, now);
    const hintAbout = reading.verified ? undefined : isUnasked ? 'unasked' : (first?.reference ?? undefined);
    return { ...judgement, untruth: reading.untrue ?? unknown, hintAbout };
  }
  if (provider.integrationType === 'supplier' || provider.integrationType === 'deployment') {
    const reading = core.registry.supplier(provider).readWebhook(request, now);
    const known = reading.verified || (await mentionsOurPurchase(core, provider, reading.events));
    const hintAbout = reading.verified ? undefined : (reading.events[0]?.refId ?? undefined);
    // A token that does not cover what is said must not keep the true news away by having said it before.
    return { ...judge(reading, known, now, reading.confirm === 'always'), hintAbout };
  }
  if (request.method !== 'POST') return wrongMethod;
  return { verdict: 'unknown', reason: 'no webhooks for this kind of provider', eventKey: null, reply: refused };
}

function judge(reading: Reading, known: boolean, now: number, provesNothing = false): Judgement {
  if (reading.reason === 'method_not_allowed') return wrongMethod;
  const isHint = !reading.verified && reading.reason === 'unsigned';
  if (reading.reason === 'malformed')
    return { verdict: 'refused', reason: 'malformed', eventKey: null, reply: badRequest };
  if (!reading.verified && !isHint)
    return { verdict: 'refused', reason: reading.reason, eventKey: null, reply: refused };
  if (reading.events.length === 0)
    return { verdict: 'duplicate', reason: reading.reason, eventKey: null, reply: reading.reply };
  if (!known) return { verdict: 'unknown', reason: 'unknown reference', eventKey: null, reply: reading.reply };
  const key = reading.events
    .map((event) => event.eventKey)
    .join('|')
    .slice(0, 300);
  const eventKey = isHint || provesNothing ? `hint:${Math.floor(now / HINT_BUCKET_MS)}:${key}` : key;
  return { verdict: 'accepted', reason: reading.reason, eventKey, reply: reading.reply };
}

/** Anybody can send an unsigned hint; only one about a payment of this provider is worth a row that stays. */
async function mentionsOurPayment(
  core: Core,
  provider: Provider,
  events: readonly { reference: string | null }[],
): Promise<boolean> {
  for (const event of events.slice(0, 20)) {
    if (event.reference && (await core.uow.read.payments.byReference(provider.id, event.reference))) return true;
  }
  return false;
}

/** A payment made by a link of the owner's own, for something an endpoint sets up. */
async function mayBeUnasked(core: Core, { environment }: Provider, event: PaymentWebhookEvent): Promise<boolean> {
  if (event.status !== 'paid' || !payerNamedIn(event, false)) return false;
  return (await deploymentProducts(core.uow.read, environment)).length > 0;
}

/** The same for a supplier that signs nothing. */
async function mentionsOurPurchase(
  core: Core,
  provider: Provider,
  events: SupplierWebhookReading['events'],
): Promise<boolean> {
  for (const event of events.slice(0, 20)) if (await attemptOf(core, provider, event)) return true;
  return false;
}

/**
 * What an answer about a purchase amounts to (facts: digital goods §3). Pure, and the same for the running app and the
 * inspector. The status text decides before the code; whatever is not clear is `unknown`, because `failed` and
 * `rejected` give money back. A refusal counts against the purchase only when it answers the submit itself.
 */
import type { PurchaseOutcome, PurchaseReading, PurchaseReason } from '../../commerce/ports/supplier.ts';
import type { HttpResult } from '../wire/http.ts';
import type { ReplyFields } from './reply-fields.ts';
import type { ReplyReader } from './reply.ts';

export type Phase = 'submit' | 'check' | 'webhook';

/** What we asked for, to compare the answer with. A webhook is read before its purchase is known. */
export interface Expected {
  refId: string;
  sku: string;
  customerNo: string;
  maxPriceIdr: number | null;
  /** The supplier's own number, where it has told us one. */
  supplierRef?: string | null | undefined;
}

interface Verdict {
  outcome: PurchaseOutcome;
  created: boolean | null;
  reason: PurchaseReason;
}

const MAX_MESSAGE_CHARS = 300;

const UNKNOWN = (reason: PurchaseReason): Verdict => ({ outcome: 'unknown', created: null, reason });

/** Classifies the result of an HTTP call. Never throws. */
export function classifyAnswer(
  reader: ReplyReader,
  phase: Phase,
  result: HttpResult,
  expected: Expected | null,
): PurchaseReading {
  if (result.kind === 'not_sent' && phase === 'submit') {
    return bare({ outcome: 'rejected', created: false, reason: 'transport' }, result.message);
  }
  if (result.kind !== 'response') return bare(UNKNOWN('transport'), result.message);
  const fields = reader.read(result.body);
  if (fields === null)
    return bare(UNKNOWN(silentReason(result.status)), `HTTP ${String(result.status)} without a readable answer`);
  return classifyReply(fields, phase, httpTrust(result.status), expected);
}

/** Classifies a reply whose envelope was found; a webhook's body comes here directly. */
export function classifyReply(
  fields: ReplyFields,
  phase: Phase,
  trust: HttpTrust,
  expected: Expected | null,
): PurchaseReading {
  const verdict = judge(fields, phase, trust, expected);
  const success = verdict.outcome === 'success';
  const { priceIdr } = fields;
  const ceiling = expected?.maxPriceIdr ?? null;
  const alerts = expected === null ? [] : differences(fields, expected);
  return {
    ...verdict,
    serial: success ? fields.serial : null,
    priceIdr,
    message: messageOf(fields, success),
    rc: fields.rc,
    overMaxPrice: success && priceIdr !== null && ceiling !== null && priceIdr > ceiling,
    ...(alerts.length > 0 ? { alerts } : {}),
    ...(fields.supplierRef === null ? {} : { supplierRef: fields.supplierRef }),
  };
}

/** Nothing is known of the purchase. */
export const doubt = (message: string, reason: PurchaseReason = 'unclassified'): PurchaseReading =>
  bare(UNKNOWN(reason), message);

/** How far the HTTP status lets us believe the body. */
export type HttpTrust = 'full' | 'pending_only' | 'rate_limited' | 'none';

function httpTrust(status: number): HttpTrust {
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'pending_only';
  return (status >= 200 && status < 300) || (status >= 400 && status < 500) ? 'full' : 'none';
}

function judge(fields: ReplyFields, phase: Phase, trust: HttpTrust, expected: Expected | null): Verdict {
  if (expected !== null && isAboutAnother(fields, expected)) return UNKNOWN('wrong_reference');
  if (trust === 'none') return UNKNOWN('unreadable');
  const verdict = weigh(fields, phase);
  if (trust === 'full' || verdict.outcome === 'pending') return verdict;
  return UNKNOWN(trust === 'rate_limited' ? 'rate_limit' : 'transport');
}

function isAboutAnother({ refId, supplierRef }: ReplyFields, expected: Expected): boolean {
  if (refId !== null && refId !== expected.refId) return true;
  return supplierRef !== null && Boolean(expected.supplierRef) && supplierRef !== expected.supplierRef;
}

function weigh({ word, code }: ReplyFields, phase: Phase): Verdict {
  const meant = code?.is ?? null;
  const settled = word ?? meant;
  if (settled === 'pending') return { outcome: 'pending', created: true, reason: 'pending' };
  if (word === 'failed' && meant === 'success') return UNKNOWN('contradiction');
  if (word === 'success' && (meant === 'failed' || meant === 'unknown')) return UNKNOWN('contradiction');
  if (settled === 'success') return { outcome: 'success', created: true, reason: 'ok' };
  if (settled === null || word === 'unknown') return UNKNOWN('unclassified');
  if (meant === 'unknown') return UNKNOWN(code?.reason ?? 'unclassified');
  const reason = meant === 'failed' ? (code?.reason ?? 'failed') : 'failed';
  const created = code?.created ?? null;
  if (phase === 'submit') return { outcome: created === false ? 'rejected' : 'failed', created, reason };
  // Here the asking was refused, which says nothing about the purchase asked about.
  if (created === false || code?.aboutRequest === true) return UNKNOWN(reason);
  return { outcome: 'failed', created, reason };
}

/** Another SKU or number under our reference is worth an alarm, but the reference is what identifies the purchase. */
function differences(fields: ReplyFields, expected: Expected): NonNullable<PurchaseReading['alerts']> {
  const otherSku = fields.sku !== null && fields.sku !== expected.sku;
  const otherNumber = fields.customerNo !== null && digitsOf(fields.customerNo) !== digitsOf(expected.customerNo);
  return [...(otherSku ? ['other_sku' as const] : []), ...(otherNumber ? ['other_destination' as const] : [])];
}

const digitsOf = (text: string) => text.replaceAll(/\D/g, '');

function silentReason(status: number): PurchaseReason {
  if (status === 429) return 'rate_limit';
  return status >= 500 ? 'transport' : 'unreadable';
}

/** Messages are kept and shown in the open; what was bought is not, and some suppliers say it in their message. */
function messageOf({ message, serial }: ReplyFields, success: boolean): string {
  const open = success && serial !== null ? message.replaceAll(serial, '***') : message;
  return open.slice(0, MAX_MESSAGE_CHARS);
}

function bare(verdict: Verdict, message: string): PurchaseReading {
  return { ...verdict, serial: null, priceIdr: null, message, rc: null, overMaxPrice: false };
}

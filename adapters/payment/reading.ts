/**
 * From a gateway's readable answer to what the core wants to know. Reference and account in the answer must be the ones
 * we asked about; anything else, however friendly, is about somebody else's payment and reads as `unknown`.
 */
import type { CallResult } from '../../commerce/ports/outcome.ts';
import { ok } from '../../commerce/ports/outcome.ts';
import type {
  CreatedPayment,
  CreatePaymentRequest,
  GatewayStatus,
  ObservedPayment,
  ObservedTransfer,
  PaymentQuery,
} from '../../commerce/ports/payment-gateway.ts';
import { compilePath } from '../wire/paths.ts';
import { readAmount, readFlag, readTime } from '../wire/values.ts';
import type { CreateOut, PaymentProfile, StatusOut } from './profile.ts';

const doubt = (message: string): CallResult<never> => ({ kind: 'unknown', message });

/** Reads the answer to "create". `account` is what our account calls itself, null when it cannot be compared. */
export function readCreated(
  profile: PaymentProfile,
  out: CreateOut,
  body: object,
  asked: Pick<CreatePaymentRequest, 'reference' | 'amountIdr'>,
  account: string | null,
): CallResult<CreatedPayment> {
  const stranger = strangerIn(out, body, asked.reference, account);
  if (stranger) return doubt(stranger);
  const money = readMoney(profile, out, body, asked.amountIdr);
  if (typeof money === 'string') return doubt(money);
  const billerCode = textAt(out.billerCode, body);
  const deepLink = textAt(out.deepLink, body);
  const clientToken = textAt(out.clientToken, body);
  return ok({
    gatewayTransactionId: textAt(out.gatewayTransactionId, body),
    paymentNumber: textAt(out.paymentNumber, body),
    payUrl: textAt(out.payUrl, body),
    ...(billerCode === null ? {} : { billerCode }),
    ...(deepLink === null ? {} : { deepLink }),
    ...(clientToken === null ? {} : { clientToken }),
    ...money,
    expiresAt: out.expiresAt ? readTime(valueAt(out.expiresAt.path, body), out.expiresAt.format) : null,
  });
}

/** Reads the answer to "what became of it". The amount is what was received, so a paid one may differ from ours. */
export function readStatus(
  profile: PaymentProfile,
  out: StatusOut,
  body: object,
  asked: Pick<PaymentQuery, 'reference' | 'amountIdr'>,
  account: string | null,
): CallResult<ObservedPayment> {
  const stranger = strangerIn(out, body, asked.reference, account);
  if (stranger) return doubt(stranger);
  if (out.reference === undefined && textAt(out.status, body) === null) return doubt('the answer names no status');
  const observed = readObserved(profile, out, body);
  if (observed === null) return doubt('the answer has an amount that is none');
  if (observed.status !== 'paid' && observed.amountIdr !== null && observed.amountIdr !== asked.amountIdr) {
    return doubt(`asked about ${String(asked.amountIdr)}, answered about ${String(observed.amountIdr)}`);
  }
  return ok(out.reference === undefined ? { ...observed, reference: asked.reference } : observed);
}

/** An amount is there and is none: below zero, broken, or more than anybody pays. */
export function isBadAmount(profile: PaymentProfile, out: StatusOut, root: object): boolean {
  return valueAt(out.amount, root) !== undefined && amountIn(profile, out, root) === null;
}

/** What was paid for the order: without the payer's fee, which some vendors count in. */
function amountIn(profile: PaymentProfile, out: StatusOut, root: object): number | null {
  const amountIdr = readAmount(valueAt(out.amount, root), profile.amountUnit);
  const fee = valueAt(out.payerFee, root);
  const feeIdr = fee === undefined ? 0 : readAmount(fee, profile.amountUnit);
  return amountIdr === null || feeIdr === null || feeIdr > amountIdr ? null : amountIdr - feeIdr;
}

/** The observation itself, from a status answer or a webhook. Null when an amount is there but cannot be read. */
export function readObserved(
  profile: PaymentProfile,
  out: StatusOut,
  root: object,
  words: PaymentProfile['statuses'] = profile.statuses,
): ObservedPayment | null {
  const amountIdr = amountIn(profile, out, root);
  const transfers = readTransfers(profile, out, root);
  if (isBadAmount(profile, out, root) || transfers === null) return null;
  return {
    status: statusWord(words, textAt(out.status, root), textAt(out.statusDetail, root)),
    reference: textAt(out.reference, root),
    gatewayTransactionId: textAt(out.gatewayTransactionId, root),
    amountIdr,
    currency: textAt(out.currency, root)?.toUpperCase() ?? profile.currency,
    paidAt: out.paidAt ? readTime(valueAt(out.paidAt.path, root), out.paidAt.format) : null,
    testMoney: isTestMoney(out, root),
    ...(transfers === undefined ? {} : { transfers }),
    ...readRefunded(profile, out, root),
  };
}

function isTestMoney(out: StatusOut, root: object): boolean | null {
  const isLive = readFlag(valueAt(out.liveMoney, root));
  return isLive === null ? readFlag(valueAt(out.testMoney, root)) : !isLive;
}

/** Nothing where the vendor says nothing, or nothing readable: a refund is never made of a guess. */
function readRefunded(profile: PaymentProfile, out: StatusOut, root: object): { refundedIdr?: number } {
  const refundedIdr = readAmount(valueAt(out.refunded, root), profile.amountUnit);
  return refundedIdr === null ? {} : { refundedIdr };
}

/** More transfers of one reference than anybody makes; the rest would be noise. */
const MAX_TRANSFERS = 50;

/** Undefined where the vendor lists none; null when one of them has an amount that cannot be read. */
function readTransfers(profile: PaymentProfile, out: StatusOut, root: object): ObservedTransfer[] | null | undefined {
  const list = valueAt(out.transfers?.list, root);
  if (!out.transfers || !Array.isArray(list) || list.length === 0) return undefined;
  const { gatewayTransactionId, amount, paidAt } = out.transfers;
  const transfers: ObservedTransfer[] = [];
  for (const entry of list.slice(0, MAX_TRANSFERS) as object[]) {
    const amountIdr = readAmount(valueAt(amount, entry), profile.amountUnit);
    if (amountIdr === null) return null;
    transfers.push({
      gatewayTransactionId: textAt(gatewayTransactionId, entry),
      amountIdr,
      paidAt: paidAt ? readTime(valueAt(paidAt.path, entry), paidAt.format) : null,
    });
  }
  return transfers;
}

/** An account name in a message that is not ours, in words; null when it is ours or cannot be compared. */
export function otherAccount(out: StatusOut | CreateOut, root: object, account: string | null): string | null {
  const named = textAt(out.account, root);
  return named !== null && account !== null && named !== account ? `the message is about another account` : null;
}

function strangerIn(
  out: StatusOut | CreateOut,
  body: object,
  reference: string,
  account: string | null,
): string | null {
  const named = out.reference === undefined ? reference : textAt(out.reference, body);
  if (named === null) return 'the answer names no payment';
  if (named !== reference) return `asked about ${reference}, answered about another payment`;
  return otherAccount(out, body, account);
}

type Money = Pick<CreatedPayment, 'payableIdr' | 'feeIdr'>;

/** Amount, fee and payable must agree with each other and with what we asked; a text says which does not. */
function readMoney(profile: PaymentProfile, out: CreateOut, body: object, askedIdr: number): Money | string {
  const [amountIdr, feeIdr, payableIdr] = [out.amount, out.fee, out.payable].map((path) => {
    const value = valueAt(path, body);
    return value === undefined ? undefined : readAmount(value, profile.amountUnit);
  });
  if (amountIdr === null || feeIdr === null || payableIdr === null) return 'the answer has an amount that is none';
  if (amountIdr !== undefined && amountIdr !== askedIdr) {
    return `asked for ${String(askedIdr)}, answered for ${String(amountIdr)}`;
  }
  const total = payableIdr ?? askedIdr + (feeIdr ?? 0);
  const fee = feeIdr ?? total - askedIdr;
  if (total !== askedIdr + fee)
    return `amount, fee and total do not add up: ${String(askedIdr)} + ${String(fee)} ≠ ${String(total)}`;
  return { payableIdr: total, feeIdr: fee };
}

function statusWord(words: PaymentProfile['statuses'], said: string | null, detail: string | null): GatewayStatus {
  const word = said?.trim().toLowerCase() ?? '';
  const isDecidedByDetail = detail !== null && Object.keys(words).some((known) => known.startsWith(`${word}/`));
  const key = isDecidedByDetail ? `${word}/${detail.trim().toLowerCase()}` : word;
  return (Object.hasOwn(words, key) ? words[key] : undefined) ?? 'unrecognised';
}

function valueAt(path: string | undefined, root: object): unknown {
  return path === undefined ? undefined : compilePath(path)(root);
}

/** Longer than any id, link or QR text a gateway sends. */
const MAX_TEXT = 2_000;

/** A text, or a whole number as one. */
export function textAt(path: string | undefined, root: object): string | null {
  const value = valueAt(path, root);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.length <= MAX_TEXT ? value : null;
}

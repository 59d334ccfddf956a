/**
 * A payment at the practice gateway: fee, creation, status, money arriving. Pure. One order id is one payment; what
 * the real vendor does with the same order id and another amount is not documented, here it is refused.
 */
import { digits, fingerprint } from '../world/handling.ts';
import type { Context } from '../world/handling.ts';
import type { Payment, Project, Receipt } from '../world/model.ts';
import { embedToken } from './embed-token.ts';
import { qrisPayload } from './qris.ts';

export type PaymentStatus = 'pending' | 'completed' | 'expired' | 'canceled';

/** Payer's fee per method. QRIS by the vendor's SDK; its published sample has 99,000 → 1,003. */
const FLAT_FEES: Record<string, number> = {
  cimb_niaga_va: 3_500,
  bni_va: 3_500,
  bnc_va: 3_500,
  maybank_va: 3_500,
  permata_va: 3_500,
  atm_bersama_va: 3_500,
  bri_va: 3_500,
  sampoerna_va: 2_000,
  artha_graha_va: 2_000,
  // Ours: a bank that wants a company's number as well.
  mandiri_bill: 3_500,
  // Ours: a wallet whose app is opened by an address, and one that asks the payer by their phone.
  practice_wallet: 0,
  practice_push: 0,
  // Ours: a form on the shop's own page.
  practice_form: 0,
  practice_card: 0,
};

/** Takes whatever a payer transfers; every other account number takes the billed amount and nothing else. */
const OPEN_VA = 'atm_bersama_va';
const BILLER_CODE = '70012';

/** A bank refuses another amount before anything is transferred. */
export const isClosed = ({ method }: Pick<Payment, 'method'>): boolean =>
  /_(?:va|bill|wallet|push|form|card)$/.test(method) && method !== OPEN_VA;

/** Null for a method this gateway does not have (`retail` is in an old document only). */
export function feeIdr(method: string, amountIdr: number): number | null {
  if (method === 'qris')
    return amountIdr <= 105_000 ? Math.round(amountIdr * 0.007) + 310 : Math.round(amountIdr / 100);
  if (method === 'paypal') return Math.round(amountIdr / 100);
  return FLAT_FEES[method] ?? null;
}

export function minimumIdr(method: string): number {
  return method === 'paypal' ? 10_000 : 500;
}

export function paymentKey(project: string, orderId: string): string {
  return `${project} ${orderId}`;
}

export interface NewPayment {
  orderId: string;
  amountIdr: number;
  feeIdr: number;
  method: string;
  phone?: string;
  bankUrl?: string;
}

export function newPayment(project: Project, request: NewPayment, context: Context): Payment {
  const totalIdr = request.amountIdr + request.feeIdr;
  return {
    project: project.slug,
    orderId: request.orderId,
    amountIdr: request.amountIdr,
    feeIdr: request.feeIdr,
    totalIdr,
    method: request.method,
    paymentNumber: paymentNumber(project, request, totalIdr, context.seed),
    ...(request.method.endsWith('_wallet') ? { deepLink: `dompet-latihan://bayar/${request.orderId}` } : {}),
    ...(request.method.endsWith('_form') ? { clientToken: embedToken(context.seed, project, request.orderId) } : {}),
    ...(request.bankUrl === undefined
      ? {}
      : { bankUrl: request.bankUrl, bankKey: request.bankUrl.slice(request.bankUrl.lastIndexOf('/') + 1) }),
    ...(request.phone === undefined ? {} : { phone: request.phone }),
    ...(request.method.endsWith('_bill') ? { billerCode: BILLER_CODE } : {}),
    createdAt: context.now,
    expiresAt: context.now + project.validityMs,
    canceledAt: null,
    receipts: [],
    creates: 1,
  };
}

function paymentNumber(project: Project, request: NewPayment, totalIdr: number, seed: string): string {
  if (request.method !== 'qris') return digits(seed, 16, 'va', project.slug, request.orderId);
  return qrisPayload({
    totalIdr,
    merchantName: project.merchantName,
    merchantCity: project.merchantCity,
    reference: `SP${fingerprint(seed, 'qr', project.slug, request.orderId).slice(0, 20).toUpperCase()}`,
  });
}

export function statusOf(payment: Payment, now: number): PaymentStatus {
  if (payment.receipts.length > 0) return 'completed';
  if (payment.canceledAt !== null) return 'canceled';
  return now >= payment.expiresAt ? 'expired' : 'pending';
}

/** The payment with one more transfer received, whatever its state: banks deliver money to closed payments too. */
export function receive(payment: Payment, amountIdr: number, context: Context): { payment: Payment; receipt: Receipt } {
  const number = payment.receipts.length + 1;
  const id = fingerprint(context.seed, 'receipt', payment.project, payment.orderId, number);
  const receipt: Receipt = {
    transactionId: `TRX${id.slice(0, 24).toUpperCase()}`,
    amountIdr,
    completedAt: context.now,
    late: context.now >= payment.expiresAt || payment.canceledAt !== null,
  };
  return { payment: { ...payment, receipts: [...payment.receipts, receipt] }, receipt };
}

/**
 * The payer's mobile number, for wallets that ask the payer by themselves. It is asked as a secret, sealed with the
 * payment while that is being made, and forgotten then: afterwards the gateway knows all there is to know.
 */
import type { Core } from '../core.ts';
import { secret, type Secret } from '../ports/secret.ts';
import { Refused } from '../refusal.ts';
import type { Payment } from './model.ts';
import type { PaymentRoute } from './routes.ts';

const MOBILE = /^\+628\d{7,11}$/;

/** "0812 3456-7890", "62812…" or "+62812…" as "+62812…"; null for anything else. */
export function readPayerPhone(words: string): string | null {
  const digits = words.trim().replaceAll(/[\s().-]/g, '');
  const phone = digits.replace(/^(?:0|62|\+62)(?=8)/, '+62');
  return MOBILE.test(phone) ? phone : null;
}

export const sealPayer = ({ vault }: Pick<Core, 'vault'>, paymentId: string, phone: string): string =>
  vault.seal('payment', `payments:${paymentId}`, phone);

/** Null where none was needed, or the payment is made and it is forgotten. */
export function openPayer({ vault }: Pick<Core, 'vault'>, { id, payerSealed }: Payment): Secret | null {
  return payerSealed === null ? null : secret(vault.open('payment', `payments:${id}`, payerSealed));
}

/** Enough for its owner to recognise. */
export const maskedPhone = (phone: Secret): string => `••••${phone.reveal().slice(-4)}`;

/** The number a way of paying needs, read again where it counts; nothing for a way that needs none. Throws Refused. */
export function payerOf({ facts }: Pick<PaymentRoute, 'facts'>, words: string | undefined): string | undefined {
  if (!facts.asksPhone) return undefined;
  const phone = readPayerPhone(words ?? '');
  if (phone === null) throw new Refused('bad_input', { field: 'phone' });
  return phone;
}

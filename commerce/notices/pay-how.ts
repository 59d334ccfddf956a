/** What a payer holds in hand to pay with, as a word the messages choose their nouns by. */
import type { PaymentFormat } from '../ports/payment-gateway.ts';

export type PayHow = 'qr' | 'va' | 'wallet' | 'link';

const HOW: Record<PaymentFormat, PayHow> = {
  qris_dynamic: 'qr',
  va_static: 'va',
  e_wallet_redirect: 'wallet',
  redirect_flow: 'link',
  embed_flow: 'link',
  direct_charge: 'link',
};

export const howOf = ({ format }: { format: PaymentFormat }): PayHow => HOW[format];

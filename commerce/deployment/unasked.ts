/**
 * Who a payment nobody asked for is from: a payment link made outside the shop names its payer by their Telegram id,
 * beside the payment or at the beginning of its reference. Pure. It says who, never that anything was paid.
 */
import type { PaymentWebhookEvent } from '../ports/payment-gateway.ts';

export interface UnaskedPayer {
  telegramId: string;
  name: string | null;
}

const TELEGRAM_ID = /^[1-9]\d{0,15}$/;

export function payerNamedIn({ reference, payer }: PaymentWebhookEvent): UnaskedPayer | null {
  const telegramId = payer?.telegramId ?? /^tg(\d+)-./.exec(reference ?? '')?.[1] ?? '';
  return reference && TELEGRAM_ID.test(telegramId) ? { telegramId, name: payer?.name ?? null } : null;
}

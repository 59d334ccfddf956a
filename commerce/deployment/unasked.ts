/**
 * Who a payment nobody asked for is from: a payment link made outside the shop names its payer by their Telegram id, at
 * the beginning of its reference or beside the payment. Pure. It says who, never that anything was paid. What stands
 * beside it counts only in a signed message: the gateway bears out reference and amount, but anybody who has seen a
 * reference could claim what was paid under it for themselves.
 */
import type { PaymentWebhookEvent } from '../ports/payment-gateway.ts';

export interface UnaskedPayer {
  telegramId: string;
  name: string | null;
}

const TELEGRAM_ID = /^[1-9]\d{0,15}$/;

export function payerNamedIn({ reference, payer }: PaymentWebhookEvent, isSigned: boolean): UnaskedPayer | null {
  const beside = isSigned ? payer?.telegramId : undefined;
  const telegramId = /^tg(\d+)-./.exec(reference ?? '')?.[1] ?? beside ?? '';
  return reference && TELEGRAM_ID.test(telegramId) ? { telegramId, name: payer?.name ?? null } : null;
}

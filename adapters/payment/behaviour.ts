/** What distinguishes the payment formats from each other; everything they share is in `wire-gateway.ts`. */
import type { CreatedPayment } from '../../commerce/ports/payment-gateway.ts';
import type { PAYMENT_BEHAVIOURS, PaymentMethod, PaymentProfile } from './profile.ts';

export interface PaymentBehaviour {
  apiFormat: (typeof PAYMENT_BEHAVIOURS)[number];
  summary: string;
  /** What the profile must offer for a method of this kind, in words; null when it does. */
  setupProblem(profile: PaymentProfile, method: PaymentMethod): string | null;
  /** What a created payment lacks to be shown to a payer, in words; null when nothing. */
  incomplete(created: CreatedPayment, method: PaymentMethod): string | null;
}

/** Formats that show a number the vendor makes cannot do without the call that makes it, nor without polling. */
export function needsCreateAndStatus(profile: PaymentProfile, method: PaymentMethod): string | null {
  if (method.code === undefined) return 'needs the vendor’s code';
  if (!profile.operations.create) return 'needs the operation create';
  if (profile.operations.create.out.paymentNumber === undefined) return 'needs create.out.paymentNumber';
  return profile.operations.status ? null : 'needs the operation status';
}

/** A virtual account number for one payment, to be copied into a banking app; never shown as a QR. */
import type { PaymentBehaviour } from './behaviour.ts';
import { needsCreateAndStatus } from './behaviour.ts';

/** Indonesian account numbers in use have 8 to 23 digits; the margin is for payment codes of shops. */
const NUMBER = /^\d{5,32}$/;

export const vaStatic: PaymentBehaviour = {
  apiFormat: 'va_static',
  summary: 'A virtual account number per payment, shown in the chat',
  setupProblem: needsCreateAndStatus,
  incomplete: ({ paymentNumber }) =>
    paymentNumber !== null && NUMBER.test(paymentNumber) ? null : 'the answer has no account number',
};

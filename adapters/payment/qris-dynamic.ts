/**
 * A QRIS made for one payment. The gateway gives the text of the code; whether it may become an image is decided by the
 * core, which reads it (`commerce/payment/qris.ts`).
 */
import type { PaymentBehaviour } from './behaviour.ts';
import { needsCreateAndStatus } from './behaviour.ts';

export const qrisDynamic: PaymentBehaviour = {
  apiFormat: 'qris_dynamic',
  summary: 'A QRIS per payment, shown in the chat',
  setupProblem: needsCreateAndStatus,
  // Some answer with a picture's address only; the payer is then sent there as to a page.
  incomplete: ({ paymentNumber, payUrl }) => ((paymentNumber ?? payUrl) === null ? 'the answer has no QR text' : null),
};

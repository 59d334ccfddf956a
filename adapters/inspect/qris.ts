/** What the running app would make of a QRIS text before it shows it to a payer. */
import { z } from 'zod';
import { readQris } from '../../commerce/payment/qris.ts';
import type { QrisReading } from '../../commerce/payment/qris.ts';

export type QrisInspection = Pick<QrisReading, 'valid' | 'crc' | 'amount' | 'merchant' | 'reason'>;

const inputSchema = z.object({
  payload: z.string(),
  /** What the payer must pay; without it the amount in the code is only read. */
  payable: z.number().nullish(),
});

/** Throws Error with a readable line on other input. */
export function inspectQris(input: unknown): QrisInspection {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; '),
    );
  }
  const { valid, crc, amount, merchant, reason } = readQris(parsed.data.payload, parsed.data.payable ?? undefined);
  return { valid, crc, amount, merchant, reason };
}

/** What a supplier's answer means for the machine. A refusal counts as "surely not done" only as answer to a submit. */
import type { PurchaseReading, PurchaseReason } from '../ports/supplier.ts';
import type { FulfilmentEvent } from './machine.ts';

const MINUTE_MS = 60_000;
/** What somebody mends should go out soon after; a seller's night is longer. */
const MAX_DELAY_MS = 15 * MINUTE_MS;
const MAX_CUT_OFF_DELAY_MS = 60 * MINUTE_MS;

/** Refusals that are about us and the supplier, not about this order: keep it and try again. */
const OURS_TO_MEND: ReadonlySet<string> = new Set<PurchaseReason>([
  'credentials',
  'supplier_balance',
  'account',
  'rate_limit',
  'request',
  'transport',
]);

export function readingToEvent(reading: PurchaseReading, source: 'submit' | 'check' | 'webhook'): FulfilmentEvent {
  switch (reading.outcome) {
    case 'success':
      return 'delivered';
    case 'pending':
      return 'supplier_pending';
    case 'failed':
      return 'surely_failed';
    case 'unknown':
      return 'unclear';
    case 'rejected':
      if (source !== 'submit') return 'unclear';
      if (reading.reason === 'cut_off') return 'wait_cut_off';
      return OURS_TO_MEND.has(reading.reason) ? 'retry_later' : 'surely_failed';
  }
}

/** Of any word for a refusal. */
export const isAboutUs = (reason: string): boolean => OURS_TO_MEND.has(reason);

/** Waits longer each time: seconds when nothing left this machine, minutes when a person has to mend something. */
export function retryDelayMs(reason: PurchaseReason, attempt: number): number {
  const first = reason === 'transport' ? MINUTE_MS / 12 : reason === 'cut_off' ? 15 * MINUTE_MS : 2 * MINUTE_MS;
  return Math.min(first * 2 ** Math.min(attempt - 1, 10), reason === 'cut_off' ? MAX_CUT_OFF_DELAY_MS : MAX_DELAY_MS);
}

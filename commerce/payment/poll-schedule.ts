/**
 * When a payment is asked about next, without anybody's help. A webhook that never comes costs one interval, and a
 * payer who is hours late is still found. A paid one is looked at once more when its QR has run out: until then
 * somebody could have paid it again. Pure.
 */
import type { Settings } from '../settings.ts';
import type { Payment } from './model.ts';

type Timing = Pick<Payment, 'state' | 'createdAt' | 'expiresAt'>;
type PollSettings = Pick<Settings, 'pollEveryMs' | 'pollGraceMs' | 'pollSlowFromMs' | 'pollSlowToMs' | 'pollUntilMs'>;

/** The next instant to ask, or null when nothing can come of it any more. */
export function nextPollAt(payment: Timing, now: number, settings: PollSettings): number | null {
  if (payment.state === 'refunded') return null;
  if (payment.state === 'paid') return now < lastLookAt(payment, settings) ? lastLookAt(payment, settings) : null;
  const last = payment.createdAt + settings.pollUntilMs;
  if (now >= last) return null;
  const fastUntil = payment.expiresAt + settings.pollGraceMs;
  if (now < fastUntil) return Math.min(now + settings.pollEveryMs, last);
  return Math.min(now + slowGap(now - fastUntil, settings), last);
}

/** Whether to ask now, when the poll comes round. */
export function isPollDue(payment: Timing, now: number, settings: PollSettings): boolean {
  if (payment.state === 'refunded') return false;
  if (payment.state === 'paid') return now >= lastLookAt(payment, settings);
  return now < payment.createdAt + settings.pollUntilMs;
}

const lastLookAt = (payment: Timing, settings: PollSettings): number => payment.expiresAt + settings.pollEveryMs;

/** 5, 10, 20, 40 minutes, then every hour: the gap doubles with the time already waited. */
function slowGap(waitedMs: number, settings: PollSettings): number {
  let gapMs = settings.pollSlowFromMs;
  while (gapMs < settings.pollSlowToMs && waitedMs >= gapMs) gapMs *= 2;
  return Math.min(gapMs, settings.pollSlowToMs);
}

/**
 * When an unclear purchase is asked about again: a few times at short steps, then in review with growing gaps until the
 * supplier would take our reference for a new purchase. Pure.
 */
import type { Supplier } from '../ports/supplier.ts';
import type { Settings } from '../settings.ts';

const HOUR_MS = 3_600_000;

/** Gap by how long ago it began: hourly on the first morning, daily in the end. */
const LATER: { untilMs: number; gapMs: number }[] = [
  { untilMs: HOUR_MS, gapMs: HOUR_MS / 4 },
  { untilMs: 6 * HOUR_MS, gapMs: HOUR_MS },
  { untilMs: 72 * HOUR_MS, gapMs: 6 * HOUR_MS },
  { untilMs: Infinity, gapMs: 24 * HOUR_MS },
];

/** Beyond this a purchase is not asked about any more: its supplier may take the question for a new order. */
export const maxAgeMs = (
  { maxStatusAgeDays }: Pick<Supplier['capabilities'], 'maxStatusAgeDays'>,
  { supplierMaxAgeMs }: Pick<Settings, 'supplierMaxAgeMs'>,
): number => Math.min(supplierMaxAgeMs, maxStatusAgeDays * 24 * HOUR_MS);

export interface CheckPlan {
  /** Null when the reference is too old to be asked about safely. */
  at: number | null;
  /** The short steps are over: time for a person to look. */
  usedUp: boolean;
}

export function nextCheckAt(
  row: { checkCount: number; beganAt: number },
  now: number,
  settings: Pick<Settings, 'supplierCheckMs' | 'supplierChecks' | 'supplierMaxAgeMs'>,
): CheckPlan {
  const usedUp = row.checkCount >= settings.supplierChecks;
  const ageMs = now - row.beganAt;
  if (ageMs >= settings.supplierMaxAgeMs) return { at: null, usedUp: true };
  if (!usedUp) return { at: now + settings.supplierCheckMs, usedUp };
  const gapMs = LATER.find((step) => ageMs < step.untilMs)?.gapMs ?? 24 * HOUR_MS;
  return { at: Math.min(now + gapMs, row.beganAt + settings.supplierMaxAgeMs), usedUp };
}

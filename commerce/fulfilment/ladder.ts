/**
 * Where one unit is bought next: the same product from another supplier after a sure no, never above the ceiling, never
 * while any earlier attempt is unclear, and from each supplier once unless its no was about us or about the hour. Pure:
 * the caller reads the rows, so a decision can be tried out on any history.
 */
import { cutOffAt } from '../catalogue/cut-off.ts';
import type { Offer } from '../catalogue/model.ts';
import { inTurn } from '../catalogue/price.ts';
import type { PurchaseReason } from '../ports/supplier.ts';
import type { FulfilmentAttempt } from './model.ts';
import { isAboutUs, retryDelayMs } from './reading-event.ts';

export interface LadderInput {
  /** All offers of the product that can serve the order; those of suppliers that may not be used are not among them. */
  offers: readonly Offer[];
  attempts: readonly FulfilmentAttempt[];
  /** Paused suppliers, and when each is tried again. */
  paused: ReadonlyMap<string, number>;
  ceilingIdr: number;
  maxAttempts: number;
  now: number;
}

export type Rung =
  | { kind: 'buy'; offer: Offer }
  /** Something may be bought, but not now. */
  | { kind: 'wait'; until: number; why: 'cut_off' | 'paused' | 'refused' }
  /** Only dearer offers are left; `costIdr` is the cheapest known price, null where a supplier refused without saying. */
  | { kind: 'too_dear'; costIdr: number | null }
  | { kind: 'used_up'; reason: PurchaseReason }
  /** An attempt may have been made: nothing is bought beside it. */
  | { kind: 'unclear' };

const UNCLEAR: readonly FulfilmentAttempt['outcome'][] = ['submitting', 'pending', 'unknown', 'success'];

export function nextRung(input: LadderInput): Rung {
  const { attempts } = input;
  if (attempts.some((attempt) => UNCLEAR.includes(attempt.outcome))) return { kind: 'unclear' };
  const last = attempts.at(-1);
  // Another supplier cannot reach a number that does not exist; the buyer has to correct it.
  if (last?.reason === 'destination') return { kind: 'used_up', reason: 'destination' };
  if (attempts.length >= input.maxAttempts) return { kind: 'used_up', reason: last?.reason ?? 'product' };
  const open = input.offers.filter((offer) => offer.active && !isSpent(offer, attempts));
  const affordable = open.filter((offer) => offer.costIdr <= input.ceilingIdr && !isPriceRefused(offer, input));
  if (affordable.length > 0) return soonest(affordable, input);
  if (open.length > 0) return { kind: 'too_dear', costIdr: cheapest(open, input) };
  return { kind: 'used_up', reason: last?.reason ?? 'product' };
}

/** The supplier said no to this very order. Its price and the hour may change; so may what it holds against us. */
function isSpent(offer: Offer, attempts: readonly FulfilmentAttempt[]): boolean {
  return attempts.some(
    (attempt) => attempt.providerId === offer.providerId && attempt.reason !== 'price' && !mayChange(attempt),
  );
}

const mayChange = ({ outcome, reason }: FulfilmentAttempt): boolean =>
  reason === 'cut_off' || (outcome === 'rejected' && reason !== null && isAboutUs(reason));

/** Refused at this ceiling, and neither the ceiling nor what we know of the price has changed since. */
const isPriceRefused = (offer: Offer, { attempts, ceilingIdr }: LadderInput): boolean =>
  attempts.some(
    (attempt) =>
      attempt.providerId === offer.providerId &&
      attempt.reason === 'price' &&
      attempt.maxPriceIdr >= ceilingIdr &&
      offer.seenAt <= (attempt.answeredAt ?? attempt.submittedAt),
  );

/** Buys the first in turn that may be bought now, else says when the first one may. */
function soonest(offers: readonly Offer[], input: LadderInput): Rung {
  const ways = offers.map((offer) => ({ offer, ...opensAt(offer, input) }));
  const [best] = ways.filter((way) => way.at <= input.now).sort((a, b) => inTurn(a.offer, b.offer));
  if (best) return { kind: 'buy', offer: best.offer };
  const [first] = ways.sort((a, b) => a.at - b.at);
  return { kind: 'wait', until: first?.at ?? input.now, why: first?.why ?? 'refused' };
}

type Opening = { at: number; why: 'cut_off' | 'paused' | 'refused' };

function opensAt(offer: Offer, { attempts, paused, now }: LadderInput): Opening {
  const pausedUntil = paused.get(offer.providerId);
  if (pausedUntil !== undefined) return { at: Math.max(pausedUntil, now + 1), why: 'paused' };
  const window = cutOffAt(offer.cutOffStart, offer.cutOffEnd, now);
  if (window.closed && window.reopensAt !== null) return { at: window.reopensAt, why: 'cut_off' };
  const tries = attempts.filter((attempt) => attempt.providerId === offer.providerId && attempt.reason !== 'price');
  const last = tries.at(-1);
  if (!last?.reason) return { at: now, why: 'refused' };
  const at = (last.answeredAt ?? last.submittedAt) + retryDelayMs(last.reason, tries.length);
  return { at, why: last.reason === 'cut_off' ? 'cut_off' : 'refused' };
}

function cheapest(offers: readonly Offer[], input: LadderInput): number | null {
  const known = offers.flatMap((offer) => {
    const told = input.attempts.findLast((row) => row.providerId === offer.providerId && row.reason === 'price');
    const costIdr = Math.max(offer.costIdr, told?.priceIdr ?? 0);
    return costIdr > input.ceilingIdr ? [costIdr] : [];
  });
  return known.length > 0 ? Math.min(...known) : null;
}

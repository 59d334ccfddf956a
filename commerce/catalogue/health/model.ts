/**
 * How a supplier's product has been doing, from our own deliveries. Only what is the product's or the supplier's doing
 * is written down: a wrong destination number says nothing about a product.
 */

/** `late` = no outcome after all scheduled checks; the same purchase may still end as one of the others. */
export type OutcomeKind = 'success' | 'failed' | 'late';

export interface ProductOutcome {
  attemptId: string;
  kind: OutcomeKind;
  productId: string;
  providerId: string;
  /** From the submit to the outcome. */
  tookMs: number;
  at: number;
}

/**
 * `auto` paused by failures until `until`, then on trial: one success ends it, the next failure makes it longer ·
 * `back` over since its first success, and what failed before that does not count · `off` paused by the owner · `on` sold
 * by the owner's word, whatever fails until `until`.
 */
export interface ProductPause {
  productId: string;
  mode: 'auto' | 'back' | 'off' | 'on';
  since: number;
  /** Null for `off`, which ends by hand, and for `back`. */
  until: number | null;
  /** Automatic pauses in a row; each is twice as long as the one before. */
  times: number;
}

export interface ProductHealth {
  status: 'normal' | 'slow' | 'disturbed';
  /** Of the latest deliveries that succeeded; null without any. */
  medianMs: number | null;
  p95Ms: number | null;
  /** The same of the recent window. */
  recentMedianMs: number | null;
  /** Outcomes of the recent window and the share of them that succeeded; null without any. */
  recent: number;
  successPct: number | null;
  lastFailureAt: number | null;
  pause: ProductPause | null;
}

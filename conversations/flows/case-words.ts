/**
 * Which kinds of cases have a story, and which decisions words, of their own in the message files. A decision named here
 * has all of its sentences there: what it is called, what it does, whether one is sure, and what was done.
 */
import type { DecisionName } from '../../commerce/cases/decision.ts';

/** The others are told by their short words. */
export const TOLD: ReadonlySet<string> = new Set([
  'underpaid',
  'overpaid',
  'paid_twice',
  'refund_due',
  'refund_unclear',
  'gateway_refund',
  'payment_reversed',
  'purchase_unclear',
  'late_success',
  'reversed',
  'supplier_refused',
  'key_undeliverable',
  'goods_unread',
  'difference',
]);

/** Decisions that mean something else in these kinds than elsewhere. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'refund_due-accept',
  'refund_unclear-accept',
  'refund_unclear-refund',
  'payment_reversed-accept',
  'cancel_request-dismiss',
  'purchase_unclear-retry',
  'purchase_unclear-accept',
  'purchase_unclear-refund',
  'late_success-write_off',
  'reversed-refund',
  'reversed-write_off',
  'reversed-dismiss',
  'supplier_refused-retry',
  'supplier_refused-refund',
  'key_undeliverable-retry',
  'key_undeliverable-accept',
  'goods_unread-retry',
  'goods_unread-dismiss',
  'difference-retry',
  'difference-refund',
  'difference-write_off',
  'difference-dismiss',
]);

export const wordOf = (kind: string, name: DecisionName): string =>
  OWN_WORDS.has(`${kind}-${name}`) ? `${kind}-${name}` : name;

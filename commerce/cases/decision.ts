/**
 * What a person can decide about a case. A decision is a small file of its own; commerce/cases/table.ts says which kind
 * of case takes which. Whether it is offered and whether it can be carried out are two questions: rows may have moved
 * since a button was shown, so `carryOut` looks again and refuses.
 */
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';

/**
 * `accept` the order goes on with what came, or what was promised is done · `refund` what came goes back · `keep` it
 * becomes the customer's balance · `write_off` the money went another way, for a reason · `retry` ask once more ·
 * `charge` the buyer is asked to pay for goods that came late · `give` they get them for nothing · `dismiss` nothing is
 * left to do.
 */
export const DECISION_NAMES = ['accept', 'refund', 'keep', 'retry', 'charge', 'give', 'write_off', 'dismiss'] as const;
export type DecisionName = (typeof DECISION_NAMES)[number];

export type CaseKind = ReviewCase['kind'];

export interface CaseFacts {
  row: ReviewCase;
  /** The order the case is about, as it is now. */
  order: Order | null;
}

export interface CaseContext {
  core: Core;
  stores: Stores;
  actor: Actor;
  row: ReviewCase;
  order: Order;
  /** What the person said about it; for a payout the proof that is shown to the payer. */
  reason: string;
  /** Goods the person typed, for decisions that ask for them; null when there are none. */
  serial?: string | null;
}

export interface Decision {
  name: DecisionName;
  /** Nobody would understand it later without a reason. */
  needsReason: boolean;
  /** Money leaves the shop, or is given up: asked twice. */
  isFinalForMoney: boolean;
  /** The serial or code that was delivered is asked for, as a secret; there may be none. */
  asksSerial?: true;
  /** The case stays open: something was set going, and nothing is decided yet. */
  keepsOpen?: true;
  /** Absent: always offered while the case is open. */
  isOffered?(facts: CaseFacts): boolean;
  /** The same for a case that is about no order. */
  carryOutAlone?(context: Omit<CaseContext, 'order' | 'serial'>): Promise<void>;
  /** Runs in the transaction that resolves the case, with the order locked. Throws Refused when it cannot be done. */
  carryOut(context: CaseContext): Promise<void>;
}

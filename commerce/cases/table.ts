/**
 * Which decisions each kind of case takes, the usual one first. The table names every kind or it does not compile; chat,
 * command line and HTTP show what it says and nothing else.
 */
import type { Actor, Role } from '../people/model.ts';
import { CASE_RIGHTS } from '../people/rights-table.ts';
import { acceptMoney } from './accept-money.ts';
import type { CaseFacts, CaseKind, Decision, DecisionName } from './decision.ts';
import { dismissDifference, lookAgain, refundUndelivered, writeOffDifference } from './difference.ts';
import { declineCancel, dismiss } from './dismiss.ts';
import { keepMoney, refundParked, writeOffMoney } from './give-back.ts';
import { chargeLate, giveLate, refundReversed, refundReversedAtLoss, writeOffLate } from './late-goods.ts';
import { refundAskedAgain, refundByHand, refundKept, refundTransferred, refundWrittenOff } from './refund-decisions.ts';
import { acceptLoss } from './taken-back.ts';
import { checkAgain, giveUp, markDelivered } from './unclear-purchase.ts';
import { keyHandedOver, makeKeyNow, sendGoodsAgain, sendNow, stopWaiting } from './waiting-deliveries.ts';

const CASE_DECISIONS: Record<CaseKind, readonly Decision[]> = {
  underpaid: [acceptMoney, refundParked, keepMoney, writeOffMoney],
  overpaid: [acceptMoney, refundParked, keepMoney, writeOffMoney],
  paid_twice: [refundParked, keepMoney, writeOffMoney],
  refund_due: [refundTransferred, refundKept, refundWrittenOff],
  refund_unclear: [refundAskedAgain, refundTransferred, refundByHand, refundWrittenOff],
  gateway_refund: [dismiss],
  payment_reversed: [acceptLoss, dismiss],
  maybe_paid_twice: [dismiss],
  wrong_money: [dismiss],
  purchase_unclear: [checkAgain, markDelivered, giveUp],
  late_success: [chargeLate, giveLate, writeOffLate],
  reversed: [refundReversed, refundReversedAtLoss, dismiss],
  key_undeliverable: [makeKeyNow, keyHandedOver],
  bad_qris: [dismiss],
  create_unclear: [dismiss],
  cancel_request: [declineCancel],
  supplier_refused: [sendNow, stopWaiting],
  goods_unread: [sendGoodsAgain, dismiss],
  difference: [lookAgain, refundUndelivered, writeOffDifference, dismissDifference],
};

/** What is offered now; nothing for a case that is decided. */
export function decisionsFor(facts: CaseFacts): readonly Decision[] {
  if (facts.row.state !== 'open') return [];
  return CASE_DECISIONS[facts.row.kind].filter((decision) => decision.isOffered?.(facts) ?? true);
}

/** What this person may decide of it: others see the case and what it is about. */
export const decisionsOf = (actor: Actor, facts: CaseFacts): readonly Decision[] =>
  mayDecide(actor, facts.row.kind) ? decisionsFor(facts) : [];

export const mayDecide = ({ via, roles }: Pick<Actor, 'via' | 'roles'>, kind: CaseKind): boolean =>
  via === 'cli' || via === 'job' || roles.some((role) => (CASE_RIGHTS[kind] as readonly Role[]).includes(role));

export const decisionNamed = (facts: CaseFacts, name: DecisionName): Decision | null =>
  decisionsFor(facts).find((decision) => decision.name === name) ?? null;

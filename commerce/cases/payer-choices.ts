/**
 * What the payer may say about parked money of theirs, besides what the shop may decide. An overpaid order is not among
 * the things that run out: its payer wants the goods, so only a person of the shop or the payer ends it.
 */
import type { CaseFacts } from './decision.ts';

/** `rest`: pay what is missing by a new payment of exactly that. */
export type PayerChoice = 'rest' | 'refund' | 'keep';

export function payerChoices({ row, order }: CaseFacts): PayerChoice[] {
  if (row.state !== 'open' || row.parkedIdr === 0 || order === null) return [];
  const choices: PayerChoice[] = [];
  if (row.kind === 'underpaid' && (order.state === 'awaiting_payment' || order.state === 'expired'))
    choices.push('rest');
  choices.push('refund');
  if (order.personId !== null) choices.push('keep');
  return choices;
}

/** Given back by itself when nobody chooses. */
export const runsOut = (facts: CaseFacts): boolean => facts.row.kind !== 'overpaid';

/**
 * A refund on its way. `unclear` is left only by an answer or by a person: a refund nobody knows about is never sent a
 * second time under another name. Paid out by hand is possible from everywhere it is not over, because people do it.
 */
import { go, next, type Table } from '../transition.ts';
import type { RefundState } from '../payment/model.ts';

export type RefundEvent = 'send' | 'accepted' | 'refused' | 'lost' | 'paid_out' | 'kept' | 'written_off';

const byHand = { paid_out: go<RefundState, never>('paid_out'), written_off: go<RefundState, never>('written_off') };

export const REFUND_TABLE: Table<RefundState, RefundEvent, never> = {
  due: { send: go('sending'), kept: go('kept'), ...byHand },
  // Refused: surely not done, so it goes by hand. It may no longer become balance while the gateway may be doing it.
  sending: { accepted: go('pending'), refused: go('due'), lost: go('unclear'), ...byHand },
  pending: { refused: go('due'), lost: go('unclear'), ...byHand },
  unclear: { send: go('sending'), accepted: go('pending'), refused: go('due'), ...byHand },
  paid_out: {},
  kept: {},
  written_off: {},
};

export const refundNext = (state: RefundState, event: RefundEvent) => next(REFUND_TABLE, state, event);

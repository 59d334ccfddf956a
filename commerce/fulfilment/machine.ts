/**
 * One delivery. The two rules that keep money: "unclear" is never "failed" (a purchase nobody is sure about stays
 * pending, later in review, with the money held), and a final state is only left by its two named incidents, which
 * move no money by themselves.
 */
import { go, next, type Table } from '../transition.ts';
import type { FulfilmentState } from './model.ts';

export type FulfilmentEvent =
  | 'submit'
  | 'wait_cut_off'
  | 'delivered'
  | 'supplier_pending'
  | 'unclear'
  | 'surely_failed'
  | 'retry_later'
  | 'checks_used_up';
export type FulfilmentEffect = 'deliver' | 'fail' | 'check_later' | 'tell_waiting' | 'open_review' | 'incident';

const outcome = {
  delivered: go('succeeded', 'deliver'),
  surely_failed: go('failed', 'fail'),
} as const;

export const FULFILMENT_TABLE: Table<FulfilmentState, FulfilmentEvent, FulfilmentEffect> = {
  queued: { submit: go('submitting'), wait_cut_off: go('scheduled', 'tell_waiting'), ...outcome },
  // News about what was sent before the wait: it was taken after all, so nothing may be sent again.
  scheduled: {
    submit: go('submitting'),
    wait_cut_off: go('scheduled'),
    supplier_pending: go('pending', 'check_later', 'tell_waiting'),
    unclear: go('pending', 'check_later', 'tell_waiting'),
    ...outcome,
  },
  submitting: {
    supplier_pending: go('pending', 'check_later', 'tell_waiting'),
    unclear: go('pending', 'check_later', 'tell_waiting'),
    retry_later: go('scheduled', 'tell_waiting'),
    wait_cut_off: go('scheduled', 'tell_waiting'),
    ...outcome,
  },
  pending: {
    supplier_pending: go('pending', 'check_later'),
    unclear: go('pending', 'check_later'),
    checks_used_up: go('review', 'open_review', 'check_later'),
    ...outcome,
  },
  review: { supplier_pending: go('review', 'check_later'), unclear: go('review', 'check_later'), ...outcome },
  succeeded: { surely_failed: go('reversed', 'incident') },
  failed: { delivered: go('late_success', 'incident') },
  late_success: {},
  reversed: {},
};

export const fulfilmentNext = (state: FulfilmentState, event: FulfilmentEvent) => next(FULFILMENT_TABLE, state, event);

/** Nothing more will be delivered or refunded for it by itself. */
export const isFinal = (state: FulfilmentState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'late_success' || state === 'reversed';

/** Counts as delivered when the order is closed. */
export const isDelivered = (state: FulfilmentState): boolean => state === 'succeeded' || state === 'reversed';

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
  | 'next_offer'
  | 'retry_later'
  | 'price_rose'
  | 'price_agreed'
  | 'checks_used_up'
  | 'owner_gives_up'
  | 'late_handed_over';
export type FulfilmentEffect =
  | 'deliver'
  | 'fail'
  | 'submit_again'
  | 'check_later'
  | 'tell_waiting'
  | 'ask_buyer'
  | 'open_review'
  | 'incident';

/** News that ends it, whatever was awaited. */
const outcome = {
  delivered: go('succeeded', 'deliver'),
  surely_failed: go('failed', 'fail'),
} as const;

/** After a sure no: another supplier, later, or not for this price. */
const sureNo = {
  next_offer: go('queued', 'submit_again'),
  retry_later: go('scheduled', 'tell_waiting'),
  price_rose: go('requoted', 'ask_buyer'),
} as const;

/** News about what was sent before the wait: it was taken after all, so nothing may be sent again. */
const takenAfterAll = {
  supplier_pending: go('pending', 'check_later', 'tell_waiting'),
  unclear: go('pending', 'check_later', 'tell_waiting'),
} as const;

const byOwner = { owner_gives_up: go('failed', 'fail') } as const;

export const FULFILMENT_TABLE: Table<FulfilmentState, FulfilmentEvent, FulfilmentEffect> = {
  queued: {
    submit: go('submitting'),
    wait_cut_off: go('scheduled', 'tell_waiting'),
    ...takenAfterAll,
    ...sureNo,
    ...outcome,
    ...byOwner,
  },
  scheduled: {
    submit: go('submitting'),
    wait_cut_off: go('scheduled'),
    ...takenAfterAll,
    ...sureNo,
    ...outcome,
    ...byOwner,
  },
  requoted: { price_agreed: go('queued', 'submit_again'), ...takenAfterAll, ...outcome, ...byOwner },
  submitting: { ...takenAfterAll, ...sureNo, wait_cut_off: go('scheduled', 'tell_waiting'), ...outcome },
  pending: {
    supplier_pending: go('pending', 'check_later'),
    unclear: go('pending', 'check_later'),
    checks_used_up: go('review', 'open_review', 'check_later'),
    ...sureNo,
    ...outcome,
    ...byOwner,
  },
  review: {
    supplier_pending: go('review', 'check_later'),
    unclear: go('review', 'check_later'),
    ...sureNo,
    ...outcome,
    ...byOwner,
  },
  succeeded: { surely_failed: go('reversed', 'incident') },
  failed: { delivered: go('late_success', 'incident') },
  late_success: { late_handed_over: go('late_delivered', 'deliver') },
  late_delivered: {},
  reversed: {},
};

export const fulfilmentNext = (state: FulfilmentState, event: FulfilmentEvent) => next(FULFILMENT_TABLE, state, event);

/** Nothing more will be delivered or refunded for it by itself. */
export const isFinal = (state: FulfilmentState): boolean =>
  state === 'succeeded' ||
  state === 'failed' ||
  state === 'late_success' ||
  state === 'late_delivered' ||
  state === 'reversed';

/** Counts as delivered when the order is closed. */
export const isDelivered = (state: FulfilmentState): boolean => state === 'succeeded' || state === 'reversed';

/**
 * One payment attempt. `money` is a receipt that matches, `wrong_money` one that does not; both may come in any state,
 * because gateways deliver late, twice and out of order. A paid payment never goes back: a later "failed" is an
 * incident for the owner, not a state.
 */
import { go, next, type Table } from '../transition.ts';
import type { PaymentState } from './model.ts';

export type PaymentEvent =
  | 'created'
  | 'create_failed'
  | 'money'
  | 'wrong_money'
  | 'gateway_pending'
  | 'gateway_expired'
  | 'gateway_failed'
  | 'gateway_cancelled'
  | 'gateway_challenge'
  | 'gateway_refunded'
  | 'time_up'
  | 'withdraw'
  | 'accept';
export type PaymentEffect = 'settle_order' | 'park' | 'say_expired' | 'say_challenge' | 'say_failed' | 'incident';

const lateMoney = { money: go('paid', 'settle_order'), wrong_money: go('parked', 'park') } as const;

export const PAYMENT_TABLE: Table<PaymentState, PaymentEvent, PaymentEffect> = {
  creating: {
    created: go('pending'),
    create_failed: go('failed', 'say_failed'),
    withdraw: go('cancelled'),
    time_up: go('expired', 'say_expired'),
    ...lateMoney,
  },
  pending: {
    gateway_expired: go('expired', 'say_expired'),
    gateway_failed: go('failed', 'say_failed'),
    gateway_cancelled: go('cancelled', 'say_failed'),
    gateway_challenge: go('challenge', 'say_challenge'),
    time_up: go('expired', 'say_expired'),
    withdraw: go('cancelled'),
    ...lateMoney,
  },
  challenge: {
    gateway_pending: go('pending'),
    gateway_expired: go('expired', 'say_expired'),
    gateway_failed: go('failed', 'say_failed'),
    gateway_cancelled: go('cancelled', 'say_failed'),
    ...lateMoney,
  },
  expired: { ...lateMoney },
  failed: { ...lateMoney },
  cancelled: { ...lateMoney },
  // Too little came and then the whole price: that settles, the first money stays the owner's case.
  parked: {
    money: go('paid', 'settle_order'),
    accept: go('paid', 'settle_order'),
    gateway_refunded: go('refunded', 'incident'),
  },
  paid: {
    gateway_failed: go('paid', 'incident'),
    gateway_cancelled: go('paid', 'incident'),
    gateway_refunded: go('refunded', 'incident'),
  },
  refunded: {},
};

export const paymentNext = (state: PaymentState, event: PaymentEvent) => next(PAYMENT_TABLE, state, event);

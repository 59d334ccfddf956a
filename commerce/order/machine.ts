/**
 * The order. `settled` means its money is on hold for it, however late it came; whether what was reserved could still
 * be had is decided before the event is raised. `credited` is a top-up whose money came: there is nothing to deliver. A
 * final order is only left by the owner cancelling a paid stay.
 */
import { go, next, type Table } from '../transition.ts';
import type { OrderState } from './model.ts';

export type OrderEvent =
  | 'settled'
  | 'credited'
  | 'expire'
  | 'cancel'
  | 'renew'
  | 'all_delivered'
  | 'not_all_delivered'
  | 'stay_cancelled';
export type OrderEffect = 'start_fulfilment' | 'release_reservations' | 'reserve_again' | 'close_money';

export const ORDER_TABLE: Table<OrderState, OrderEvent, OrderEffect> = {
  awaiting_payment: {
    settled: go('paid', 'start_fulfilment'),
    credited: go('completed'),
    expire: go('expired', 'release_reservations'),
    cancel: go('cancelled', 'release_reservations'),
  },
  expired: {
    settled: go('paid', 'start_fulfilment'),
    credited: go('completed'),
    renew: go('awaiting_payment', 'reserve_again'),
  },
  cancelled: { settled: go('paid', 'start_fulfilment'), credited: go('completed') },
  paid: {
    all_delivered: go('completed', 'close_money'),
    not_all_delivered: go('failed', 'close_money'),
  },
  completed: { stay_cancelled: go('cancelled') },
  failed: {},
};

export const orderNext = (state: OrderState, event: OrderEvent) => next(ORDER_TABLE, state, event);

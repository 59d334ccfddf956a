/** A stay. A released stay may be held again when its late payment finds the room still free. */
import { go, next, type Table } from '../transition.ts';
import type { StayState } from './model.ts';

export type StayEvent = 'release' | 'hold_again' | 'confirm' | 'cancel';
export type StayEffect =
  | 'free_held_nights'
  | 'take_nights'
  | 'nights_sold'
  | 'plan_keys'
  | 'free_sold_nights'
  | 'revoke_keys';

export const STAY_TABLE: Table<StayState, StayEvent, StayEffect> = {
  held: { release: go('released', 'free_held_nights'), confirm: go('confirmed', 'nights_sold', 'plan_keys') },
  released: { hold_again: go('held', 'take_nights') },
  confirmed: { cancel: go('cancelled', 'free_sold_nights', 'revoke_keys') },
  cancelled: {},
};

export const stayNext = (state: StayState, event: StayEvent) => next(STAY_TABLE, state, event);

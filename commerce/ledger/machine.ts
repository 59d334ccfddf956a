/** A money hold is resolved once: captured (in whole or in part) or voided. */
import { go, next, type Table } from '../transition.ts';
import type { MoneyHold } from './model.ts';

export const HOLD_TABLE: Table<MoneyHold['state'], 'capture' | 'void', never> = {
  open: { capture: go('captured'), void: go('voided') },
  captured: {},
  voided: {},
};

export const holdNext = (state: MoneyHold['state'], event: 'capture' | 'void') => next(HOLD_TABLE, state, event);

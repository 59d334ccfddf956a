/** A money hold is resolved once: captured (in whole or in part) or voided. */
import type { MoneyHold } from './model.ts';

type Resolved = Exclude<MoneyHold['state'], 'open'>;

const HOLD_TABLE: Record<MoneyHold['state'], Partial<Record<'capture' | 'void', Resolved>>> = {
  open: { capture: 'captured', void: 'voided' },
  captured: {},
  voided: {},
};

/** Where the event leads, or null when the hold is resolved already. */
export const holdNext = (state: MoneyHold['state'], event: 'capture' | 'void'): Resolved | null =>
  HOLD_TABLE[state][event] ?? null;

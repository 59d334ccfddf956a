/**
 * Whether words are about staying somewhere. `sure`: they name dates of a stay. `maybe`: they name a date that cannot be
 * (31 February, a departure before the arrival), which is worth an answer when nothing else fits.
 */
import { readStay } from './dates.ts';
import { withoutParty } from './people.ts';

/** What `readStay` says of words that name no date at all. */
const NO_DATE = ['not_understood', 'vague', 'no_arrival'];

/** @param today "2026-11-21" where the rooms are. */
export function wantsRoom(words: string, today: string): 'sure' | 'maybe' | null {
  const stay = readStay(withoutParty(words), today);
  if (stay.ok) return stay.sure ? 'sure' : null;
  return NO_DATE.includes(stay.problem.why) ? null : 'maybe';
}

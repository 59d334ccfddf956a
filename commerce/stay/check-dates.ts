/** Dates of a stay, as anybody may send them: existing, in order, not in the past, not absurdly many or far away. */
import type { Core } from '../core.ts';
import { Refused } from '../refusal.ts';
import { addDays, isDate, localDate, nightsBetween } from './local-time.ts';

/** How far ahead rooms can be booked. */
export const MAX_DAYS_AHEAD = 540;

/** The nights of the stay; refuses with `bad_dates` (detail.why) or `too_many_nights`. */
export function checkDates(core: Core, zone: string, checkIn: string, checkOut: string): string[] {
  if (!isDate(checkIn) || !isDate(checkOut)) throw new Refused('bad_dates', { why: 'no_such_date' });
  if (checkOut <= checkIn) throw new Refused('bad_dates', { why: 'order' });
  const today = localDate(core.clock.now(), zone);
  if (checkIn < today) throw new Refused('bad_dates', { why: 'past' });
  if (checkIn > addDays(today, MAX_DAYS_AHEAD)) throw new Refused('bad_dates', { why: 'too_far' });
  const nights = nightsBetween(checkIn, checkOut, core.settings.maxNights);
  if (nights.length > core.settings.maxNights) throw new Refused('too_many_nights', { max: core.settings.maxNights });
  return nights;
}

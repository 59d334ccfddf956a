/**
 * Reads the dates of a stay as people type them ("tgl 24", "24-26 nov", "besok 2 malam", "next friday"). Pure: today is
 * passed in, in the property's zone. A year or month that was not said is the next one that fits; what was read is
 * always shown back before anything is booked. Everything that cannot be a stay gives a precise reason.
 */
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { MAX_DAYS_AHEAD } from '../../commerce/stay/check-dates.ts';
import { addDays, isDate } from '../../commerce/stay/local-time.ts';
import { dateTerms, type DateTerms, type DaySpec } from './date-words.ts';

export type DateProblem =
  | { why: 'not_understood' }
  /** A time without a day: "minggu depan". */
  | { why: 'vague' }
  /** "2 malam" without saying from when. */
  | { why: 'no_arrival'; nights: number }
  /** `typed` as day/month[/year]. */
  | { why: 'no_such_date'; typed: string }
  | { why: 'past'; date: string }
  | { why: 'too_far'; until: string }
  | { why: 'order'; checkIn: string; checkOut: string }
  | { why: 'zero_nights' }
  | { why: 'too_many_nights'; nights: number; max: number }
  | { why: 'nights_conflict'; said: number; counted: number };

/** `checkOut` is null when only the arrival was said; `sure` when no bare number had to be taken for a date. */
export type StayReading =
  | { ok: true; checkIn: string; checkOut: string | null; sure: boolean }
  | { ok: false; problem: DateProblem };

const DAY_MS = 86_400_000;
/** A date without a year this short a time ago was meant in the past; longer ago it means next year. */
const RECENT_DAYS = 120;
/** Over a month's end only short stays are read ("30-2 des"); longer ones are more likely a slip. */
const OVER_MONTH_END_NIGHTS = 14;

class Unreadable extends Error {
  readonly problem: DateProblem;
  constructor(problem: DateProblem) {
    super(problem.why);
    this.problem = problem;
  }
}

const refuse = (problem: DateProblem): never => {
  throw new Unreadable(problem);
};

/** Reads one or two dates and a number of nights out of typed words. */
export function readStay(words: string, today: string, maxNights = DEFAULT_SETTINGS.maxNights): StayReading {
  try {
    return { ok: true, ...stayOf(words, today, maxNights) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    throw error;
  }
}

function stayOf(words: string, today: string, maxNights: number) {
  const terms = dateTerms(words);
  const days = [...terms.before, ...(terms.after ?? [])];
  const [first, second] = days;
  if (!first) return refuse(noDay(terms));
  if (days.length > 2 || (terms.after && terms.before.length > 1)) return refuse({ why: 'not_understood' });
  const allBare = days.every((spec) => spec.kind === 'day' && spec.bare && spec.monthShift === undefined);
  if (allBare && (terms.strange > 0 || days.some(isNoDay))) return refuse({ why: 'not_understood' });
  const checkIn = second ? rangeStart(first, second, today) : resolve(first, today);
  if (checkIn < today) refuse({ why: 'past', date: checkIn });
  const until = addDays(today, MAX_DAYS_AHEAD);
  if (checkIn > until) refuse({ why: 'too_far', until });
  const sure = !allBare || terms.nights !== null;
  const checkOut = endOf(second ? resolve(second, today, checkIn) : null, checkIn, terms.nights, maxNights);
  return { checkIn, checkOut, sure };
}

/** "32" is a slip; "374396" was never meant for a day. */
const isNoDay = (spec: DaySpec): boolean => spec.kind === 'day' && spec.day > 99;

function noDay(terms: DateTerms): DateProblem {
  if (terms.vague) return { why: 'vague' };
  return terms.nights === null ? { why: 'not_understood' } : { why: 'no_arrival', nights: terms.nights };
}

/** The check-out from what was said, after the rules of a stay. */
function endOf(said: string | null, checkIn: string, nights: number | null, maxNights: number): string | null {
  if (nights !== null) checkNights(nights, maxNights);
  if (said === null) return nights === null ? null : addDays(checkIn, nights);
  if (said <= checkIn) refuse({ why: 'order', checkIn, checkOut: said });
  const counted = daysBetween(checkIn, said);
  if (nights !== null && nights !== counted) refuse({ why: 'nights_conflict', said: nights, counted });
  checkNights(counted, maxNights);
  return said;
}

function checkNights(nights: number, max: number): void {
  if (nights < 1) refuse({ why: 'zero_nights' });
  if (nights > max) refuse({ why: 'too_many_nights', nights, max });
}

/** "24-26 nov", "30-2 des": a first day without a month takes it from the second. */
function rangeStart(first: DaySpec, second: DaySpec, today: string): string {
  const borrows = first.kind === 'day' && first.month === undefined && first.monthShift === undefined;
  if (!borrows || second.kind !== 'day' || second.month === undefined) return resolve(first, today);
  const end = resolve(second, today);
  const year = Number(end.slice(0, 4));
  const month = Number(end.slice(5, 7));
  if (first.day < second.day) return dateOf(year, month, first.day);
  const before = month === 1 ? dateOf(year - 1, 12, first.day) : dateOf(year, month - 1, first.day);
  if (daysBetween(before, end) <= OVER_MONTH_END_NIGHTS) return before;
  return refuse({ why: 'order', checkIn: dateOf(year, month, first.day), checkOut: end });
}

/** The calendar date of a spec; `after` is the check-in when the spec is the check-out. */
function resolve(spec: DaySpec, today: string, after?: string): string {
  if (spec.kind === 'offset') return addDays(today, spec.days);
  if (spec.kind === 'weekday') return weekdayDate(spec, today, after);
  if (spec.day < 1 || spec.day > 31) return refuse({ why: 'no_such_date', typed: typedOf(spec) });
  if (spec.month === undefined) return dayOnly(spec, today, after);
  if (spec.year !== undefined) return dateOf(spec.year, spec.month, spec.day);
  return dayAndMonth(spec.day, spec.month, today, after);
}

function weekdayDate(spec: { weekday: number; next: boolean }, today: string, after?: string): string {
  if (spec.next) return addDays(today, 7 - weekdayOf(today) + spec.weekday);
  if (after) return addDays(after, ((spec.weekday - weekdayOf(after) + 6) % 7) + 1);
  return addDays(today, (spec.weekday - weekdayOf(today) + 7) % 7);
}

function dayOnly(spec: { day: number; monthShift?: number }, today: string, after?: string): string {
  const from = after ?? today;
  const year = Number(from.slice(0, 4));
  const month = Number(from.slice(5, 7));
  if (spec.monthShift !== undefined) {
    const shifted = Number(today.slice(5, 7)) + spec.monthShift;
    return dateOf(Number(today.slice(0, 4)) + (shifted > 12 ? 1 : 0), ((shifted - 1) % 12) + 1, spec.day);
  }
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const shifted = month + ahead;
    const date = build(year + (shifted > 12 ? 1 : 0), ((shifted - 1) % 12) + 1, spec.day);
    if (!isDate(date) || date < from || date === after) continue;
    if (after && ahead > 0 && daysBetween(after, date) > OVER_MONTH_END_NIGHTS) break;
    return date;
  }
  return refuse({ why: 'order', checkIn: from, checkOut: build(year, month, spec.day) });
}

function dayAndMonth(day: number, month: number, today: string, after?: string): string {
  const year = Number((after ?? today).slice(0, 4));
  const date = build(year, month, day);
  // 29 February without a year means the next one, when that is near.
  if (!isDate(date))
    return isDate(build(year + 1, month, day)) ? build(year + 1, month, day) : dateOf(year, month, day);
  if (after) return date <= after && month < Number(after.slice(5, 7)) ? dateOf(year + 1, month, day) : date;
  return daysBetween(date, today) > RECENT_DAYS ? dateOf(year + 1, month, day) : date;
}

/** The date, or a refusal when the calendar does not have it. */
function dateOf(year: number, month: number, day: number): string {
  const date = build(year, month, day);
  return isDate(date) ? date : refuse({ why: 'no_such_date', typed: `${day}/${month}/${year}` });
}

const build = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const typedOf = (spec: { day: number; month?: number; year?: number }): string =>
  [spec.day, spec.month, spec.year].filter((part) => part !== undefined).join('/');

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

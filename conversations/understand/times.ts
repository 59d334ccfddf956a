/**
 * Reads a time of arrival: "jam 3 sore", "15.00", "setengah 4 sore", "3pm". Hours from 7 to 11 without a part of the
 * day could be either, so they are asked again; 1 to 6 mean the afternoon, because nobody arrives at a hotel before dawn
 * without saying so.
 */
import { COUNT, countOf, fold } from './words.ts';

export type TimeReading =
  | { ok: true; time: string }
  | { ok: false; why: 'not_understood' | 'no_such_time' | 'relative' }
  | { ok: false; why: 'ambiguous'; hour: number };

type Part = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'night' | null;

const PARTS: [RegExp, Exclude<Part, null>][] = [
  [/\b(?:dini hari|subuh|after midnight)\b/, 'dawn'],
  [/\b(?:pagi|morning)\b/, 'morning'],
  [/\b(?:siang|noon)\b/, 'noon'],
  [/\b(?:sore|petang|afternoon)\b/, 'afternoon'],
  [/\b(?:malam|mlm|malem|evening|night|tonight)\b/, 'night'],
];
const AM = /(?<=[\d ])a\.?m\b\.?/;
const PM = /(?<=[\d ])p\.?m\b\.?/;
const RELATIVE = /\b(?:jam|menit|hours?|minutes?|mins?) (?:lagi|from now)\b|\bin (?:an?|\d+) (?:hours?|min)/;

/** The time as "HH:MM", 24 hours. */
export function readTime(words: string): TimeReading {
  const folded = fold(words);
  if (RELATIVE.test(folded)) return { ok: false, why: 'relative' };
  if (/^(?:jam 12 malam|12 malam|tengah malam|midnight|12 midnight)$/.test(folded)) return { ok: true, time: '00:00' };
  if (/^(?:tengah hari|noon|midday|12 noon)$/.test(folded)) return { ok: true, time: '12:00' };
  const said = clockOf(folded);
  if (!said) return { ok: false, why: 'not_understood' };
  if (said.hour > 24 || said.minute > 59 || (said.hour === 24 && said.minute > 0))
    return { ok: false, why: 'no_such_time' };
  return onTheClock(said.hour % 24, said.minute, folded, said.exact);
}

interface Said {
  hour: number;
  minute: number;
  /** Written like a 24-hour clock ("07.30", "15.00"): taken as it stands. */
  exact: boolean;
}

function clockOf(folded: string): Said | null {
  const half = new RegExp(`\\b(?:setengah|stgh) (${COUNT})\\b`).exec(folded);
  if (half) return { hour: countOf(half[1] ?? '') - 1, minute: 30, exact: false };
  const halfPast = new RegExp(`\\bhalf past (${COUNT})\\b`).exec(folded);
  if (halfPast) return { hour: countOf(halfPast[1] ?? ''), minute: 30, exact: false };
  const clock = /(?<![\d.,:-])(\d{1,2}) ?[.:h] ?(\d{2})(?!\d)/.exec(folded);
  if (clock) return { hour: Number(clock[1]), minute: Number(clock[2]), exact: /^\d\d/.test(clock[1] ?? '') };
  const bare = /^(?:jam |pukul )?(\d{2})(\d{2})$/.exec(folded);
  if (bare) return { hour: Number(bare[1]), minute: Number(bare[2]), exact: true };
  return spokenClock(folded);
}

function spokenClock(folded: string): Said | null {
  const match = new RegExp(`(?<![\\d.,:-])\\b(${COUNT})(?: ?(lewat|lebih|kurang) (${COUNT}|seperempat))?`).exec(folded);
  if (!match) return null;
  const hour = countOf(match[1] ?? '');
  const shift = match[3] === 'seperempat' ? 15 : match[3] ? countOf(match[3]) : 0;
  if (match[2] === 'kurang') return { hour: hour - 1, minute: 60 - shift, exact: false };
  return { hour, minute: shift, exact: false };
}

function onTheClock(hour: number, minute: number, folded: string, exact: boolean): TimeReading {
  const part = partOf(folded);
  const at = (h: number): TimeReading => ({ ok: true, time: `${pad(h % 24)}:${pad(minute)}` });
  if (AM.test(folded)) return at(hour % 12);
  if (PM.test(folded)) return at(hour < 12 ? hour + 12 : hour);
  if (hour > 12 || hour === 0) return at(hour);
  if (part === 'dawn' || part === 'morning') return at(hour % 12 === 0 ? 0 : hour);
  if (part === 'noon') return at(hour >= 10 ? hour : hour + 12);
  if (part === 'afternoon') return at(hour === 12 ? 12 : hour + 12);
  if (part === 'night') return at(nightHour(hour));
  if (exact) return at(hour);
  if (hour === 12) return at(12);
  if (hour <= 6) return at(hour + 12);
  return { ok: false, why: 'ambiguous', hour };
}

/** "jam 2 malam" is after midnight, "jam 8 malam" before it. */
const nightHour = (hour: number): number => (hour === 12 ? 0 : hour < 5 ? hour : hour + 12);

function partOf(folded: string): Part {
  return PARTS.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

const pad = (n: number): string => String(n).padStart(2, '0');

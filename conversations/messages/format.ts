/**
 * How values are written for a reader: money, dates, times and what people typed themselves. Pure. Fluent's own
 * date functions are not used: they know neither WIB, WITA and WIT nor our short dates.
 */
import type { Lang } from '../../commerce/chat/model.ts';

/** Names and other short values people chose; longer ones are cut so that no message outgrows a channel. */
const SHORT_CHARS = 200;
const LONG_CHARS = 3500;
/** Variables that carry whole passages: relayed words, descriptions, lists. Everything else is a short value. */
const LONG_VALUES = new Set(['words', 'text', 'description', 'summary', 'details', 'list', 'lines', 'events']);

const CONTROL = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const CONTROL_BUT_NEWLINE = /(?!\n)[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** "Rp 1.250.000" or "Rp 1,250,000", with a minus in front where it is negative. */
export function formatMoney(amountIdr: number, lang: Lang): string {
  const digits = String(Math.abs(Math.trunc(amountIdr)));
  const grouped = digits.replaceAll(/\B(?=(?:\d{3})+$)/g, lang === 'id' ? '.' : ',');
  return `${amountIdr < 0 ? '-' : ''}Rp ${grouped}`;
}

const DAYS: Record<Lang, readonly string[]> = {
  id: ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS: Record<Lang, readonly string[]> = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

/** "Sab, 21 Nov 2026" or "Sat 21 Nov 2026" of a "YYYY-MM-DD"; anything else is given back as it is. */
export function formatDate(date: string, lang: Lang): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return date;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const weekday = DAYS[lang][new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${weekday}${lang === 'id' ? ',' : ''} ${day} ${MONTHS[lang][month - 1]} ${year}`;
}

const ZONE_NAMES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** Making an Intl format costs far more than using it; a shop has a handful of zones. */
const partsFormats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = partsFormats.get(zone);
  if (!format) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...fields });
    partsFormats.set(zone, format);
  }
  return format;
}

/** The wall clock of an instant in a zone. Throws RangeError for a zone nobody knows. */
function wallClock(instant: number, zone: string): { date: string; hour: number; minute: string } {
  const parts: Record<string, string> = {};
  for (const { type, value } of partsFormat(zone).formatToParts(instant)) parts[type] = value;
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return { date, hour: Number(parts['hour']), minute: parts['minute'] ?? '00' };
}

/** "14.00 WIB" or "2:00 pm", in the zone's own time. */
export function formatTime(instant: number, zone: string, lang: Lang): string {
  const { hour, minute } = wallClock(instant, zone);
  if (lang === 'en') return `${hour % 12 || 12}:${minute} ${hour < 12 ? 'am' : 'pm'}`;
  const name = ZONE_NAMES[zone];
  return `${String(hour).padStart(2, '0')}.${minute}${name ? ` ${name}` : ''}`;
}

/** "Sab, 21 Nov 2026 14.00 WIB" or "Sat 21 Nov 2026, 2:00 pm". */
export function formatDateTime(instant: number, zone: string, lang: Lang): string {
  const date = formatDate(wallClock(instant, zone).date, lang);
  return `${date}${lang === 'id' ? ' ' : ', '}${formatTime(instant, zone, lang)}`;
}

/** At most `max` UTF-16 units, never half a character, with an ellipsis where something was cut. */
export function cut(words: string, max: number): string {
  if (words.length <= max) return words;
  const kept = words.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}…`;
}

/**
 * A value somebody typed, made harmless inside a sentence: no invisible or direction-changing characters, no line
 * breaks in short values (nobody may add a paragraph of their own to a receipt), and a bounded length.
 */
export function formatWords(name: string, value: string): string {
  if (LONG_VALUES.has(name)) return cut(value.replaceAll(CONTROL_BUT_NEWLINE, ''), LONG_CHARS);
  return cut(value.replaceAll(/\s+/g, ' ').replaceAll(CONTROL, ''), SHORT_CHARS);
}

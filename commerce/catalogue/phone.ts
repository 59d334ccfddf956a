/**
 * Indonesian mobile numbers in national form ("081234567890"). No prefix table: operators are added faster than tables
 * are changed, and a wrong refusal loses a sale while the supplier refuses a wrong number anyway.
 */
export type PhoneReading =
  | { ok: true; national: string }
  | { ok: false; reason: 'not_a_phone' | 'digits_count'; detail?: { min: number; max: number; got: number } };

const MIN_DIGITS = 10;
const MAX_DIGITS = 13;
/** What people put between digits: spaces, every kind of dash, dots and brackets. */
const SEPARATORS = /[\s\p{Zs}\p{Pd}\u2212.()[\]]/gu;
/** Invisible marks that phones put around a number copied from the contact list. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Reads "+62 812-3456-7890", "62812…", "812…", "0812…", full-width digits included. */
export function readPhone(input: string): PhoneReading {
  const text = plainText(input);
  if (!/^[([]?\+?\s?[\d([]/.test(text)) return { ok: false, reason: 'not_a_phone' };
  const compact = text.replaceAll(SEPARATORS, '');
  if (!/^\+?\d+$/.test(compact)) return { ok: false, reason: 'not_a_phone' };
  const national = toNational(compact);
  if (national === null) return { ok: false, reason: 'not_a_phone' };
  if (national.length < MIN_DIGITS || national.length > MAX_DIGITS) {
    return { ok: false, reason: 'digits_count', detail: { min: MIN_DIGITS, max: MAX_DIGITS, got: national.length } };
  }
  return { ok: true, national };
}

/** Full-width letters, digits and signs (typed by some keyboards) as their ASCII twins; no marks, no outer space. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (char) => String.fromCodePoint(char.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll(DIRECTION_MARKS, '')
    .trim();
}

function toNational(compact: string): string | null {
  const digits = compact.replace(/^\+|^00/, '');
  const foreignForm = digits !== compact;
  const subscriber = /^62(?:0?)(8.*)$/.exec(digits)?.[1] ?? (foreignForm ? null : /^0?(8.*)$/.exec(digits)?.[1]);
  return subscriber ? `0${subscriber}` : null;
}

/** Reads amounts as people type them ("50rb", "1,5jt", "Rp 50.000", "100k") and finds them in a search. */
import { MAX_AMOUNT_IDR } from '../../commerce/money.ts';
import { fold } from './words.ts';

export type AmountReading =
  | { ok: true; amountIdr: number }
  | { ok: false; why: 'not_understood' | 'too_low' | 'too_high' };

const UNITS: Record<string, number> = {
  rb: 1e3,
  ribu: 1e3,
  rbu: 1e3,
  k: 1e3,
  thousand: 1e3,
  jt: 1e6,
  juta: 1e6,
  jta: 1e6,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
};
const UNIT = Object.keys(UNITS).join('|');
const WHOLE = new RegExp(`^(-?)(?:rp\\.?|idr)? ?(-?)(\\d[\\d.,]*) ?(${UNIT})?(?: ?(?:rupiah|idr|perak))?$`);
const WORDED: Record<string, number> = { seribu: 1e3, 'seratus ribu': 1e5, sejuta: 1e6, 'setengah juta': 5e5 };
const INSIDE = new RegExp(`(?<![\\w.,])(\\d[\\d.,]*) ?(${UNIT})\\b`, 'g');

/** Whole rupiah out of one typed amount. */
export function readAmount(words: string): AmountReading {
  const folded = fold(words).replace(/,-$/, '').replace(/-$/, '');
  const worded = WORDED[folded];
  if (worded !== undefined) return { ok: true, amountIdr: worded };
  const match = WHOLE.exec(folded);
  const number = match ? numberOf(match[3] ?? '') : null;
  if (!match || number === null) return { ok: false, why: 'not_understood' };
  const amountIdr = Math.round(number * (UNITS[match[4] ?? ''] ?? 1));
  if (match[1] || match[2] || amountIdr < 1) return { ok: false, why: 'too_low' };
  return amountIdr > MAX_AMOUNT_IDR ? { ok: false, why: 'too_high' } : { ok: true, amountIdr };
}

/** The same where 0 has a meaning: null when the words are no amount. */
export function readAmountOrZero(words: string): number | null {
  if (/^(?:rp\.? ?)?0+(?:[.,]00)?$/.test(fold(words))) return 0;
  const reading = readAmount(words);
  return reading.ok ? reading.amountIdr : null;
}

/** "1,5" and "1.5" are one and a half; groups of exactly three digits are thousands; ",00" at the end is cents. */
function numberOf(text: string): number | null {
  const plain = text.replace(/[.,]$/, '');
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return Number(plain.replaceAll(/[.,]/g, ''));
  const cents = /^(\d{1,3}(?:[.,]\d{3})+|\d+)[.,]00$/.exec(plain);
  if (cents) return Number((cents[1] ?? '').replaceAll(/[.,]/g, ''));
  return /^\d+(?:[.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/**
 * The ways a search may be spelled in the catalogue, the typed one first: "pulsa 10rb" is also "pulsa 10.000" and
 * "pulsa 10000". At most three.
 */
export function searchVariants(words: string): string[] {
  const written = (grouped: boolean) =>
    fold(words).replaceAll(INSIDE, (whole, number: string, unit: string) => {
      const amount = readAmount(`${number}${unit}`);
      if (!amount.ok) return whole;
      return grouped ? amount.amountIdr.toLocaleString('id-ID') : String(amount.amountIdr);
    });
  return [...new Set([fold(words), written(true), written(false)])];
}

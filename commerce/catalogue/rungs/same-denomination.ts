/**
 * Whether two suppliers' names mean the same goods. Only a proposal: a person looks at both names before offers are
 * joined, so it says "unsure" where a name leaves it open and "other" only where the amounts differ. Pure.
 */
export type Likeness = 'same' | 'unsure' | 'other';

const MAX_NAME_CHARS = 200;
const UNITS: Record<string, string> = {
  gb: 'gb',
  mb: 'mb',
  hari: 'day',
  hr: 'day',
  day: 'day',
  days: 'day',
  bulan: 'month',
  bln: 'month',
  month: 'month',
  minggu: 'week',
  week: 'week',
  menit: 'min',
  mnt: 'min',
};
const THOUSANDS: Record<string, number> = { rb: 1_000, ribu: 1_000, k: 1_000, jt: 1_000_000, juta: 1_000_000 };
/** Words that say nothing about which goods of a brand they are. */
const FILLER = /^(?:diamonds?|dm|pulsa|voucher|top|up|topup|reguler|regular|the|via|id|rp|idr|promo|murah|instan)$/;

interface Reading {
  /** "86", "10000", "3gb", "30day", in one order. */
  amounts: string[];
  words: Set<string>;
}

export function likeness(one: string, other: string, brand: string): Likeness {
  const [a, b] = [read(one, brand), read(other, brand)];
  if (a.amounts.join(' ') !== b.amounts.join(' ')) return 'other';
  const isSameWords = a.words.size === b.words.size && [...a.words].every((word) => b.words.has(word));
  if (isSameWords) return 'same';
  // Without an amount only the words tell, and some must be the same ones.
  if (a.amounts.length === 0) return [...a.words].some((word) => b.words.has(word)) ? 'unsure' : 'other';
  return 'unsure';
}

/** What is in brackets is what the amount is made of, bonus included. */
function read(name: string, brand: string): Reading {
  const brandWords = new Set(wordsOf(brand));
  const plain = name
    .slice(0, MAX_NAME_CHARS)
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  const amounts: string[] = [];
  const rest = plain.replaceAll(/(\d+(?:[.,]\d+)*)\s*([a-z]+)?/g, (_all, digits: string, word: string | undefined) => {
    const unit = word === undefined ? undefined : UNITS[word];
    const times = word === undefined ? undefined : THOUSANDS[word];
    amounts.push(amountOf(digits, unit !== undefined || times !== undefined, times ?? 1) + (unit ?? ''));
    return ` ${unit === undefined && times === undefined ? (word ?? '') : ''} `;
  });
  const words = wordsOf(rest).filter((word) => !brandWords.has(word) && !FILLER.test(word));
  return { amounts: amounts.toSorted(), words: new Set(words) };
}

/** "10.000" is ten thousand, "1.5 GB" is one and a half; a point before three digits groups unless a unit stands behind. */
function amountOf(digits: string, hasUnit: boolean, times: number): string {
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(digits) && !hasUnit;
  const value = Number(isGrouped ? digits.replaceAll(/[.,]/g, '') : digits.replace(',', '.'));
  return Number.isFinite(value) ? String(value * times) : digits;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}]+/gu) ?? [];

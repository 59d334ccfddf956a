/**
 * Whose number it is, as a buyer may see it before paying: enough to recognise the own house, too little to learn a
 * stranger's name. Pure. Nothing of the full name goes further than through here.
 */
import { readDetails } from '../fulfilment/serial.ts';
import type { CustomerReading } from '../ports/supplier.ts';

export type CustomerCheck =
  | { kind: 'found'; maskedName: string; tariff: string | null; power: string | null }
  /** The supplier knows no such number. */
  | { kind: 'wrong' }
  /** It could not be asked just now; that is no reason not to sell. */
  | { kind: 'unchecked' }
  /** There is no such question for this product. */
  | { kind: 'not_asked' };

const MAX_WORDS = 6;
const MAX_WORD_CHARS = 20;

export function customerFound({ name, tariffPower }: CustomerReading): CustomerCheck {
  const maskedName = maskName(name ?? '');
  if (maskedName === '') return { kind: 'unchecked' };
  const { tariff, power } = readDetails((tariffPower ?? '').split('/').map((part) => part.trim()));
  return { kind: 'found', maskedName, tariff, power };
}

/** "BUDI SANTOSO" → "B*** S******": the first letter of each word and how long it is. A letter by itself is hidden. */
export function maskName(name: string): string {
  const words = name.split(/[^\p{L}\p{M}\p{N}'’]+/u).filter((word) => /\p{L}/u.test(word));
  return words.slice(0, MAX_WORDS).map(maskWord).join(' ');
}

function maskWord(word: string): string {
  const [first = '', ...rest] = Array.from(word).slice(0, MAX_WORD_CHARS);
  return rest.length === 0 || !/\p{L}/u.test(first) ? '*'.repeat(rest.length + 1) : first + '*'.repeat(rest.length);
}

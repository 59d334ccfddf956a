/**
 * Orders typed as resellers type them, one a line: `s5 081234567890`, `ML86 12345678 1234`, `pln20.14012345678.PIN`. Which
 * part is a product is for the catalogue to say, and whether a last group of digits is a PIN or a part of the number for
 * the product's own rule; here a line is only cut where it may be cut.
 */
import { normalise } from './words.ts';

export interface LineReading {
  /** The line as it is shown back. */
  shown: string;
  /** Ways to cut it, the likeliest first. */
  cuts: { code: string; rest: string }[];
}

/** What stands between the parts where no space does. */
const SEPARATOR = /[.#*,;:]/;
const CODE = /^[a-z0-9][a-z0-9.+-]{0,29}$/i;
/** A word with a letter, then something with a digit: a line of an order, or of anything else. */
const MAY_BE = /^(?=[^\s.#*,;:]*[a-z])[a-z0-9+-]{1,20}[\s.#*,;:]+\D*\d/i;
/** With five digits it is hardly anything else; a shorter number among such lines is a slip and is answered as one. */
const LOOKS_LIKE = /^(?=[^\s.#*,;:]*[a-z])[a-z0-9+-]{1,20}[\s.#*,;:]+(?:\D*\d){5}/i;
const MAX_LINE_CHARS = 120;

/** The lines of a message that is nothing but order lines; null for any other message. */
export function readOrderLines(message: string, maxLines: number): LineReading[] | 'too_many' | null {
  const lines = message
    .split(/\r?\n/)
    .map(normalise)
    .filter((line) => line !== '');
  const mayBe = lines.every((line) => line.length <= MAX_LINE_CHARS && MAY_BE.test(line));
  if (!mayBe || !lines.some((line) => LOOKS_LIKE.test(line))) return null;
  if (lines.length > maxLines) return 'too_many';
  return lines.map((line) => ({ shown: line, cuts: cutsOf(line) }));
}

function cutsOf(line: string): LineReading['cuts'] {
  const cuts: LineReading['cuts'] = [];
  const add = (code: string, rest: string) => {
    const known = cuts.some((cut) => cut.code === code);
    if (!known && CODE.test(code) && rest.trim() !== '') cuts.push({ code, rest: rest.trim() });
  };
  const space = line.indexOf(' ');
  if (space > 0) add(line.slice(0, space), line.slice(space + 1));
  // A code may hold a dot itself, so the longest comes first.
  const head = space > 0 ? line.slice(0, space) : line;
  for (let at = head.length - 1; at > 0; at -= 1) {
    if (SEPARATOR.test(head[at] ?? '')) add(line.slice(0, at), line.slice(at + 1));
  }
  return cuts;
}

/** The rest of a line without a last group of four to six digits, which may be a PIN; null when there is none. */
export function withoutPin(rest: string): { rest: string; pin: string } | null {
  const match = /^(.*\S)[\s.#*,;:]+(\d{4,6})$/.exec(rest);
  return match ? { rest: (match[1] ?? '').replace(/[\s.#*,;:]+$/, ''), pin: match[2] ?? '' } : null;
}

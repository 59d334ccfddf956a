/** What one reply says of a purchase, whatever it was written in. Texts are trimmed and bounded, nothing is decided. */
import type { CodeMeaning } from './profile.ts';

export type Word = 'success' | 'pending' | 'failed' | 'unknown';

export interface ReplyFields {
  /** Null when the status is missing or no known word. */
  word: Word | null;
  /** As written, trimmed; a number as its decimal form. */
  rc: string | null;
  code: CodeMeaning | null;
  refId: string | null;
  /** The supplier's own number of the transaction. */
  supplierRef: string | null;
  sku: string | null;
  customerNo: string | null;
  serial: string | null;
  priceIdr: number | null;
  message: string;
  /** As written; part of a webhook's identity only. */
  statusText: string;
}

export const NO_FIELDS: ReplyFields = {
  word: null,
  rc: null,
  code: null,
  refId: null,
  supplierRef: null,
  sku: null,
  customerNo: null,
  serial: null,
  priceIdr: null,
  message: '',
  statusText: '',
};

/** A serial may be this long; nothing else a reply says is longer. */
const MAX_CHARS = 4_000;

export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_CHARS) : null;
}

/** A serial without a letter or digit ("-") is a blank one. A number too large for JSON has lost its last digits. */
export function serialOf(value: unknown): string | null {
  const serial = textOf(value);
  return serial !== null && /[\p{L}\p{N}]/u.test(serial) ? serial : null;
}

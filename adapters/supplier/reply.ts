/**
 * Compiles a profile once and reads replies with it: where a field stands, what a word or a code means. Reading never
 * decides; what a reply amounts to is classify.ts.
 */
import type { CodeMeaning, SupplierProfile } from './profile.ts';
import { readBody } from '../wire/body.ts';
import { compilePath } from '../wire/paths.ts';
import type { Path } from '../wire/paths.ts';
import { readAmount } from '../wire/values.ts';

export type Word = 'success' | 'pending' | 'failed' | 'unknown';

export interface ReplyReader {
  /** The answer proper inside a body: an object, a list, or null when the body is unreadable or has none. */
  envelope(body: Buffer): object | null;
  fields(envelope: object): ReplyFields;
}

export interface ReplyFields {
  /** Null when the status is missing or no known word. */
  word: Word | null;
  /** As written, trimmed; a number as its decimal form. */
  rc: string | null;
  code: CodeMeaning | null;
  refId: string | null;
  sku: string | null;
  customerNo: string | null;
  serial: string | null;
  priceIdr: number | null;
  message: string;
  /** As written; part of a webhook's identity only. */
  statusText: string;
}

const MAX_MESSAGE_CHARS = 300;
const MAX_SERIAL_CHARS = 4_000;

/** Expects a profile that `supplierProfileErrors` found nothing wrong with. */
export function createReplyReader(profile: SupplierProfile): ReplyReader {
  const envelope = compilePath(profile.envelope);
  const at = Object.fromEntries(
    Object.entries(profile.reply).map(([name, expression]) => [name, compilePath(expression)]),
  ) as Record<keyof SupplierProfile['reply'], Path>;
  const words = wordTable(profile);
  return {
    envelope: (body) => {
      const value = envelope(readBody(body, 'json'));
      return typeof value === 'object' && value !== null ? value : null;
    },
    fields: (reply) => {
      const rc = textOf(at.rc(reply));
      const status = at.status(reply);
      return {
        word: wordOf(words, profile, status),
        rc,
        code: rc !== null && Object.hasOwn(profile.codes, rc) ? (profile.codes[rc] ?? null) : null,
        refId: textOf(at.refId(reply)),
        sku: textOf(at.sku(reply)),
        customerNo: textOf(at.customerNo(reply)),
        serial: serialOf(at.serial(reply)),
        priceIdr: readAmount(at.price(reply)),
        message: (textOf(at.message(reply)) ?? '').slice(0, MAX_MESSAGE_CHARS),
        statusText: textOf(status) ?? '',
      };
    },
  };
}

function wordTable(profile: SupplierProfile): Map<string, Word> {
  return new Map(
    (['success', 'pending', 'failed', 'unknown'] as const).flatMap((meaning) =>
      profile.words[meaning].map((word) => [word.toLowerCase(), meaning] as const),
    ),
  );
}

function wordOf(words: Map<string, Word>, profile: SupplierProfile, status: unknown): Word | null {
  if (typeof status === 'string') return words.get(status.trim().toLowerCase()) ?? null;
  if (typeof status !== 'number' || !Object.hasOwn(profile.numbers ?? {}, String(status))) return null;
  return profile.numbers?.[String(status)] ?? null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A serial without a letter or digit ("-") is a blank one. A number too large for JSON has lost its last digits. */
function serialOf(value: unknown): string | null {
  const serial = textOf(value);
  return serial !== null && /[\p{L}\p{N}]/u.test(serial) ? serial.slice(0, MAX_SERIAL_CHARS) : null;
}

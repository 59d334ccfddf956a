/**
 * Compiles a profile once and reads replies with it: where a field stands, what a word, a code or a sentence means.
 * Reading never decides; what a reply amounts to is classify.ts.
 */
import { readBody } from '../wire/body.ts';
import { compilePath } from '../wire/paths.ts';
import type { Path } from '../wire/paths.ts';
import { readAmount } from '../wire/values.ts';
import type { SupplierProfile, SupplierReads } from './profile.ts';
import { NO_FIELDS, serialOf, textOf } from './reply-fields.ts';
import type { ReplyFields, Word } from './reply-fields.ts';
import { createTextReader } from './text-reply.ts';

export interface ReplyReader {
  /** The answer proper inside a JSON body: an object, a list, or null when the body is unreadable or has none. */
  envelope(body: Buffer): object | null;
  /** What a body says of a purchase or a refusal; null when it says neither. */
  read(body: Buffer): ReplyFields | null;
  /** The same for a body that was parsed already: a form, a query. */
  readParsed(body: object | null): ReplyFields | null;
  /** The same for a sentence. */
  readText(text: string): ReplyFields | null;
}

const ROOT = '$';

/** Expects a profile that `supplierProfileErrors` found nothing wrong with. `reads` is what one operation has elsewhere. */
export function createReplyReader(profile: SupplierProfile, reads: SupplierReads = {}): ReplyReader {
  const find = rootOr(reads.envelope ?? profile.envelope ?? ROOT);
  const fields = profile.reply ? compileFields(profile, { ...profile.reply, ...reads.reply }) : null;
  const refusal = compileRefusals(profile);
  const readText = createTextReader(profile.phrases ?? []);
  const inside = (body: object | null): object | null => {
    const value = find(body);
    return typeof value === 'object' && value !== null ? value : null;
  };
  const readParsed = (body: object | null): ReplyFields | null => {
    const refused = refusal(body);
    if (refused !== null) return refused;
    const reply = inside(body);
    return reply === null || Array.isArray(reply) || fields === null ? null : fields(reply);
  };
  return {
    envelope: (body) => inside(readBody(body, 'json')),
    read: (body) => (fields === null ? readText(body.toString('utf8')) : readParsed(readBody(body, 'json'))),
    readParsed,
    readText,
  };
}

const rootOr = (expression: string): Path => (expression === ROOT ? (root) => root : compilePath(expression));

function compileFields(
  profile: SupplierProfile,
  paths: Partial<NonNullable<SupplierProfile['reply']>>,
): (reply: object) => ReplyFields {
  const at = (expression: string | undefined): Path =>
    expression === undefined ? () => undefined : compilePath(expression);
  const words = wordTable(profile);
  const [status, rc, refId, supplierRef] = [paths.status, paths.rc, paths.refId, paths.supplierRef].map(at) as Four;
  const [sku, customerNo, serial, price] = [paths.sku, paths.customerNo, paths.serial, paths.price].map(at) as Four;
  const message = at(paths.message);
  return (reply) => {
    const code = textOf(rc(reply));
    return {
      word: wordOf(words, profile, status(reply)),
      rc: code,
      code: code !== null && Object.hasOwn(profile.codes, code) ? (profile.codes[code] ?? null) : null,
      refId: textOf(refId(reply)),
      supplierRef: textOf(supplierRef(reply)),
      sku: textOf(sku(reply)),
      customerNo: textOf(customerNo(reply)),
      serial: serialOf(serial(reply)),
      priceIdr: readAmount(price(reply)),
      message: textOf(message(reply)) ?? '',
      statusText: textOf(status(reply)) ?? '',
    };
  };
}

type Four = [Path, Path, Path, Path];

/** Refusals told in words: the first that fits speaks, and none of them can be an end of the purchase. */
function compileRefusals(profile: SupplierProfile): (body: object | null) => ReplyFields | null {
  const rules = (profile.refusals ?? []).map(({ at, pattern, ...code }) => ({
    at: compilePath(at),
    pattern: new RegExp(pattern, 'iu'),
    code,
  }));
  return (body) => {
    for (const { at, pattern, code } of rules) {
      const words = textOf(at(body));
      if (words !== null && pattern.test(words)) return { ...NO_FIELDS, code, message: words, statusText: words };
    }
    return null;
  };
}

function wordTable(profile: SupplierProfile): Map<string, Word> {
  return new Map(
    (['success', 'pending', 'failed', 'unknown'] as const).flatMap((meaning) =>
      profile.words[meaning].map((word) => [word.toLowerCase(), meaning] as const),
    ),
  );
}

/** Numbers count by their own table; callbacks write them as text. */
function wordOf(words: Map<string, Word>, { numbers = {} }: SupplierProfile, status: unknown): Word | null {
  const text = typeof status === 'string' ? status.trim().toLowerCase() : null;
  if (text !== null && words.has(text)) return words.get(text) ?? null;
  const digits = typeof status === 'number' ? String(status) : text;
  return digits !== null && Object.hasOwn(numbers, digits) ? (numbers[digits] ?? null) : null;
}

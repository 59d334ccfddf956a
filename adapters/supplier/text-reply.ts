/**
 * Reads suppliers that answer in sentences. A sentence means something only when the whole of what it matches has one
 * meaning: text that fits a success and a failure, or speaks of two purchases, means nothing. The rest of the safety is
 * in the profile's rules (an end must name the purchase) and in classify.ts (the name must be ours).
 */
import { readDottedAmount } from '../wire/values.ts';
import type { CodeMeaning, Phrase } from './profile.ts';
import { NO_FIELDS, serialOf } from './reply-fields.ts';
import type { ReplyFields } from './reply-fields.ts';

/** Suppliers answer with a line. More is a page or somebody's attempt to keep us busy. */
const MAX_CHARS = 1_000;
const MARKUP = /<[a-z!/]/i;

/** Null for a page, nothing, or more text than a supplier says; fields without a meaning for a sentence nobody knows. */
export function createTextReader(phrases: readonly Phrase[]): (text: string) => ReplyFields | null {
  const known = phrases.map(({ pattern, ...code }) => ({
    pattern: new RegExp(pattern, 'iu'),
    anywhere: new RegExp(pattern.replace(/^\^/, ''), 'iu'),
    code,
  }));
  return (raw) => {
    const text = raw.replaceAll(/\s+/g, ' ').trim();
    if (text === '' || text.length > MAX_CHARS || MARKUP.test(text)) return null;
    const first = known.find(({ pattern }) => pattern.test(text));
    // A second sentence behind the first counts as well: it may take back what that one said.
    const hits = known.flatMap(({ anywhere, code }) => hit(anywhere.exec(text), code));
    const [meant] = first ? hit(first.pattern.exec(text), first.code) : [];
    if (!meant || !hits.every((other) => agrees(other, meant))) {
      return { ...NO_FIELDS, message: text, statusText: text };
    }
    return fieldsOf(meant, text);
  };
}

const hit = (match: RegExpExecArray | null, code: CodeMeaning): Hit[] =>
  match ? [{ code, groups: match.groups ?? {} }] : [];

interface Hit {
  code: CodeMeaning;
  groups: Record<string, string | undefined>;
}

const agrees = (hit: Hit, first: Hit): boolean =>
  hit.code.is === first.code.is &&
  hit.code.created === first.code.created &&
  hit.groups['ref'] === first.groups['ref'] &&
  hit.groups['serial'] === first.groups['serial'];

function fieldsOf({ code, groups }: Hit, text: string): ReplyFields {
  const group = (name: string): string | null => groups[name]?.trim() || null;
  const price = group('price');
  return {
    ...NO_FIELDS,
    code,
    refId: group('ref'),
    supplierRef: group('id'),
    sku: group('sku'),
    customerNo: group('dest'),
    serial: serialOf(group('serial')),
    priceIdr: price === null ? null : readDottedAmount(price),
    message: text,
    statusText: text,
  };
}

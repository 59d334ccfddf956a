/**
 * A pasted credential: cleaned of what copying adds, then held against the field's pattern. Pure, and never says the
 * value itself. A space inside is no accident of copying but a sentence, so it is refused and not closed up.
 */
import type { PresetField } from '../ports/registry.ts';

/** A field of another vendor whose values are told by how they begin. */
export interface KnownValue {
  vendor: string;
  title: string;
  pattern: string;
}

export type ValueVerdict =
  | { ok: true; value: string }
  | { ok: false; why: 'command' | 'spaces' | 'unfit' }
  | { ok: false; why: 'other'; vendor: string; title: string };

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
const QUOTES: Record<string, string> = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’', '«': '»' };
/** `API_KEY=`, `export API_KEY=`, `"api_key":`. The name tells it from a value that has a sign of its own. */
const NAMED = /^(?:export\s+)?["']?([A-Za-z][\w .-]{0,60}?)["']?\s*[=:]\s*(?!\/\/)(?=\S)/;

export function checkValue(
  field: Pick<PresetField, 'name' | 'title' | 'pattern'>,
  pasted: string,
  others: readonly KnownValue[] = [],
): ValueVerdict {
  const value = cleanValue(field, pasted);
  if (/^\/[a-z]{2,20}$/i.test(value)) return { ok: false, why: 'command' };
  const isFit = fits(field.pattern, value);
  if (isFit && tellsVendor(field.pattern)) return { ok: true, value };
  const other = others.find(({ pattern }) => fits(pattern, value));
  if (other) return { ok: false, why: 'other', vendor: other.vendor, title: other.title };
  if (isFit) return { ok: true, value };
  return { ok: false, why: /\s/.test(value) ? 'spaces' : 'unfit' };
}

export function cleanValue(field: Pick<PresetField, 'name' | 'title'>, pasted: string): string {
  const words = pasted.replaceAll(INVISIBLE, '').replaceAll('\u00A0', ' ').trim();
  return joined(unquoted(unnamed(field, words)));
}

/** Whether a pattern says by its beginning whose value it is: `SB-Key-\w+` does, `\S{8,}` fits everything. */
export const tellsVendor = (pattern: string): boolean => /^[A-Za-z0-9_-]{3,}(?![A-Za-z0-9_-]*[*+?{|])/.test(pattern);

const fits = (pattern: string, value: string): boolean => new RegExp(`^(?:${pattern})$`, 'u').test(value);

function unnamed({ name, title }: Pick<PresetField, 'name' | 'title'>, words: string): string {
  const match = NAMED.exec(words);
  if (!match) return words;
  const key = match[1] ?? '';
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const isName =
    plain(key) === plain(name) || plain(key) === plain(title) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(key);
  return isName ? words.slice(match[0].length) : words;
}

function unquoted(words: string): string {
  const bare = words.trim().replace(/(["'`”’»])[,;]$/, '$1');
  const end = QUOTES[bare.charAt(0)];
  return end !== undefined && bare.length > 2 && bare.endsWith(end) ? bare.slice(1, -1).trim() : bare;
}

/** A long value that was wrapped on the way is closed up again. */
function joined(words: string): string {
  const pieces = words.split(/\s*[\r\n]+\s*/);
  return pieces.every((piece) => !/\s/.test(piece)) ? pieces.join('') : words;
}

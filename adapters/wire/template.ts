/**
 * The template language of wire profiles: `{order.id}`, `{order.amount|int}`, `{cfg.public_domain ?? base_url}`. A
 * string that is one placeholder keeps the value's type; mixed text becomes a string. A key whose value is missing is
 * left out. It is closed: no loops, no conditions, no code; what does not fit becomes a format file.
 */
import { createHash } from 'node:crypto';
import { compilePath } from './paths.ts';
import type { Path } from './paths.ts';
import { wibText } from './values.ts';

export type Template = string | number | boolean | null | Template[] | { [key: string]: Template };
/** What placeholders may name: roots like `order`, `secret`, `cfg`, `now`. Secrets are opened only while rendering. */
export type Scope = Readonly<Record<string, unknown>>;
type Leaf = string | number | boolean | Buffer;
type Filter = (value: Leaf) => Leaf;

const bytes = (value: Leaf): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
const instant = (value: Leaf): Date => new Date(Number(value));
const hashed =
  (algorithm: string): Filter =>
  (value) =>
    createHash(algorithm).update(bytes(value)).digest();

/** The whole vocabulary. Hash filters give bytes: follow them with `hex` or `b64`. Times take epoch milliseconds. */
const FILTERS: Readonly<Record<string, Filter>> = {
  int: (value) => Math.trunc(Number(value)),
  x100: (value) => Math.trunc(Number(value)) * 100,
  string: (value) => String(value),
  string2dec: (value) => Number(value).toFixed(2),
  upper: (value) => String(value).toUpperCase(),
  lower: (value) => String(value).toLowerCase(),
  iso_utc: (value) => instant(value).toISOString(),
  iso_utc_s: (value) => `${instant(value).toISOString().slice(0, 19)}Z`,
  iso_wib: (value) => `${wibText(Number(value)).replace(' ', 'T')}+07:00`,
  wib: (value) => wibText(Number(value)),
  wib_offset: (value) => `${wibText(Number(value))} +0700`,
  wib_compact: (value) => wibText(Number(value)).replaceAll(/\D/g, ''),
  unix: (value) => Math.floor(Number(value) / 1000),
  unix_ms: (value) => Math.trunc(Number(value)),
  // From +62812…, as it is kept: with a zero, as people write it, or without any sign.
  phone_local: (value) => String(value).replace(/^\+62/, '0'),
  phone_digits: (value) => String(value).replace(/^\+/, ''),
  basic_user: (value) => Buffer.from(`${String(value)}:`).toString('base64'),
  md5: hashed('md5'),
  sha1: hashed('sha1'),
  sha256: hashed('sha256'),
  sha512: hashed('sha512'),
  hex: (value) => bytes(value).toString('hex'),
  b64: (value) => bytes(value).toString('base64'),
  minify: (value) => minifyJson(bytes(value).toString()),
};

type Piece = string | { path: Path; filters: Filter[] };
const PLACEHOLDER = /\{([^{}]+)\}/g;
/** Templates come from profiles, of which there are few; the bound only guards against a mistake. */
const MAX_COMPILED = 5_000;
const compiled = new Map<string, Piece[]>();

/** Renders a whole tree: objects and lists keep their shape, keys and items without a value are left out. */
export function renderTemplate(template: Template, scope: Scope): unknown {
  if (typeof template === 'string') return renderString(template, scope);
  if (Array.isArray(template))
    return template.map((item) => renderTemplate(item, scope)).filter((item) => item !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(template)) {
    const value = renderTemplate(template[key] as Template, scope);
    if (value !== undefined) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

/** Renders text; null when a placeholder has no value. `encode` is applied to each placeholder, not to the rest. */
export function renderText(template: string, scope: Scope, encode: (text: string) => string = String): string | null {
  let text = '';
  for (const piece of pieces(template)) {
    const leaf = typeof piece === 'string' ? piece : evaluate(piece, scope);
    if (leaf === undefined) return null;
    text += typeof piece === 'string' ? piece : encode(String(leaf));
  }
  return text;
}

/** Renders the exact bytes to sign: `{raw}` goes in untouched. Null when a placeholder has no value. */
export function renderBytes(template: string, scope: Scope): Buffer | null {
  const leaves = pieces(template).map((piece) => (typeof piece === 'string' ? piece : evaluate(piece, scope)));
  if (leaves.includes(undefined)) return null;
  const [only] = leaves;
  return leaves.length === 1 ? bytes(only as Leaf) : Buffer.concat(leaves.map((leaf) => bytes(leaf as Leaf)));
}

/** Every placeholder of a tree, for validation. */
export function placeholders(template: Template): { expression: string; filters: string[] }[] {
  if (typeof template === 'string') {
    return [...template.matchAll(PLACEHOLDER)].map(([, inner = '']) => {
      const [expression = '', ...filters] = inner.split('|').map((part) => part.trim());
      return { expression, filters };
    });
  }
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap((value: Template) => placeholders(value));
}

/** What is wrong with a template's grammar (unknown filter, bad path, stray brace), one line each. */
export function templateProblems(template: Template): string[] {
  if (typeof template === 'string') {
    try {
      compile(template);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap((value: Template) => templateProblems(value));
}

function renderString(template: string, scope: Scope): unknown {
  const parts = pieces(template);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return evaluate(only, scope);
  return renderText(template, scope) ?? undefined;
}

function pieces(template: string): Piece[] {
  const known = compiled.get(template);
  if (known) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const fresh = compile(template);
  compiled.set(template, fresh);
  return fresh;
}

function compile(template: string): Piece[] {
  const parts: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    parts.push(template.slice(from, match.index));
    const [expression = '', ...names] = (match[1] ?? '').split('|').map((part) => part.trim());
    parts.push({ path: compilePath(expression), filters: names.map((name) => filterNamed(name, template)) });
    from = match.index + match[0].length;
  }
  parts.push(template.slice(from));
  const stray = parts.find((part) => typeof part === 'string' && /[{}]/.test(part));
  if (stray !== undefined) throw new SyntaxError(`stray brace in template: ${template}`);
  return parts.filter((part) => part !== '');
}

function filterNamed(name: string, template: string): Filter {
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
  if (!filter) throw new SyntaxError(`unknown filter "${name}" in template: ${template}`);
  return filter;
}

function evaluate(piece: Exclude<Piece, string>, scope: Scope): Leaf | undefined {
  const leaf = asLeaf(piece.path(scope));
  if (leaf === undefined) return undefined;
  let value = leaf;
  for (const filter of piece.filters) value = filter(value);
  return value;
}

function asLeaf(value: unknown): Leaf | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function') {
    const opened: unknown = value.reveal();
    // An empty secret is no secret: what needs it must not be made without it.
    return typeof opened === 'string' && opened !== '' ? opened : undefined;
  }
  return undefined;
}

/** Drops white space outside strings, byte for byte otherwise: a re-serialisation would change numbers and escapes. */
function minifyJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/gs, (_all, quoted: string | undefined) => quoted ?? '');
}

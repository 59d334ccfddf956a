/**
 * Signature schemes as data (facts: payments, group formats): algorithm, key, message, where the given value stands.
 * Verification fails closed: a scheme whose secret is missing or empty refuses, it never compares empty with empty.
 * Comparison is exact, so a right digest in the wrong case is refused like any forgery.
 */
import {
  createHash,
  createHmac,
  createSecretKey,
  createSign,
  createVerify,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { compilePath } from './paths.ts';
import { placeholders, renderBytes, renderText } from './template.ts';
import type { Scope } from './template.ts';

export const SIGNATURE_ALGORITHMS = [
  'static',
  'md5',
  'sha1',
  'sha1_of_md5hex',
  'sha256',
  'sha512',
  'hmac_sha1',
  'hmac_sha256',
  'hmac_sha512',
  'rsa_sha256',
] as const;

/** How a signature is made. `key` and `message` are templates; `static` has a key only, plain hashes a message only. */
export interface SignatureRecipe {
  alg: (typeof SIGNATURE_ALGORITHMS)[number];
  key?: string;
  message?: string;
  output?: 'hex' | 'base64';
  /** Stands before the digest: "sha1=", "HMACSHA256=". */
  prefix?: string;
}

export interface SignatureScheme extends SignatureRecipe {
  /** Where the message carries it. */
  given: { header: string } | { body: string };
  /** The header is a list `t=…,v1=…,v1=…`: names of its timestamp (unix seconds) and signature entries. */
  list?: { timestamp: string; signature: string };
  /** Older than this (by the list's timestamp) is a replay. */
  toleranceSeconds?: number;
  /** Further values that must be equal, as pairs of templates: `{header.client-id}` and `{secret.client_id}`. */
  require?: { left: string; right: string }[];
  /** The vendor may not sign at all: checked only when the secret is configured, otherwise the message is a hint. */
  optional?: boolean;
}

export type Verification =
  | { verified: true; reason: 'ok' }
  | {
      verified: false;
      reason: 'unsigned' | 'no_secret' | 'missing_signature' | 'bad_signature' | 'stale' | 'malformed';
    };

/** What a message can name: `raw`, `body`, `header`, `path` (without query), `verb`, `secret`, `cfg`, `given`. */
export interface SignedMessage {
  raw: Buffer;
  body: object | null;
  header: Readonly<Record<string, string>>;
  path: string;
  verb: string;
  secret: Readonly<Record<string, unknown>>;
  cfg: Readonly<Record<string, unknown>>;
}

const refused = (reason: Exclude<Verification['reason'], 'ok'>): Verification => ({ verified: false, reason });
/** More entries than any vendor sends; bounds the work a hostile header can cause. */
const MAX_LIST_ENTRIES = 16;

/** Verifies a message; `now` in epoch milliseconds. Never throws on what the sender controls. */
export function verifySignature(scheme: SignatureScheme, message: SignedMessage, now: number): Verification {
  const scope: Scope = { ...message, path: message.path.split('?')[0] };
  if (!hasItsSecrets(scheme, scope)) return refused(scheme.optional === true ? 'unsigned' : 'no_secret');
  const text = givenText(scheme, message);
  if (text === null || text === '') return refused('missing_signature');
  const given = scheme.list ? parseList(text, scheme.list) : { timestamp: null, candidates: [text] };
  if (given === null) return refused('malformed');
  if (isStale(scheme, given.timestamp, now)) return refused('stale');
  const full: Scope = { ...scope, given: { t: given.timestamp ?? '' } };
  const pairs = scheme.require ?? [];
  if (!pairs.every((pair) => isSameText(renderText(pair.left, full), renderText(pair.right, full)))) {
    return refused('bad_signature');
  }
  const genuine = given.candidates.some((candidate) => matches(scheme, full, candidate));
  return genuine ? { verified: true, reason: 'ok' } : refused('bad_signature');
}

/** Makes the signature of a request we send, prefix included. Null when a value it needs is missing. */
export function makeSignature(recipe: SignatureRecipe, scope: Scope): string | null {
  const key = recipe.key === undefined ? null : renderText(recipe.key, scope);
  if (recipe.alg === 'static') return key === null ? null : (recipe.prefix ?? '') + key;
  const message = renderBytes(recipe.message ?? '{raw}', scope);
  if (message === null) return null;
  const digest = recipe.alg === 'rsa_sha256' ? signRsa(message, key) : digestOf(recipe.alg, message, key);
  return digest === null ? null : (recipe.prefix ?? '') + digest.toString(recipe.output ?? 'hex');
}

function digestOf(alg: SignatureRecipe['alg'], message: Buffer, key: string | null): Buffer | null {
  if (alg.startsWith('hmac_')) {
    return key === null ? null : createHmac(alg.slice('hmac_'.length), keyObject(key)).update(message).digest();
  }
  if (alg === 'sha1_of_md5hex') {
    return createHash('sha1').update(createHash('md5').update(message).digest('hex')).digest();
  }
  return createHash(alg).update(message).digest();
}

/** Prepared keys: handing a text over anew costs as much as the digest of a webhook. A shop has a handful of secrets. */
const MAX_KEYS = 100;
const keyObjects = new Map<string, KeyObject>();

function keyObject(key: string): KeyObject {
  let known = keyObjects.get(key);
  if (known === undefined) {
    if (keyObjects.size >= MAX_KEYS) keyObjects.clear();
    known = createSecretKey(key, 'utf8');
    keyObjects.set(key, known);
  }
  return known;
}

function signRsa(message: Buffer, privateKey: string | null): Buffer | null {
  return privateKey === null ? null : createSign('RSA-SHA256').update(message).sign(privateKey);
}

function matches(scheme: SignatureScheme, scope: Scope, candidate: string): boolean {
  if (scheme.alg === 'rsa_sha256') return matchesRsa(scheme, scope, candidate);
  return isSameText(makeSignature(scheme, scope), candidate);
}

function matchesRsa(scheme: SignatureScheme, scope: Scope, candidate: string): boolean {
  const publicKey = renderText(scheme.key ?? '', scope);
  const message = renderBytes(scheme.message ?? '{raw}', scope);
  const prefix = scheme.prefix ?? '';
  if (!publicKey || message === null || !candidate.startsWith(prefix)) return false;
  const signature = Buffer.from(candidate.slice(prefix.length), scheme.output ?? 'base64');
  try {
    return createVerify('RSA-SHA256').update(message).verify(publicKey, signature);
  } catch {
    // A key that is no key proves nothing.
    return false;
  }
}

/** In constant time for texts of equal length. Nothing equals nothing: an empty secret proves nobody. */
export function isSameText(expected: string | null, given: string | null): boolean {
  if (expected === null || given === null || expected === '') return false;
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Every secret the scheme names must be there and not empty. */
function hasItsSecrets(scheme: SignatureScheme, scope: Scope): boolean {
  let secrets = secretsOf.get(scheme);
  if (secrets === undefined) {
    secrets = secretsNamedBy(scheme);
    secretsOf.set(scheme, secrets);
  }
  return secrets.every((template) => Boolean(renderText(template, scope)));
}

/** A scheme is part of a profile and does not change; finding its names again costs as much as a signature. */
const secretsOf = new WeakMap<SignatureScheme, string[]>();

function secretsNamedBy(scheme: SignatureScheme): string[] {
  const templates = [scheme.key, scheme.message, ...(scheme.require ?? []).flatMap((pair) => [pair.left, pair.right])];
  const named = templates.flatMap((template) => placeholders(template ?? '')).map(({ expression }) => expression);
  return named.filter((expression) => expression.startsWith('secret.')).map((expression) => `{${expression}}`);
}

function givenText(scheme: SignatureScheme, message: SignedMessage): string | null {
  if ('header' in scheme.given) return message.header[scheme.given.header.toLowerCase()] ?? null;
  const value = compilePath(scheme.given.body)(message.body);
  return typeof value === 'string' ? value : null;
}

function parseList(text: string, names: { timestamp: string; signature: string }) {
  const entries = text.split(',', MAX_LIST_ENTRIES).map((entry) => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()] as const;
  });
  const timestamp = entries.find(([name]) => name === names.timestamp)?.[1] ?? null;
  const candidates = entries.filter(([name]) => name === names.signature).map(([, value]) => value);
  return timestamp !== null && /^\d{1,12}$/.test(timestamp) && candidates.length > 0 ? { timestamp, candidates } : null;
}

function isStale(scheme: SignatureScheme, timestamp: string | null, now: number): boolean {
  if (scheme.toleranceSeconds === undefined) return false;
  return timestamp === null || now - Number(timestamp) * 1000 > scheme.toleranceSeconds * 1000;
}

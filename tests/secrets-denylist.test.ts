/**
 * No real-looking key may stand in a tracked file. Two nets: keys that appeared in documents this product was asked for
 * from, known here only by their SHA-256 so that the list gives nothing away, and the shapes vendors give to keys that
 * open something. Both are proven on planted text first.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const MAX_BYTES = 2 * 1024 * 1024;

/** SHA-256 of sample keys. Add one with: printf %s KEY | sha256sum */
const DENIED = new Set([
  // The session token of a redirect payment sample.
  '1f0a0529e85079e6540772d2ee298c83b59a00c492e38a174ccc3bf22df94058',
]);

const SHAPES: Record<string, RegExp> = {
  'payment server or client key': /\b(?:SB-)?Mid-(?:server|client)-[A-Za-z0-9_-]{16,}/,
  'payment secret key': /\bxnd_(?:production|development)_[A-Za-z0-9]{20,}/,
  'object storage key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'AI key': /\bsk-(?:proj-)?[A-Za-z0-9_-]{24,}/,
  'private key': /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/,
};

/** Words as keys are written: a key may stand in quotes, in a URL, or after an equals sign. */
const wordsOf = (text: string): Set<string> => new Set(text.match(/[A-Za-z0-9_-]{12,200}/g));

function findings(text: string, denied: ReadonlySet<string>): string[] {
  const known = [...wordsOf(text)].filter((word) => denied.has(sha256(word))).map(() => 'a denied sample key');
  const shaped = Object.entries(SHAPES).flatMap(([name, shape]) => (shape.test(text) ? [name] : []));
  return [...known, ...shaped];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  return listed.split('\0').filter(Boolean);
}

test('both nets catch what is planted', () => {
  const planted = ['planted', 'sample', '0123456789abcdef'].join('-');
  expect(findings(`api_key=${planted}&x=1`, new Set([sha256(planted)]))).toEqual(['a denied sample key']);
  expect(findings(`KEY="Mid-server-${'A1b2'.repeat(5)}"`, new Set())).toEqual(['payment server or client key']);
  expect(findings(`xnd_production_${'Ab3'.repeat(10)}`, new Set())).toEqual(['payment secret key']);
  expect(findings('MIDTRANS_SERVER_KEY=SB-Mid-server-…', new Set())).toEqual([]);
});

test('no tracked file holds a key', () => {
  const files = trackedFiles();
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const path = join(ROOT, file);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0 || size > MAX_BYTES) return [];
    return findings(readFileSync(path, 'utf8'), DENIED).map((what) => `${file}: ${what}`);
  });
  expect(found).toEqual([]);
});

/** The message files against each other and against every key the sources name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Lang } from '../../commerce/chat/model.ts';
import { loadBundle } from './bundle.ts';

const LANGS: Lang[] = ['id', 'en'];

/** Names of the variables anywhere in a pattern. */
function variablesOf(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const part of node) variablesOf(part, found);
  else if (node && typeof node === 'object') {
    const { type, name } = node as { type?: string; name?: string };
    if (type === 'var' && name) found.add(name);
    for (const part of Object.values(node)) variablesOf(part, found);
  }
  return found;
}

const messagesOf = (lang: Lang) =>
  new Map(
    loadBundle(lang).resources.flatMap(({ body }) => body.map(({ id, value }) => [id, [...variablesOf(value)].sort()])),
  );

const ROOTS = ['commerce', 'conversations', 'bot', 'jobs', 'webhooks'];
const repository = join(import.meta.dirname, '..', '..');

/** Keys named in the sources: whole ones, and the beginnings of composed ones. */
function keysInSources(): { whole: Set<string>; beginnings: Set<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const file of ROOTS.flatMap((root) =>
    readdirSync(join(repository, root), { recursive: true }).map((f) => join(root, String(f))),
  )) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const source = readFileSync(join(repository, file), 'utf8');
    for (const [, key] of source.matchAll(/\btext\(\s*'([^']+)'/g)) whole.add(key ?? '');
    for (const [, yes, no] of source.matchAll(/\btext\([^'`(){}]+\? '([^']+)' : '([^']+)'/g))
      whole.add(yes ?? '').add(no ?? '');
    for (const [, start] of source.matchAll(/\btext\(\s*`([^`$]+)\$\{/g)) beginnings.add(start ?? '');
  }
  return { whole, beginnings };
}

describe('message files', () => {
  const id = messagesOf('id');
  const en = messagesOf('en');

  test('have the same keys in both languages', () => {
    expect(
      [...id.keys()].filter((key) => !en.has(key)),
      'only Indonesian',
    ).toEqual([]);
    expect(
      [...en.keys()].filter((key) => !id.has(key)),
      'only English',
    ).toEqual([]);
    expect(id.size).toBeGreaterThan(20);
  });

  test('use the same values in both languages', () => {
    const different = [...id].filter(([key, names]) => en.has(key) && String(en.get(key)) !== String(names));
    expect(different.map(([key, names]) => `${key}: ${String(names)} / ${String(en.get(key))}`)).toEqual([]);
  });

  test('know every key the sources name', () => {
    const { whole, beginnings } = keysInSources();
    expect(whole.size).toBeGreaterThan(20);
    expect([...whole].filter((key) => !id.has(key)).sort()).toEqual([]);
    expect([...beginnings].filter((start) => ![...id.keys()].some((key) => key.startsWith(start))).sort()).toEqual([]);
  });

  test.each(LANGS)('%s: no sentence is empty or left untranslated markup', (lang) => {
    for (const { body } of loadBundle(lang).resources)
      for (const { id: key, value } of body) expect(value, key).not.toBeNull();
  });
});

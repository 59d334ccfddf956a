/**
 * Reads the message files of one language: every `.ftl` file of its folder, as one bundle. Loaded once at start, so a
 * broken file stops the start with its name, instead of a sentence missing in the middle of a sale.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Lang } from '../../commerce/chat/model.ts';

export interface LoadedBundle {
  bundle: FluentBundle;
  /** Every message with its pattern, in the order of the files. */
  resources: FluentResource[];
}

/** Throws when the folder has no message file, or when two files define the same key. */
export function loadBundle(lang: Lang, folder: string = import.meta.dirname): LoadedBundle {
  // No isolation marks: terminals and some phones show them as boxes, and both our languages run left to right.
  const bundle = new FluentBundle(lang, { useIsolating: false });
  const files = readdirSync(join(folder, lang))
    .filter((name) => name.endsWith('.ftl'))
    .sort();
  if (files.length === 0) throw new Error(`no message files for language ${lang}`);
  const resources: FluentResource[] = [];
  for (const file of files) {
    const resource = new FluentResource(readFileSync(join(folder, lang, file), 'utf8'));
    resources.push(resource);
    const errors = bundle.addResource(resource);
    if (errors.length > 0) throw new Error(`${lang}/${file}: ${errors.map((error) => error.message).join('; ')}`);
  }
  return { bundle, resources };
}

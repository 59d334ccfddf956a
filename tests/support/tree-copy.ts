/**
 * A copy of the program in a temporary folder, to be changed there: broken on purpose, or made a version newer. Changes
 * are search and replace; one whose text is not there any more, or is there twice, throws, so that none rots silently.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Change {
  /** From the root of the program. */
  file: string;
  find: string;
  put: string;
}

export interface TreeCopy {
  folder: string;
  apply(changes: readonly Change[]): void;
  remove(): void;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** What git knows or would know, with the packages of the original. */
export function copyOfTree(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-tree-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  // A link to packages elsewhere is not ignored as the folder is.
  for (const file of listed.split('\0').filter((name) => name !== '' && name !== 'node_modules')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // Suites ask git which files there are.
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['add', '-A'], { cwd: folder });
  return {
    folder,
    apply: (changes) => {
      for (const change of changes) applyTo(folder, change);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function applyTo(folder: string, { file, find, put }: Change): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} has ${count} times, not once:\n${find}`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
}

/**
 * The tree as the rules see it: which files there are and what each one imports, read with TypeScript's own parser. No
 * git is asked, so the rules hold in an unpacked archive, too, and files nobody committed yet are judged like all others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export const root = new URL('../../', import.meta.url);

export interface TreeFile {
  /** Path from the root, with slashes. */
  path: string;
  text: string;
}

export interface Import {
  from: string;
  /** A path from the root for our own files, otherwise what stands in the source: a package, or `node:…`. */
  to: string;
  ours: boolean;
}

const FOLDERS = ['adapters', 'bot', 'commerce', 'conversations', 'db', 'jobs', 'sandbox', 'tests', 'webhooks'];
const DATA_FOLDERS = ['docs', 'presets', '.ci'];
const TEXT =
  /\.(ts|js|mjs|json|md|ftl|css|html|sh|txt|sql|yml)$|^(sapa|LICENSE|\.env\.example|\.gitignore|\.ci\/[\w-]+)$/;

/** Every text file of the project, the lock file included. */
export function treeFiles(): TreeFile[] {
  const own = [...FOLDERS, ...DATA_FOLDERS].flatMap(filesBelow);
  const atRoot = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  return [...atRoot.map((entry) => entry.name), ...own].filter((path) => TEXT.test(path)).map(fileAt);
}

export const typeScript = (files: readonly TreeFile[]): TreeFile[] => files.filter(({ path }) => path.endsWith('.ts'));

/** What spans folders, what stands beside its file, and what only those two import. */
export const isTest = (path: string): boolean =>
  /^tests\/|\.test\.ts$|(^|\/)(testing(-\w+)?|test-driver)\.ts$|^vitest\./.test(path);

export function importsOf({ path, text }: TreeFile): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    const ours = fileName.startsWith('.');
    return { from: path, ours, to: ours ? resolvePath(path, fileName) : fileName };
  });
}

/** The folder a path stands in at the top level; files of the root itself belong to ''. */
export const ring = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

function resolvePath(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

function filesBelow(folder: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries.map((entry) => `${folder}/${entry}`).filter((path) => !/(^|\/)(node_modules|\.out)\//.test(path));
}

function fileAt(path: string): TreeFile {
  return { path, text: readFileSync(new URL(path, root), 'utf8') };
}

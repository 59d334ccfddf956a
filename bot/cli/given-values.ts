/** Credential values from a pipe: one JSON object, or KEY=VALUE lines. Errors never repeat a value. */
import { UsageError } from './command.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Throws UsageError naming the line that is neither. Names are read without case; values are kept to the letter. */
export function readGivenValues(words: string): Record<string, string> {
  return words.trimStart().startsWith('{') ? fromJson(words) : fromLines(words);
}

function fromJson(words: string): Record<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(words);
  } catch {
    throw new UsageError('the input begins like JSON and is not');
  }
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(content as object)) {
    if (typeof value !== 'string' && typeof value !== 'number') throw new UsageError(`${name} must be a text`);
    values[name.toLowerCase()] = String(value);
  }
  return values;
}

function fromLines(words: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, raw] of words.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const split = line.indexOf('=');
    const name = line.slice(0, Math.max(split, 0)).trim();
    if (split < 1 || !NAME.test(name)) throw new UsageError(`line ${index + 1} of the input is not KEY=VALUE`);
    values[name.toLowerCase()] = line.slice(split + 1).trim();
  }
  return values;
}

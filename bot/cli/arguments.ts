/** Reading a command's arguments. Whatever is wrong with them is a UsageError that names it. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ENVIRONMENTS, type Environment } from '../../commerce/environment.ts';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Names of the positional arguments as the usage shows them; those after `optional` may be left out. */
export interface Positionals {
  required?: readonly string[];
  optional?: readonly string[];
}

/** Flags by name and positionals in order. Throws UsageError on an unknown flag, a missing or an extra argument. */
export function readArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  { required = [], optional = [] }: Positionals = {},
) {
  const { values, positionals } = parsed(args, options);
  const missing = required[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  const extra = positionals[required.length + optional.length];
  if (extra !== undefined) throw new UsageError(`one argument too many: "${extra.slice(0, 40)}"`);
  for (const [name, value] of Object.entries(values)) {
    if (value === '') throw new UsageError(`--${name} needs a value`);
  }
  return { values, positionals };
}

function parsed<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node adds advice about "--" behind the first sentence.
    throw new UsageError(error.message.split(/\.\s/)[0] ?? error.message);
  }
}

/** The positional at an index that `readArguments` made sure of. */
export function given(positionals: readonly string[], index: number): string {
  const value = positionals[index];
  if (value === undefined) throw new UsageError('an argument is missing');
  return value;
}

/** A value the command cannot do without. */
export function needed(value: string | undefined, flag: string): string {
  if (value === undefined) throw new UsageError(`${flag} is missing`);
  return value;
}

/** Whole rupiah as people write it: 50000, 50.000, 50_000, Rp50.000. */
export function rupiah(value: string, flag: string): number {
  const match = /^(?:rp\s?)?(\d{1,3}(?:[._]\d{3})+|\d{1,12})$/i.exec(value.trim());
  if (!match?.[1]) throw new UsageError(`${flag} needs whole rupiah, such as 50000; got "${value.slice(0, 40)}"`);
  return Number(match[1].replaceAll(/[._]/g, ''));
}

export function wholeNumber(value: string, flag: string, min: number, max: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(`${flag} needs a whole number from ${min} to ${max}; got "${value.slice(0, 40)}"`);
  }
  return number;
}

/** One of a list of words, such as an environment. */
export function oneOf<const W extends string>(value: string, words: readonly W[], what: string): W {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new UsageError(`${what} is one of ${words.join(', ')}; got "${value.slice(0, 40)}"`);
  return word;
}

/** `--env` of commands that act in one environment; left out, it is the one the shop sells in now. */
export const environmentOf = (value: string | undefined): Environment | undefined =>
  value === undefined ? undefined : oneOf(value, ENVIRONMENTS, '--env');

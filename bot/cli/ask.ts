/**
 * Asks for a preset's fields on a terminal, one line each; secrets are not echoed. Lines pasted in one go are answers to
 * the questions in order, so echo follows the question at hand within one chunk of input, not after it.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { PresetField } from '../../commerce/ports/registry.ts';
import { CommandFailed } from './command.ts';

const MAX_TRIES = 5;
const STOPPED = 'stopped; nothing was saved';

/** Rejects with CommandFailed when the person stops (Ctrl-C, Ctrl-D) or an answer stays wrong. */
export function askFields(
  fields: readonly PresetField[],
  input: NodeJS.ReadableStream,
  terminal: NodeJS.WritableStream,
): Promise<Record<string, string>> {
  if (fields.length === 0) return Promise.resolve({});
  const done = Promise.withResolvers<Record<string, string>>();
  const values: Record<string, string> = {};
  let at = 0;
  let tries = 0;
  const current = () => fields[at];
  const echo = new Writable({
    write(chunk: Buffer, _encoding, next) {
      if (!current()?.secret) terminal.write(chunk);
      next();
    },
  });
  const lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  const finish = (end: () => void) => {
    lines.removeAllListeners();
    lines.close();
    end();
  };
  const fail = (words: string) => finish(() => done.reject(new CommandFailed(words)));
  const stop = () => {
    terminal.write('\n');
    fail(STOPPED);
  };

  function question(field: PresetField): void {
    terminal.write(`${field.title}${field.optional ? ' (optional, Enter skips)' : ''}\n`);
    if (tries === 0 && field.where) terminal.write(`  ${field.where}\n`);
    terminal.write(`  ${field.name}${field.secret ? ' (not shown)' : ''}: `);
  }

  function answer(line: string): void {
    const field = current();
    if (!field) return;
    const value = line.trim();
    if (field.secret) terminal.write('\n');
    if (!fits(field, value)) {
      tries += 1;
      if (tries >= MAX_TRIES) return fail(`${field.name} is not right after ${MAX_TRIES} tries; nothing was saved`);
      terminal.write(`  that does not look right; expected something like ${field.example}\n`);
      return question(field);
    }
    if (value !== '') values[field.name] = value;
    at += 1;
    tries = 0;
    const next = current();
    if (next) question(next);
    else finish(() => done.resolve(values));
  }

  lines.on('line', answer);
  lines.once('SIGINT', stop);
  lines.once('close', stop);
  const first = current();
  if (first) question(first);
  return done.promise;
}

const fits = (field: PresetField, value: string): boolean =>
  value === '' ? field.optional : new RegExp(`^(?:${field.pattern})$`, 'u').test(value);

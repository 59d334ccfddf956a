/**
 * The goods a person types for a decision that hands them over. Never an argument, which shells remember: asked on the
 * terminal without echo, or read from a pipe. Nothing typed = there is nothing to show.
 */
import type { CommandIo } from './command.ts';
import { UsageError } from './command.ts';

const MAX_BYTES = 2_000;

export async function askSerial(io: CommandIo): Promise<string> {
  if (io.stdin.isTTY) {
    const { askFields } = await import('./ask.ts');
    const field = {
      name: 'serial',
      title: 'Serial or code that was delivered (Enter for none)',
      example: '',
      where: '',
      pattern: '.*',
      secret: true,
      optional: true,
    };
    return (await askFields([field], io.stdin, io.stderr))['serial'] ?? '';
  }
  const { textOf } = await import('./json-lines.ts');
  const words = await textOf(io.stdin, MAX_BYTES);
  if (words === null) throw new UsageError(`the input is longer than ${MAX_BYTES} bytes`);
  return words.trim();
}

/**
 * JSON Lines in, exactly one JSON line out for each, in order. A line that cannot be read or answered gets
 * `{"error": …}` and the next one goes on, so line 7 of the output is always about line 7 of the input, blank or not.
 */
import { StringDecoder } from 'node:string_decoder';
import type { CommandIo } from './command.ts';

/** Longer lines are thrown away as they come in; nothing we inspect is near it. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** Null stands for a line that was too long. A last line without a line feed counts; nothing after the last one does not. */
export async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  const end = () => {
    const line = bytes > MAX_LINE_BYTES ? null : Buffer.concat(parts).toString().replace(/\r$/, '');
    parts = [];
    bytes = 0;
    return line;
  };
  for await (const chunk of input) {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = data.indexOf(0x0a); at >= 0; at = data.indexOf(0x0a, from)) {
      take(data.subarray(from, at));
      yield end();
      from = at + 1;
    }
    if (from < data.length) take(data.subarray(from));
  }
  if (bytes > 0) yield end();
}

/** Answers every line of stdin. `answer` throws an Error with a readable line for input of another shape. */
export async function answerLines(io: CommandIo, answer: (input: unknown) => object): Promise<number> {
  for await (const line of linesOf(io.stdin)) io.out(JSON.stringify(answerTo(line, answer)));
  return 0;
}

function answerTo(line: string | null, answer: (input: unknown) => object): object {
  if (line === null) return { error: `the line is longer than ${MAX_LINE_BYTES} bytes` };
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return { error: 'the line is not JSON' };
  }
  try {
    return answer(input);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The whole of an input as text, refused (null) when it is longer than `maxBytes`. */
export async function textOf(input: AsyncIterable<Buffer | string>, maxBytes: number): Promise<string | null> {
  const decoder = new StringDecoder();
  let words = '';
  let bytes = 0;
  for await (const chunk of input) {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += data.length;
    if (bytes > maxBytes) return null;
    words += decoder.write(data);
  }
  return words + decoder.end();
}

/**
 * Reads a backup file from its first line to its last, with bounded memory, and counts along: whoever came to the end
 * without an error has seen exactly what was written. Until then nothing may be relied on.
 */
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import type { TableShape } from '../schema-tables.ts';
import { opened } from './cipher.ts';
import { BadBackup, type BackupKeys } from './head.ts';
import { createTally, differences, type BackupRecord, type Manifest, type Tally, type Value } from './records.ts';

/** Throws BadBackup, before the first record when the key is wrong, and at the latest in place of the last. */
export async function* readBackup(path: string, keys: BackupKeys): AsyncGenerator<BackupRecord> {
  const file = await open(path).catch((error: unknown) => {
    throw new BadBackup(`${path} cannot be opened`, { cause: error });
  });
  try {
    const gunzip = createGunzip();
    // What goes wrong here is thrown where the unpacked lines are read.
    const feeding = pipeline(Readable.from(opened(file, keys)), gunzip).catch(() => {});
    yield* recordsOf(linesOf(gunzip));
    await feeding;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') || error instanceof SyntaxError ? damaged(error) : error;
  } finally {
    await file.close();
  }
}

const damaged = (cause?: unknown) => new BadBackup('this backup is damaged or cut off', { cause });

/** Lines end with a line feed and nothing else: JSON may hold every other sign people take for a line's end. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest: string[] = [];
  for await (const chunk of source) {
    const parts = decoder.write(chunk).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield rest.join('') + part;
      rest = [];
    }
    rest.push(last);
  }
  if (rest.some((part) => part !== '')) throw damaged();
}

async function* recordsOf(lines: AsyncIterable<string>): AsyncGenerator<BackupRecord> {
  let manifest: Manifest | null = null;
  let table: TableShape | null = null;
  let counting: ReturnType<typeof createTally> | null = null;
  let ended = false;
  const tally: Tally = {};
  const closeTable = () => {
    if (table && counting) tally[table.name] = counting.sum();
  };
  for await (const line of lines) {
    if (ended) throw damaged();
    const value = JSON.parse(line) as Value[] | { table: string } | { end: Tally } | Manifest;
    if (Array.isArray(value)) {
      if (!table || !counting) throw damaged();
      counting.add(value);
      yield { kind: 'row', table, values: value };
    } else if (manifest === null) {
      manifest = manifestOf(value);
      yield { kind: 'manifest', manifest };
    } else if ('table' in value) {
      closeTable();
      table = manifest.tables.find(({ name }) => name === value.table) ?? null;
      if (!table) throw damaged();
      counting = createTally(table);
    } else if ('end' in value) {
      closeTable();
      ended = true;
      if (differences(value.end, tally).length > 0) throw damaged();
      yield { kind: 'end', tally };
    }
  }
  if (!ended) throw damaged();
}

function manifestOf(value: object): Manifest {
  if (!('program' in value) || value.program !== 'sapa' || !('tables' in value)) throw damaged();
  return value as Manifest;
}

/**
 * The sheets port. A file is written in a thread of its own, one after the other: five thousand rows take the XLSX
 * package a second, in which nobody else would be answered, and what it loaded and needed is given back when the
 * thread ends. Nothing of it is loaded before somebody asks for a file.
 */
import type { Sheets } from '../../commerce/ports/sheets.ts';
import { filled, type FilledTable, type Words } from './cells.ts';

/** A CSV file is one table. */
export type SheetWork = { format: 'csv'; table: FilledTable } | { format: 'xlsx'; tables: FilledTable[] };

/** More than that waiting are turned away: each holds its rows. */
const MAX_WAITING = 10;
const TIMEOUT_MS = 60_000;
const MEMORY_MB = 256;

/** `words` puts a sentence into the reader's language. */
export function createSheets(words: Words): Sheets {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function inTurn(work: SheetWork): Promise<Uint8Array> {
    if (waiting >= MAX_WAITING) throw new Error('too many files are being written');
    waiting += 1;
    const done = last.then(() => inThread(work));
    last = done.catch(() => undefined);
    return done.finally(() => (waiting -= 1));
  }

  const book: Sheets['book'] = async (tables, lang) =>
    inTurn({ format: 'xlsx', tables: tables.map((table) => filled(table, (text) => words(text, lang))) });

  return {
    csv: async (table, lang) => inTurn({ format: 'csv', table: filled(table, (text) => words(text, lang)) }),
    xlsx: async (table, lang) => book([table], lang),
    book,
  };
}

async function inThread(work: SheetWork): Promise<Uint8Array> {
  const { Worker } = await import('node:worker_threads');
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: work, resourceLimits });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('writing a file took too long')), TIMEOUT_MS);
  const written = new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`writing a file ended by itself (${code})`)));
  });
  try {
    return await Promise.race([written, late.promise]);
  } finally {
    clearTimeout(timer);
    void thread.terminate();
  }
}

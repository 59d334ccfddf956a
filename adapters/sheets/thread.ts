/** Writes one file and ends. Started by sheets.ts with the work as its data; answers with the bytes. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SheetWork } from './sheets.ts';

const work = workerData as SheetWork;

async function write(): Promise<Uint8Array> {
  if (work.format === 'csv') return (await import('./csv.ts')).writeCsv(work.table);
  return (await import('./xlsx.ts')).writeXlsx(work.tables);
}

// A copy of their own: a Buffer may be a piece of what others are using.
const bytes = new Uint8Array(await write());
parentPort?.postMessage(bytes, [bytes.buffer]);

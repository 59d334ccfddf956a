/** XLSX: money and counts as numbers, instants as dates, so that Excel shows them the way of the reader's region. */
import writeXlsxFile, { type CellObject } from 'write-excel-file/node';
import type { FilledCell, FilledTable } from './cells.ts';
import { guarded } from './guard.ts';

const CLOCK_FORMAT = 'yyyy-mm-dd hh:mm';
const MONEY_FORMAT = '#,##0';
/** Limits of the format itself (Excel specifications and limits). */
const CELL_CHARS = 32_767;
const SHEET_NAME_CHARS = 31;
/** Widths are guessed from the content, within what fits a screen. */
const MIN_WIDTH = 6;
const MAX_WIDTH = 42;

export function writeXlsx(tables: readonly FilledTable[]): Promise<Uint8Array> {
  return writeXlsxFile(tables.map(sheetOf)).toBuffer();
}

function sheetOf({ title, headings, rows }: FilledTable) {
  const head = headings.map((heading): CellObject => ({ value: safe(heading), type: String, fontWeight: 'bold' }));
  return {
    data: [head, ...rows.map((row) => row.map(written))],
    sheet: sheetName(title),
    stickyRowsCount: 1,
    columns: headings.map((heading, index) => ({ width: widthOf(heading, rows, index) })),
  };
}

function written(cell: FilledCell): CellObject | null {
  if (cell === null) return null;
  if ('text' in cell) return { value: safe(cell.text), type: String };
  if ('clock' in cell) return { value: cell.clock, type: Date, format: CLOCK_FORMAT };
  return { value: cell.number, type: Number, ...(cell.kind === 'money' ? { format: MONEY_FORMAT } : {}) };
}

/**
 * The package looks words up in a plain object: "constructor" would be found there and written as something else, so
 * such a word gets a space behind it.
 */
function safe(text: string): string {
  const short = guarded(text).slice(0, CELL_CHARS - 1);
  return short in Object.prototype ? `${short} ` : short;
}

const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]/\\:*?']/g, ' ')
    .slice(0, SHEET_NAME_CHARS)
    .trim() || '1';

function widthOf(heading: string, rows: readonly FilledCell[][], index: number): number {
  let width = Math.max(MIN_WIDTH, heading.length);
  for (const row of rows) {
    if (width >= MAX_WIDTH) return MAX_WIDTH;
    width = Math.max(width, lengthOf(row[index] ?? null));
  }
  return Math.min(width, MAX_WIDTH) + 2;
}

function lengthOf(cell: FilledCell): number {
  if (cell === null) return 0;
  if ('text' in cell) return cell.text.length;
  // Room for the thousands separators.
  return 'clock' in cell ? CLOCK_FORMAT.length : Math.ceil(String(cell.number).length * 1.3);
}

/**
 * Tables as files a spreadsheet opens. What stands in a cell is typed, so that money can be summed and instants sorted;
 * words are keys of the message files and are put into the reader's language when the file is made.
 */
import type { Text } from './screen.ts';

export type SheetFormat = 'csv' | 'xlsx';

export type SheetColumn =
  | { heading: Text; kind: 'text' }
  /** Whole rupiah. */
  | { heading: Text; kind: 'money' }
  | { heading: Text; kind: 'integer' }
  /** Epoch milliseconds, shown as the wall clock of `zone`: spreadsheets know no zones. */
  | { heading: Text; kind: 'instant'; zone: string };

/** A string or a sentence in text columns, a number in the others; null leaves the cell empty. */
export type SheetCell = string | number | Text | null;

export interface SheetTable {
  title: Text;
  columns: readonly SheetColumn[];
  rows: readonly (readonly SheetCell[])[];
}

export interface Sheets {
  /** UTF-8 with a byte order mark, fields separated by semicolons, lines ending in CR LF. */
  csv(table: SheetTable, lang: 'id' | 'en'): Promise<Uint8Array>;
  /** Several sheets in one file, each as `xlsx` makes it. */
  book(tables: readonly SheetTable[], lang: 'id' | 'en'): Promise<Uint8Array>;
  /** One sheet (Office Open XML) whose first row stays in sight. */
  xlsx(table: SheetTable, lang: 'id' | 'en'): Promise<Uint8Array>;
}

export const SHEET_MIME: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

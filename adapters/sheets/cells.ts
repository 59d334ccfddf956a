/** A table with everything put into words and on the wall clock: what both kinds of file are written from. Pure. */
import type { Text } from '../../commerce/ports/screen.ts';
import type { SheetCell, SheetColumn, SheetTable } from '../../commerce/ports/sheets.ts';

export type Words = (sentence: Text, lang: 'id' | 'en') => string;

/** `clock` is a wall clock written as if it were UTC, which is how spreadsheets count. */
export type FilledCell = { text: string } | { number: number; kind: 'money' | 'integer' } | { clock: Date } | null;

export interface FilledTable {
  title: string;
  headings: string[];
  rows: FilledCell[][];
}

/** Throws where a row does not fit its columns, or a number is no whole number. */
export function filled({ title, columns, rows }: SheetTable, say: (text: Text) => string): FilledTable {
  return {
    title: say(title),
    headings: columns.map(({ heading }) => say(heading).toWellFormed()),
    rows: rows.map((row) => {
      if (row.length !== columns.length) throw new TypeError(`${row.length} cells for ${columns.length} columns`);
      return columns.map((column, index) => cell(column, row[index] ?? null, say));
    }),
  };
}

function cell(column: SheetColumn, value: SheetCell, say: (text: Text) => string): FilledCell {
  if (value === null) return null;
  if (column.kind === 'text') {
    const text = typeof value === 'object' ? say(value) : String(value);
    // Half a character has no form in UTF-8.
    return { text: text.toWellFormed() };
  }
  if (!Number.isSafeInteger(value)) throw new TypeError(`a column of ${column.kind} needs whole numbers`);
  const number = Number(value);
  return column.kind === 'instant' ? { clock: wallClock(number, column.zone) } : { number, kind: column.kind };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(instant: number, zone: string): Date {
  let format = formats.get(zone);
  if (!format) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

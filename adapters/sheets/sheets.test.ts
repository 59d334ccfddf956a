/** What goes into a table comes out of the file, and nothing anybody wrote is run by the program that opens it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text } from '../../commerce/ports/screen.ts';
import type { SheetCell, SheetTable } from '../../commerce/ports/sheets.ts';
import { readCsv, readXlsx } from '../../tests/support/sheet-reader.ts';
import { filled } from './cells.ts';
import { writeCsv } from './csv.ts';
import { createSheets } from './sheets.ts';
import { writeXlsx } from './xlsx.ts';

const WORDS: Record<string, string> = {
  title: 'Laporan 20/11: [A]',
  name: 'Nama',
  total: 'Total',
  when: 'Waktu',
  n: 'Jumlah',
};
const say = ({ key }: { key: string }): string => WORDS[key] ?? key;
const sheets = createSheets((sentence, lang) => (lang === 'en' ? `${sentence.key} (en)` : say(sentence)));

const table = (...rows: SheetCell[][]): SheetTable => ({
  title: text('title'),
  columns: [
    { heading: text('name'), kind: 'text' },
    { heading: text('total'), kind: 'money' },
    { heading: text('when'), kind: 'instant', zone: 'Asia/Jakarta' },
    { heading: text('n'), kind: 'integer' },
  ],
  rows,
});
const names = (...all: string[]): SheetTable => ({
  title: text('title'),
  columns: [{ heading: text('name'), kind: 'text' }],
  rows: all.map((name) => [name]),
});
/** The writers themselves: a thread for each of a thousand files would test threads. */
const csvOf = (from: SheetTable) => Buffer.from(writeCsv(filled(from, say))).toString('utf8');
const xlsxOf = async (from: SheetTable) => readXlsx(await writeXlsx([filled(from, say)]));

/** Takes the guard off again, as written in guard.ts. */
const unguarded = (cell: string) => cell.replaceAll(/(?<=^|[,;\t\r\n])'(?=["']*[=+\-@\t\r\n＝＋－＠])/g, '');
const BEGINS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const AT = Date.UTC(2026, 10, 20, 17, 30);

test('CSV: the mark, semicolons, whole numbers, the wall clock of the zone', async () => {
  const csv = csvOf(table(['Voucher; "WiFi"', 1_250_000, AT, 2], [text('name'), -5000, null, null]));
  expect(csv).toBe(
    '\ufeffNama;Total;Waktu;Jumlah\r\n"Voucher; ""WiFi""";1250000;2026-11-21 00:30;2\r\nNama;-5000;;\r\n',
  );
});

test('XLSX: money and dates are numbers a spreadsheet can reckon with', async () => {
  const { name, cells, formulas } = await xlsxOf(table(['WiFi', 1_250_000, AT, 2], ['Pulsa', -5000, null, null]));
  expect(name).toBe('Laporan 20 11   A');
  expect(formulas).toBe(0);
  expect(cells.map(({ at, value }) => [at, value])).toEqual([
    ['A1', 'Nama'],
    ['B1', 'Total'],
    ['C1', 'Waktu'],
    ['D1', 'Jumlah'],
    ['A2', 'WiFi'],
    ['B2', 1_250_000],
    ['C2', expect.closeTo(46_347 + 30 / 1440, 9)],
    ['D2', 2],
    ['A3', 'Pulsa'],
    ['B3', -5000],
  ]);
  expect(cells.find(({ at }) => at === 'B2')?.format).toBe('#,##0');
  expect(cells.find(({ at }) => at === 'C2')?.format).toBe('yyyy-mm-dd hh:mm');
});

test('words are in the language asked for', async () => {
  expect(Buffer.from(await sheets.csv(table(), 'en')).toString()).toContain('name (en);total (en)');
  expect(readXlsx(await sheets.xlsx(table(), 'en')).cells[0]?.value).toBe('name (en)');
});

test.each(['=1+1', '+62812', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', "'=1"])(
  '%j is words, not a formula',
  async (name) => {
    const [, [cell = ''] = []] = readCsv(csvOf(names(name)).slice(1));
    expect(cell).toBe(`'${name}`.replaceAll(/(?<=[\t\r])=/g, "'="));
    expect((await xlsxOf(names(name))).cells[1]?.value).toBe(`'${name}`);
  },
);

test('a program that splits by commas finds no formula either', async () => {
  const csv = csvOf(names(`x,=cmd|' /C calc'!A0`, 'x,"=1+1', 'a\n=2')).slice(1);
  expect(csv).not.toMatch(/[,;\n]["]*=/);
});

test('any words come back from CSV as they were, and no cell begins like a formula', async () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ';', ',', 'a', '1', ' ', '＝'),
      maxLength: 12,
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(any, any), { minLength: 1, maxLength: 8 }), async (rows) => {
      const columns = ['name', 'n'].map((key) => ({ heading: text(key), kind: 'text' as const }));
      const csv = csvOf({ title: text('title'), columns, rows });
      const [head, ...read] = readCsv(csv.slice(1));
      expect(head).toEqual(['Nama', 'Jumlah']);
      expect(read.map((row) => row.map(unguarded))).toEqual(rows);
      expect(read.flat().filter((cell) => BEGINS_FORMULA.test(cell))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('any words come back from XLSX, also those that are names of something in JavaScript', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('constructor', '__proto__', 'toString', '<b>&amp;"', ' tepi '),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        words.filter((word) => word !== ''),
        { minLength: 1, maxLength: 6 },
      ),
      async (all) => {
        const { cells, formulas } = await xlsxOf(names(...all));
        expect(formulas).toBe(0);
        const read = cells.slice(1).map(({ value }) => String(value));
        expect(read.map((cell) => (cell.trim() in Object.prototype ? cell.trim() : unguarded(cell)))).toEqual(all);
        expect(read.filter((cell) => BEGINS_FORMULA.test(cell))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test('what does not fit its column is a mistake, not a strange file', async () => {
  await expect(sheets.csv(table(['x', 1]), 'id')).rejects.toThrow('2 cells for 4 columns');
  await expect(sheets.csv(table(['x', 1.5, null, null]), 'id')).rejects.toThrow('whole numbers');
  await expect(sheets.xlsx(table(['x', 'y', null, null]), 'id')).rejects.toThrow('whole numbers');
});

test('many files are asked for at once and written one after the other, the words in their own thread', async () => {
  const rows = Array.from({ length: 200 }, (_, n): SheetCell[] => [`baris ${n}`, n, AT, n]);
  const files = await Promise.all([sheets.xlsx(table(...rows), 'id'), sheets.csv(table(...rows), 'id')]);
  expect(readXlsx(files[0]).cells.at(-1)).toMatchObject({ at: 'D201', value: 199 });
  expect(readCsv(Buffer.from(files[1]).toString('utf8').slice(1)).at(-1)?.[0]).toBe('baris 199');
  const many = await Promise.allSettled(Array.from({ length: 12 }, () => sheets.csv(table(), 'id')));
  expect(many.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  expect(Buffer.from(await sheets.csv(table(), 'id')).toString()).toContain('Nama;Total');
});

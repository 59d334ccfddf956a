/**
 * CSV for Excel as it is set up in Indonesia: semicolons, because the comma is the decimal sign there and Excel splits
 * by the region's list separator; a byte order mark, because Excel else reads UTF-8 as Windows-1252. A first line
 * "sep=;" would serve every region, but makes Excel forget the mark, and every other program shows it as data.
 */
import { stringify } from 'csv-stringify/sync';
import type { FilledCell, FilledTable } from './cells.ts';
import { guardedInLine } from './guard.ts';

export function writeCsv({ headings, rows }: FilledTable): Uint8Array {
  const lines = [headings.map(guardedInLine), ...rows.map((row) => row.map(written))];
  const text = stringify(lines, { bom: true, delimiter: ';', record_delimiter: 'windows', quoted_match: /[,;\t\r\n]/ });
  return Buffer.from(text);
}

/** Numbers without grouping and clocks as ISO dates: both are read as what they are in every region. */
function written(cell: FilledCell): string {
  if (cell === null) return '';
  if ('text' in cell) return guardedInLine(cell.text);
  if ('number' in cell) return String(cell.number);
  return cell.clock.toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * Reads what we wrote for spreadsheets, as a spreadsheet would and with nothing the writers use: CSV by RFC 4180, XLSX
 * as the zip archive and XML it is.
 */
import { inflateRawSync } from 'node:zlib';

/** The cells of a CSV text. Throws on a quote out of place. */
export function readCsv(text: string, separator = ';'): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|$)`, 'y');
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === separator) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** The files of a zip archive by name. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    files.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

export interface ReadCell {
  /** "B2" */
  at: string;
  value: string | number;
  /** How the cell is to be shown, "General" where nothing is said. */
  format: string;
}

export interface ReadSheet {
  name: string;
  cells: ReadCell[];
  /** Cells that hold a formula: there must be none. */
  formulas: number;
}

/** The one sheet of an XLSX file. */
export function readXlsx(bytes: Uint8Array): ReadSheet {
  const files = unzip(Buffer.from(bytes));
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  const strings = all(/<si><t[^>]*>([\s\S]*?)<\/t><\/si>/g, files.get('xl/sharedStrings.xml') ?? '');
  const formats = formatsOf(files.get('xl/styles.xml') ?? '');
  const cells = [...sheet.matchAll(/<c ([^>]*)><v>([\s\S]*?)<\/v><\/c>/g)].map(([, attributes = '', value = '']) => ({
    at: attribute(attributes, 'r'),
    value: attribute(attributes, 't') === 's' ? plain(strings[Number(value)] ?? '?') : Number(value),
    format: formats[Number(attribute(attributes, 's') || 0)] ?? 'General',
  }));
  const name = /<sheet [^>]*name="([^"]*)"/.exec(files.get('xl/workbook.xml') ?? '')?.[1] ?? '';
  return { name: plain(name), cells, formulas: all(/(<f)[ >]/g, sheet).length };
}

function formatsOf(styles: string): string[] {
  const codes = new Map(
    all(/(<numFmt [^>]*>)/g, styles).map((tag) => [attribute(tag, 'numFmtId'), plain(attribute(tag, 'formatCode'))]),
  );
  const used = /<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles)?.[1] ?? '';
  return all(/(<xf [^>]*>)/g, used).map((tag) => codes.get(attribute(tag, 'numFmtId')) ?? 'General');
}

const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const attribute = (tag: string, name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
const plain = (xml: string): string =>
  xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Every sheet of an XLSX file by name, in order, with how many rows each has. */
export function sheetsOf(bytes: Uint8Array): [name: string, rows: number][] {
  const files = unzip(Buffer.from(bytes));
  const names = all(/<sheet [^>]*name="([^"]*)"/g, files.get('xl/workbook.xml') ?? '');
  return names.map((name, at) => [
    plain(name),
    all(/(<row)[ >]/g, files.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '').length,
  ]);
}

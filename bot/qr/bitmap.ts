/** Writes a square one-bit grayscale PNG. Only what a QR code needs: no palette, no metadata, no interlacing. */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The last three levels take eight times as long to save fifty bytes of such a picture. */
const COMPRESSION = 6;
const FILTER_NONE = 0;
/** "Same as the row above": a repeated row becomes zeros and nearly vanishes when compressed. */
const FILTER_UP = 2;

/** `rows` holds `side` rows of packed bits, 1 = white; a row that is the very object of the row above costs nothing. */
export function bitmapPng(side: number, rows: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1; // bits per pixel; colour type, compression, filter and interlace stay 0
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered(rows), { level: COMPRESSION })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filtered(rows: readonly Buffer[]): Buffer {
  const width = (rows[0]?.length ?? 0) + 1;
  const out = Buffer.alloc(width * rows.length);
  rows.forEach((row, y) => {
    const repeated = y > 0 && rows[y - 1] === row;
    out[y * width] = repeated ? FILTER_UP : FILTER_NONE;
    if (!repeated) row.copy(out, y * width + 1);
  });
  return out;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/**
 * A QR code as a small, clean PNG: black on white, one bit per pixel, whole pixels per module. `qrcode` only makes the
 * matrix; its own PNG writer blocks the event loop for ~47 ms per picture, this one for about one.
 */
import { create } from 'qrcode';
import { bitmapPng } from './bitmap.ts';

/** Quiet zone on every side, in modules. The standard asks for 4; less stops phones from finding the code. */
const QUIET_MODULES = 4;
/** Smallest side of the picture, so that a chat app's preview (about 400 px) can still be scanned. */
const MIN_SIDE_PX = 600;
/** Above this, level M would give modules too small for a phone screen. */
const LONG_PAYLOAD_CHARS = 300;

/** Renders a payload (up to 2,900 bytes). Throws RangeError for an empty or longer one: nothing scannable comes of it. */
export function qrPng(payload: string): Buffer {
  const bytes = Buffer.byteLength(payload);
  if (bytes === 0 || bytes > 2900) throw new RangeError(`a QR code cannot carry ${bytes} bytes`);
  const { modules } = create(payload, { errorCorrectionLevel: payload.length > LONG_PAYLOAD_CHARS ? 'L' : 'M' });
  const sideModules = modules.size + 2 * QUIET_MODULES;
  const scale = Math.ceil(MIN_SIDE_PX / sideModules);
  const side = sideModules * scale;
  const quiet = bitmapRow(side);
  const rows: Buffer[] = [];
  for (let y = 0; y < sideModules; y += 1) {
    const row = insideRow(y, modules.size) ? moduleRow(modules.data, modules.size, y, side, scale) : quiet;
    for (let repeat = 0; repeat < scale; repeat += 1) rows.push(row);
  }
  return bitmapPng(side, rows);
}

const insideRow = (y: number, size: number) => y >= QUIET_MODULES && y < size + QUIET_MODULES;

/** A white row: every bit set. */
const bitmapRow = (side: number) => Buffer.alloc(Math.ceil(side / 8), 0xff);

function moduleRow(data: Uint8Array, size: number, y: number, side: number, scale: number): Buffer {
  const row = bitmapRow(side);
  const start = (y - QUIET_MODULES) * size;
  for (let x = 0; x < size; x += 1) {
    if (!data[start + x]) continue;
    const from = (x + QUIET_MODULES) * scale;
    for (let pixel = from; pixel < from + scale; pixel += 1) {
      row[pixel >> 3] = (row[pixel >> 3] ?? 0) & ~(0x80 >> (pixel & 7));
    }
  }
  return row;
}

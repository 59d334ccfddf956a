import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { qrPng } from './png.ts';

/** The package is CommonJS with types written for a default export. */
const jsQR = jsqr as unknown as typeof jsqr.default;

/** 250 characters in the shape of a QRIS payload (tag, length, value); the checksum does not matter to a picture. */
const QRIS = `00020101021226610016ID.CO.EXAMPLE.WWW01189360091800000000000214${'1234567890'.repeat(18)}6304A1B2`
  .padEnd(250, '7')
  .slice(0, 250);

interface Gray {
  side: number;
  at(x: number, y: number): number;
}

function grayOf(png: Buffer): Gray {
  const picture = PNG.sync.read(png);
  return { side: picture.width, at: (x, y) => picture.data[(y * picture.width + x) * 4] ?? 0 };
}

/** Area average, as a chat app's preview does it: the hardest honest case for a decoder. */
function shrunk(picture: Gray, side: number): Gray {
  const ratio = picture.side / side;
  const average = (x: number, y: number) => {
    let sum = 0;
    let count = 0;
    for (let py = Math.floor(y * ratio); py < (y + 1) * ratio; py += 1) {
      for (let px = Math.floor(x * ratio); px < (x + 1) * ratio; px += 1) {
        sum += picture.at(Math.min(px, picture.side - 1), Math.min(py, picture.side - 1));
        count += 1;
      }
    }
    return Math.round(sum / count);
  };
  return { side, at: average };
}

const nearest = (picture: Gray, side: number): Gray => ({
  side,
  at: (x, y) => picture.at(Math.floor((x * picture.side) / side), Math.floor((y * picture.side) / side)),
});

function decoded(picture: Gray): string | undefined {
  const rgba = new Uint8ClampedArray(picture.side * picture.side * 4);
  for (let y = 0; y < picture.side; y += 1) {
    for (let x = 0; x < picture.side; x += 1) {
      const at = (y * picture.side + x) * 4;
      rgba.fill(picture.at(x, y), at, at + 3);
      rgba[at + 3] = 255;
    }
  }
  return jsQR(rgba, picture.side, picture.side)?.data;
}

describe('QR picture', () => {
  it('is read back at full size and at the size of a chat preview', () => {
    const picture = grayOf(qrPng(QRIS));
    expect(decoded(picture)).toBe(QRIS);
    expect(decoded(shrunk(picture, 400))).toBe(QRIS);
    expect(decoded(nearest(picture, 400))).toBe(QRIS);
  });

  it('is a one-bit grayscale picture of at least 600 px and under 3 KB, with the quiet zone white', () => {
    const png = qrPng(QRIS);
    expect(png.length).toBeLessThan(3072);
    expect([...png.subarray(24, 29)]).toEqual([1, 0, 0, 0, 0]);
    const picture = grayOf(png);
    expect(picture.side).toBeGreaterThanOrEqual(600);
    const scale = picture.side / (create(QRIS, { errorCorrectionLevel: 'M' }).modules.size + 8);
    expect(Number.isInteger(scale)).toBe(true);
    for (let at = 0; at < picture.side; at += 1) {
      for (const edge of [4 * scale - 1, picture.side - 4 * scale]) {
        expect(picture.at(at, edge)).toBe(255);
        expect(picture.at(edge, at)).toBe(255);
      }
    }
    expect(picture.at(4 * scale, 4 * scale)).toBe(0);
  });

  it('gives longer payloads fewer correction bits and still reads back', () => {
    const long = 'ID'.repeat(200);
    expect(decoded(grayOf(qrPng(long)))).toBe(long);
  });

  it('holds the event loop for less than 5 ms', () => {
    for (let warm = 0; warm < 20; warm += 1) qrPng(QRIS);
    const times = Array.from({ length: 25 }, () => {
      const before = performance.now();
      qrPng(QRIS);
      return performance.now() - before;
    });
    expect(times.sort((a, b) => a - b)[12]).toBeLessThan(5);
  });

  it('refuses what no code can carry', () => {
    expect(() => qrPng('')).toThrow(RangeError);
    expect(() => qrPng('x'.repeat(2901))).toThrow(RangeError);
  });
});

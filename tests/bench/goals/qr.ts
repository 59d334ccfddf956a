/** P7: the QR picture, beside the package's own PNG writer. Both make their pictures in this process, in turn. */
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { toBuffer } from 'qrcode';
import { qrPng } from '../../../bot/qr/png.ts';
import { median, percentile } from '../measure.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';

const PICTURES = { warm: 30, floor: 20, ours: 200 };
const MAX_BYTES = 3 * 1024;
const MAX_HELD_MS = 5;

/** As long as a QRIS payload with its merchant's details; what it says does not matter to a picture. */
const PAYLOAD = `00020101021226610016ID.CO.EXAMPLE.WWW01189360091800000000000214${'1234567890'.repeat(18)}6304A1B2`;

export const qr: Measurement = {
  goals: ['P7'],
  async run({ rounds }) {
    for (let i = 0; i < PICTURES.warm; i += 1) qrPng(PAYLOAD);
    await toBuffer(PAYLOAD, { width: 600 });
    const floors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < PICTURES.floor; i += 1) floors.push(await timed(() => toBuffer(PAYLOAD, { width: 600 })));
      for (let i = 0; i < PICTURES.ours; i += 1) ours.push(await timed(() => qrPng(PAYLOAD)));
    }
    return [judged(floors, ours)];
  },
};

async function timed(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function judged(floors: number[], ours: number[]): Row {
  const png = qrPng(PAYLOAD);
  const held = percentile(ours, 99);
  const row = ratioRow(
    {
      goal: 'P7',
      what: `QR picture, ${png.length} bytes, ${decodes(png) ? 'decodes' : 'DOES NOT DECODE'}`,
      floor: `${median(floors).toFixed(1)} ms`,
      ours: `${median(ours).toFixed(2)} ms, p99 ${held.toFixed(1)} ms`,
    },
    median(floors) / median(ours),
    { must: 15, aim: 20 },
  );
  const isRight = decodes(png) && png.length < MAX_BYTES && held < MAX_HELD_MS;
  const times = (value: number) => `${value.toFixed(1)}x`;
  return {
    ...row,
    ratio: times(median(floors) / median(ours)),
    must: '≥ 15x, < 3 KB, < 5 ms',
    aim: '≥ 20x',
    met: row.met === true && isRight,
  };
}

function decodes(png: Buffer): boolean {
  const { data, width, height } = PNG.sync.read(png);
  // CommonJS with types written for a default export.
  const jsQR = jsqr as unknown as typeof jsqr.default;
  return jsQR(new Uint8ClampedArray(data), width, height)?.data === PAYLOAD;
}

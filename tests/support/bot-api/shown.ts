/** What stands in a chat of the fake Bot API, how a picture is read, and how all of it is written down for people. */
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

export type ShownButton = { text: string; callback_data?: string; url?: string };

export interface ShownMessage {
  id: number;
  from: 'bot' | 'user';
  /** What was sent as text or caption, markup included. */
  html: string;
  /** What people read. */
  text: string;
  buttons: ShownButton[][];
  photo: { fileId: string; name: string; bytes: Buffer; qr: string | null } | null;
  document: { name: string; bytes: Buffer } | null;
  edited: boolean;
}

/** The package is CommonJS with types written for a default export. */
const jsQR = jsqr as unknown as typeof jsqr.default;

/** The payload of the code on a PNG; null when there is none. */
export function readQr(png: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

export function writeShown(message: ShownMessage): string {
  if (message.from === 'user') return indented('> ', message.text);
  const { photo, document } = message;
  const picture = photo ? [photo.qr === null ? `(picture ${photo.name})` : `(QR ${photo.qr})`] : [];
  const rows = message.buttons.map((row) =>
    row.map(({ text, url }) => `[${text}${url ? ` -> ${url}` : ''}]`).join(' '),
  );
  return indented(
    '< ',
    [
      ...picture,
      ...(document ? [`(file ${document.name})`] : []),
      ...(message.text === '' ? [] : [message.text]),
      ...rows,
    ].join('\n'),
  );
}

export const indented = (mark: string, text: string): string => mark + text.replaceAll('\n', '\n  ');

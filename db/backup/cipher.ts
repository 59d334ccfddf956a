/**
 * A stream in authenticated pieces (AES-256-GCM, the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): the
 * nonce of a piece is its number and whether it is the last, and every piece is bound to the head of the file. So a
 * piece that was changed, moved, left out or repeated does not open, and neither does a file that was cut off. A key
 * seals one file only, which is why numbers will do for nonces.
 */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { BadBackup, HEAD_BYTES, keyOf, type BackupKeys } from './head.ts';

const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const MAX_PIECES = 2 ** 32;

/** The head, then the pieces. Holds one piece and what came last in memory. */
export async function* sealed(source: AsyncIterable<Buffer>, head: Buffer, key: KeyObject): AsyncGenerator<Buffer> {
  yield head;
  let waiting: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of source) {
    waiting = Buffer.concat([waiting, chunk]);
    // Which piece is the last is known only when something comes after it.
    while (waiting.length > PIECE_BYTES) {
      yield sealPiece(key, head, { number, isLast: false }, waiting.subarray(0, PIECE_BYTES));
      number += 1;
      waiting = waiting.subarray(PIECE_BYTES);
    }
  }
  yield sealPiece(key, head, { number, isLast: true }, waiting);
}

/** What was sealed into the file, piece by piece. Throws BadBackup at the first one that is not as it was written. */
export async function* opened(file: FileHandle, keys: BackupKeys): AsyncGenerator<Buffer> {
  const { size } = await file.stat();
  const head = await read(file, 0, Math.min(HEAD_BYTES, size));
  const key = await keyOf(head, keys);
  let at = HEAD_BYTES;
  for (let number = 0; ; number += 1) {
    const piece = await read(file, at, Math.min(PIECE_BYTES + TAG_BYTES, size - at));
    at += piece.length;
    const isLast = at >= size;
    yield openPiece(key, head, { number, isLast }, piece);
    if (isLast) return;
  }
}

interface Place {
  number: number;
  isLast: boolean;
}

function nonceOf({ number, isLast }: Place): Buffer {
  if (number >= MAX_PIECES) throw new RangeError('too large for one backup file');
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(number, NONCE_BYTES - 5);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}

function sealPiece(key: KeyObject, head: Buffer, place: Place, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
  cipher.setAAD(head);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openPiece(key: KeyObject, head: Buffer, place: Place, piece: Buffer): Buffer {
  const damaged = 'this backup is damaged or cut off';
  if (piece.length < TAG_BYTES) throw new BadBackup(damaged);
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
  decipher.setAAD(head);
  decipher.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, piece.length - TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new BadBackup(damaged, { cause: error });
  }
}

async function read(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, bytes));
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await file.read(buffer, done, buffer.length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/**
 * Pictures as the Bot API takes them. A drawn room is uploaded once and then named by the file id Telegram gave it; a
 * payment code is drawn for each message, because no two are the same.
 */
import { readFile } from 'node:fs/promises';
import { InputFile } from 'grammy';
import { qrPng } from '../../qr/png.ts';
import type { Picture } from './plan.ts';

export interface Pictures {
  /** Something sendPhoto takes, or null when this picture does not exist. */
  source(picture: Picture): Promise<InputFile | string | null>;
  uploaded(picture: Picture, fileId: string | undefined): void;
  /** Telegram no longer knows the file: the next `source` uploads it again. True when that can help. */
  forget(picture: Picture): boolean;
}

const ASSETS = new URL('../assets/', import.meta.url);
/** A name from a message is checked before it becomes part of a path. */
const ASSET_NAME = /^[\w-]+\.png$/;
const KEPT_IDS = 500;

export function createPictures(): Pictures {
  const fileIds = new Map<string, string>();
  return {
    async source(picture) {
      if (picture.kind === 'qris') return drawn(picture.payload);
      return fileIds.get(picture.name) ?? (await asset(picture.name));
    },
    uploaded(picture, fileId) {
      if (picture.kind !== 'asset' || !fileId || fileIds.size >= KEPT_IDS) return;
      fileIds.set(picture.name, fileId);
    },
    forget: (picture) => picture.kind === 'asset' && fileIds.delete(picture.name),
  };
}

function drawn(payload: string): InputFile | null {
  try {
    return new InputFile(qrPng(payload), 'qris.png');
  } catch {
    return null;
  }
}

async function asset(name: string): Promise<InputFile | null> {
  if (!ASSET_NAME.test(name)) return null;
  const bytes = await readFile(new URL(name, ASSETS)).catch(() => null);
  return bytes && new InputFile(bytes, name);
}

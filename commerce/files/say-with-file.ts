/**
 * A message with a file on it. Both rows belong to one transaction: there is no card without its file, and no file that
 * nothing points to.
 */
import type { NewOutgoing } from '../chat/model.ts';
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';

export interface NewFile {
  personId: string | null;
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** False when the message's dedupeKey is known: it was said before, with its file. Throws Refused('too_large'). */
export async function sayWithFile(core: Core, stores: Stores, message: NewOutgoing, file: NewFile): Promise<boolean> {
  const { maxFileBytes, keepFilesMs } = core.settings;
  const { personId, name, mime, bytes } = file;
  const sizeBytes = bytes.byteLength;
  if (sizeBytes > maxFileBytes) throw new Refused('too_large', { max: Math.floor(maxFileBytes / 1_000_000) });
  const createdAt = core.clock.now();
  const expiresAt = keepFilesMs === 0 ? null : createdAt + keepFilesMs;
  const id = core.ids.uuid();
  const screen = { ...message.screen, file: { id, name, sizeBytes, expiresAt } };
  const said = await stores.outgoing.append([{ ...message, screen }], createdAt);
  if (said.length === 0) return false;
  await stores.files.insert(
    { id, chatId: message.chatId, personId, name, mime, sizeBytes, createdAt, expiresAt },
    bytes,
  );
  return true;
}

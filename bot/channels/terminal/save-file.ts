/**
 * Files of a message on a terminal: saved for whoever sits there and read by nobody else, never over another file. A
 * disk that does not take it is said in place of where it was saved; the message itself is shown either way.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { OutgoingMessage } from '../channel.ts';
import { channelWord } from '../words.ts';

/** Names tried: "laporan.csv", "laporan-2.csv", … */
const MAX_NAMES = 100;

/** The sentence that says where the file is, or why it is not. */
export async function saveFile(message: OutgoingMessage, folder: string): Promise<string> {
  const name = basename(message.rendered.file?.name ?? '');
  const bytes = await message.openFile();
  const say = (word: 'file_expired' | 'file_saved' | 'file_not_saved', path = '') =>
    channelWord(message.lang, word)
      .replace('{name}', () => name)
      .replace('{path}', () => path);
  if (bytes === null) return say('file_expired');
  const path = await write(resolve(folder), name, bytes).catch(() => null);
  return path === null ? say('file_not_saved', resolve(folder)) : say('file_saved', path);
}

/** Null when every name is taken. */
async function write(folder: string, name: string, bytes: Uint8Array): Promise<string | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ending = extname(name);
  for (let count = 1; count <= MAX_NAMES; count += 1) {
    const numbered = count === 1 ? name : `${basename(name, ending)}-${count}${ending}`;
    const path = join(folder, numbered);
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return null;
}

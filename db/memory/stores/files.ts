/** Files of chats, sealed as in the other stores. */
import type { FileStore } from '../../../commerce/ports/stores/files.ts';
import type { MakeStore } from './support.ts';

const contextOf = (id: string): string => `files:${id}`;

export const createFileStore: MakeStore<FileStore> = ({ files }, { vault }) => ({
  async insert(file, bytes) {
    files.insert({ ...file, sealed: vault.sealBytes('file', contextOf(file.id), bytes) });
  },
  async open(id) {
    const row = files.get(id);
    if (!row) return null;
    const { sealed, ...file } = row;
    return { file, bytes: vault.openBytes('file', contextOf(id), sealed) };
  },
});

/** Files of chats. The id is bound to the seal, so that bytes copied to another row do not open. */
import type { Kysely } from 'kysely';
import type { ChatFile } from '../../commerce/files/model.ts';
import type { FileStore } from '../../commerce/ports/stores/files.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy } from './by-key.ts';

const contextOf = (id: string): string => `files:${id}`;

export function createFileStore(db: Kysely<Database>, { vault }: StoreDeps): FileStore {
  return {
    insert: async (file, bytes) => {
      const sealed = vault.sealBytes('file', contextOf(file.id), bytes);
      await insertRow(db, 'files', toRow({ ...file, sealed }));
    },
    open: async (id) => {
      const row = await oneBy(db, 'files', { id });
      if (!row) return null;
      const { sealed, ...file } = row;
      return { file: fromRow<ChatFile>(file), bytes: vault.openBytes('file', contextOf(id), sealed) };
    },
  };
}

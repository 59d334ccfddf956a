/** Files of chats, sealed at rest under a purpose of their own. Cleared away by the retention store. */
import type { ChatFile } from '../../files/model.ts';

export interface FileStore {
  insert(file: ChatFile, bytes: Uint8Array): Promise<void>;
  /** The file opened; null when it was cleared away. Whether it has expired is for the reader to see. */
  open(id: string): Promise<{ file: ChatFile; bytes: Uint8Array } | null>;
}

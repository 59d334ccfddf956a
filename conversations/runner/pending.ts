/** The question a dialog waits for, as stored beside its log, so that reception and routing need no replay. */
import type { DialogRow } from '../../commerce/chat/model.ts';

export interface Pending {
  /** Key of the waiting step: "ask:qty". */
  key: string;
  /** What the choice ids of this question begin with. */
  token: string;
  /** Ids of its options, in order. */
  options: string[];
  /** The answer is a secret: it is sealed on arrival. */
  secret: boolean;
}

export const readPending = (dialog: DialogRow): Pending => JSON.parse(dialog.pending) as Pending;

/** Whether the next message of this chat must be sealed before it is stored. */
export const isSecretPending = (dialog: DialogRow | null): boolean => dialog !== null && readPending(dialog).secret;

/** The question a dialog waits for, as stored beside its log, so that reception and routing need no replay. */
import type { DialogRow } from '../../commerce/chat/model.ts';

export interface Pending {
  /** Key of the waiting step: "ask:qty". */
  key: string;
  /** What the choice ids of this question begin with. */
  token: string;
  /** Ids of its options, in order. */
  options: string[];
  /** The answer is a secret. Reception reads this very field and seals what arrives before it is stored. */
  secret: boolean;
}

export const readPending = (dialog: DialogRow): Pending => JSON.parse(dialog.pending) as Pending;

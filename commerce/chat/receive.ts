/**
 * The first thing that happens to any inbound message: it becomes a row. Whatever dies afterwards, it is answered. An
 * answer to a secret question is sealed here, before it touches the disk, and so are an order with a PIN typed along
 * and an invitation to the staff.
 */
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { InboundBody, InboxRow } from './model.ts';

export interface ReceiveInput {
  chatId: string;
  /** The channel's id of the message; a repeat of it is not stored again. */
  messageId: string;
  body: InboundBody;
  at: number;
}

export interface Received {
  /** The message as it was stored; null for a repeat. */
  row: InboxRow | null;
  duplicate: boolean;
}

/** Longer texts are cut before storage; the router answers them with "too long". */
const MAX_TEXT = 4_500;

export async function receive(core: Core, input: ReceiveInput): Promise<Received> {
  const id = core.ids.uuid();
  const row = await core.uow.run('chat.receive', async (stores) => {
    const dialog = await stores.dialogs.ofChat(input.chatId);
    const asked = dialog !== null && isSecretPending(dialog.pending);
    const sealed =
      input.body.kind === 'text' &&
      (asked || opensInvite(input.body.text) || (await mayHoldPin(stores, input.chatId, input.body.text)));
    const plain = JSON.stringify(bounded(input.body));
    await stores.chats.setBlocked(input.chatId, null);
    const row = {
      id,
      chatId: input.chatId,
      messageId: input.messageId.slice(0, 200),
      body: sealed ? core.vault.seal('inbox', `inbox:${id}`, plain) : plain,
      sealed,
      at: input.at,
    };
    const seq = await stores.inbox.append(row);
    return seq === null ? null : { ...row, seq, handledAt: null };
  });
  return { row, duplicate: row === null };
}

/** An invitation to the staff: whoever reads it first could confirm it. */
const opensInvite = (text: string): boolean => /^\/start(?:@\w+)?\s+s_/i.test(text.trim());

/** An order line that ends in a group of digits, as one with a PIN does; one without may look the same. */
const ENDS_LIKE_PIN = /^[^\s.#*,;:]+[\s.#*,;:].*[\s.#*,;:]\d{4,6}\s*$/m;

/** Only who has set a PIN may have typed it along, so nobody else's message is looked into. */
async function mayHoldPin(stores: Stores, chatId: string, text: string): Promise<boolean> {
  if (!ENDS_LIKE_PIN.test(text.slice(0, MAX_TEXT))) return false;
  const chat = await stores.chats.get(chatId);
  return chat !== null && (await stores.resellers.get(chat.personId))?.pinHash != null;
}

/** Whether the question a dialog waits for asked for a secret. */
export const isSecretPending = (pending: string): boolean =>
  (JSON.parse(pending) as { secret?: boolean }).secret === true;

function bounded(body: InboundBody): InboundBody {
  return body.kind === 'text' && body.text.length > MAX_TEXT ? { ...body, text: body.text.slice(0, MAX_TEXT) } : body;
}

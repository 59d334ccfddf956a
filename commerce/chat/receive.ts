/**
 * The first thing that happens to any inbound message: it becomes a row. Whatever dies afterwards, it is answered. An
 * answer to a secret question is sealed here, before it touches the disk.
 */
import type { Core } from '../core.ts';
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
    const sealed = input.body.kind === 'text' && dialog !== null && isSecretPending(dialog.pending);
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

/** Whether the question a dialog waits for asked for a secret. */
export const isSecretPending = (pending: string): boolean =>
  (JSON.parse(pending) as { secret?: boolean }).secret === true;

function bounded(body: InboundBody): InboundBody {
  return body.kind === 'text' && body.text.length > MAX_TEXT ? { ...body, text: body.text.slice(0, MAX_TEXT) } : body;
}

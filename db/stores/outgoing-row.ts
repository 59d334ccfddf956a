/** Between outgoing rows and the model, and how a screen becomes a stored body: sealed whenever it carries a secret. */
import type { NewOutgoing, OutgoingRow } from '../../commerce/chat/model.ts';
import type { Screen } from '../../commerce/ports/screen.ts';
import type { Vault } from '../../commerce/ports/vault.ts';
import { fromRow } from '../rows.ts';
import type { ChatsTable, OutgoingTable } from '../tables/chat.ts';
import { flag } from './values.ts';

const sealContext = (id: string): string => `outgoing:${id}`;

/** `chat` is what numbering the message returned: its seq, and the chat's language and channel at this moment. */
export function outgoingRow(
  id: string,
  { chatId, screen, author, dedupeKey }: NewOutgoing,
  chat: Pick<ChatsTable, 'last_seq' | 'lang' | 'channel'>,
  now: number,
  vault: Vault,
): OutgoingTable {
  const { body, sealed } = outgoingBody(id, screen, vault);
  return {
    id,
    chat_id: chatId,
    channel: chat.channel,
    seq: chat.last_seq,
    author: author ?? 'bot',
    lang: chat.lang,
    body,
    sealed: flag(sealed),
    slot: screen.slot ?? null,
    replaces: screen.replaces ?? null,
    dedupe_key: dedupeKey ?? null,
    state: 'waiting',
    attempts: 0,
    next_at: now,
    lease_until: null,
    external_id: null,
    last_error: null,
    created_at: now,
    sent_at: null,
  };
}

/** The stored body of row `id`, and whether it had to be sealed. */
export function outgoingBody(id: string, screen: Screen, vault: Vault): Pick<OutgoingRow, 'body' | 'sealed'> {
  const json = JSON.stringify(screen);
  if (screen.secret !== true) return { body: json, sealed: false };
  return { body: vault.seal('outgoing', sealContext(id), json), sealed: true };
}

/** Throws when a sealed body was altered or belongs to another row. */
export function openScreen(row: OutgoingRow, vault: Vault): Screen {
  const json = row.sealed ? vault.open('outgoing', sealContext(row.id), row.body) : row.body;
  return JSON.parse(json) as Screen;
}

export const toOutgoingRow = (row: OutgoingTable): OutgoingRow =>
  fromRow<OutgoingRow>({ ...row, sealed: row.sealed === 1 });

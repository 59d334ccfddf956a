/** Chats, what came in, what goes out, and the dialog in between. Every row exists before anything is done about it. */
import type { Screen } from '../ports/screen.ts';

export type Lang = 'id' | 'en';

export interface Chat {
  id: string;
  /** "web", "telegram", "terminal", … */
  channel: string;
  /** Opaque per channel: where to send. Unique with the channel. */
  address: string;
  personId: string;
  lang: Lang;
  /** Last number given to an inbound or outgoing message of this chat; given under this row's lock. */
  lastSeq: number;
  /** The person blocked us or the chat is gone: outgoing rows wait for them to write again. */
  blockedAt: number | null;
  createdAt: number;
}

export type InboundBody =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; choice: string }
  /** Sticker, voice, file: answered politely, never silently. */
  | { kind: 'unsupported'; what: string }
  | { kind: 'timeout'; dialogId: string };

export interface InboxRow {
  id: string;
  chatId: string;
  seq: number;
  messageId: string;
  /** JSON of InboundBody, sealed (purpose `inbox`) when the pending step asked for a secret. */
  body: string;
  sealed: boolean;
  at: number;
  handledAt: number | null;
}

export type OutgoingState = 'waiting' | 'sending' | 'sent' | 'failed';

export interface OutgoingRow {
  id: string;
  chatId: string;
  channel: string;
  seq: number;
  /** Who speaks: the business' bot, or a member of staff through the relay. */
  author: 'bot' | 'staff';
  /** The chat's language when the row was appended; history keeps its language. */
  lang: Lang;
  /** JSON of Screen, sealed (purpose `outgoing`) when the screen is secret. */
  body: string;
  sealed: boolean;
  slot: string | null;
  replaces: string | null;
  /** Unique where given: the same notice is appended once however often a job runs. */
  dedupeKey: string | null;
  state: OutgoingState;
  attempts: number;
  nextAt: number;
  leaseUntil: number | null;
  /** The channel's id of the sent message, for edits. */
  externalId: string | null;
  lastError: string | null;
  createdAt: number;
  sentAt: number | null;
}

/** What use cases and conversations hand over to be said. */
export interface NewOutgoing {
  chatId: string;
  screen: Screen;
  author?: 'bot' | 'staff';
  dedupeKey?: string;
}

export interface DialogRow {
  id: string;
  chatId: string;
  flow: string;
  version: number;
  /** JSON arguments the flow was started with. */
  args: string;
  /** JSON of the replay log. */
  log: string;
  /** JSON of the question it waits for: key, token, options, whether the answer is secret. */
  pending: string;
  step: number;
  expiresAt: number;
  startedAt: number;
}

export interface RelayRow {
  id: string;
  guestChatId: string;
  state: 'waiting' | 'active' | 'closed';
  staffPersonId: string | null;
  staffChatId: string | null;
  openedAt: number;
  lastActivityAt: number;
}

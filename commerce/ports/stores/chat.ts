/** Chats: inbound rows, outgoing rows, dialogs with their journal, and the relay to a human. */
import type { Chat, DialogRow, InboxRow, Lang, NewOutgoing, OutgoingRow, RelayRow } from '../../chat/model.ts';

export interface ChatStore {
  insert(chat: Chat): Promise<void>;
  get(id: string): Promise<Chat | null>;
  byAddress(channel: string, address: string): Promise<Chat | null>;
  /** Chats of a person, the one last written in first. */
  ofPerson(personId: string): Promise<Chat[]>;
  setLang(id: string, lang: Lang): Promise<void>;
  setPerson(id: string, personId: string): Promise<void>;
  setBlocked(id: string, at: number | null): Promise<void>;
  /** Takes the lease of a chat for one worker; returns a fence that only grows, or null when another holds it. */
  lease(id: string, owner: string, now: number, until: number): Promise<number | null>;
  /** True while `fence` is the newest lease; checked inside the transaction that saves a turn. */
  holdsLease(id: string, fence: number): Promise<boolean>;
  releaseLease(id: string, fence: number): Promise<void>;
  /** Frees what a dead process left leased. Only for a process that knows it is alone on the database. */
  releaseAbandoned(): Promise<void>;
}

export interface InboxStore {
  /** Gives the row the chat's next seq. Null when (chat, messageId) exists already. */
  append(row: Omit<InboxRow, 'seq' | 'handledAt'>): Promise<number | null>;
  nextUnhandled(chatId: string): Promise<InboxRow | null>;
  /** Chats with unhandled rows whose lease is free, oldest first. */
  chatsToServe(now: number, limit: number): Promise<string[]>;
  markHandled(id: string, at: number): Promise<boolean>;
  countUnhandled(chatId: string): Promise<number>;
  after(chatId: string, seq: number, limit: number): Promise<InboxRow[]>;
}

export interface OutgoingStore {
  /** Gives each row the chat's next seq, seals secret bodies. A known dedupeKey is skipped. Returns ids appended. */
  append(rows: NewOutgoing[], now: number): Promise<string[]>;
  /** The first unsent row of each chat that is due, claimed for `leaseUntil`. A chat is never claimed twice at a time. */
  claim(channel: string, now: number, leaseUntil: number, limit: number): Promise<OutgoingRow[]>;
  markSent(id: string, externalId: string | null, at: number): Promise<boolean>;
  retryAt(id: string, at: number, error: string): Promise<boolean>;
  markFailed(id: string, error: string): Promise<boolean>;
  /** Frees what a dead process left leased. Only for a process that knows it is alone on the database. */
  releaseAbandoned(now: number): Promise<void>;
  /** The screen of a row, opened. */
  screen(row: OutgoingRow): NewOutgoing['screen'];
  get(id: string): Promise<OutgoingRow | null>;
  after(chatId: string, seq: number, limit: number): Promise<OutgoingRow[]>;
  /** The newest row of a chat with this slot, or the newest of those before a row that may carry the same slot. */
  bySlot(chatId: string, slot: string, beforeSeq?: number): Promise<OutgoingRow | null>;
  nextDueAt(channel: string): Promise<number | null>;
  countByState(): Promise<Record<OutgoingRow['state'], number>>;
  /** Rows given up or older than an instant and unsent: the owner's list. */
  stuck(olderThan: number, limit: number): Promise<OutgoingRow[]>;
}

export interface DialogStore {
  /** At most one dialog per chat. */
  ofChat(chatId: string): Promise<DialogRow | null>;
  save(dialog: DialogRow): Promise<void>;
  end(dialogId: string): Promise<void>;
  expired(now: number, limit: number): Promise<DialogRow[]>;
  /** Journal of outside effects: written at once, read on replay. */
  journalGet(dialogId: string, key: string): Promise<string | null>;
  journalPut(dialogId: string, key: string, value: string): Promise<void>;
  journalOf(dialogId: string): Promise<{ key: string; value: string }[]>;
}

export interface RelayStore {
  insert(relay: RelayRow): Promise<void>;
  get(id: string): Promise<RelayRow | null>;
  /** The relay of a guest's chat that is waiting or active. */
  openOf(guestChatId: string): Promise<RelayRow | null>;
  /** The active relay a member of staff answers from this chat. */
  activeOfStaffChat(staffChatId: string): Promise<RelayRow | null>;
  waiting(limit: number): Promise<RelayRow[]>;
  /** Compare and set on state. */
  update(
    id: string,
    from: RelayRow['state'],
    patch: Partial<Pick<RelayRow, 'state' | 'staffPersonId' | 'staffChatId' | 'lastActivityAt'>>,
  ): Promise<boolean>;
  silentSince(instant: number, limit: number): Promise<RelayRow[]>;
}

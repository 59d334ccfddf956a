/**
 * Tables of chats: what came in, what goes out, the dialog in between with its journal, and relays to a human. `seq`
 * is one series per chat over both directions, given under the chat row's lock; no global serial is ever relied on.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Lang, OutgoingRow, RelayRow } from '../../commerce/chat/model.ts';

export interface ChatsTable {
  id: string;
  channel: string;
  address: string;
  person_id: string;
  lang: Lang;
  last_seq: number;
  /** When the person last wrote here; the creation while they have not. */
  last_written_at: number;
  blocked_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  /** Only grows; a worker whose fence is not the newest has lost the chat. */
  lease_fence: number;
  created_at: number;
}

export interface InboxTable {
  id: string;
  chat_id: string;
  seq: number;
  message_id: string;
  body: string;
  sealed: number;
  at: number;
  handled_at: number | null;
}

export interface OutgoingTable {
  id: string;
  chat_id: string;
  channel: string;
  seq: number;
  author: OutgoingRow['author'];
  lang: Lang;
  body: string;
  sealed: number;
  slot: string | null;
  replaces: string | null;
  dedupe_key: string | null;
  state: OutgoingRow['state'];
  attempts: number;
  next_at: number;
  lease_until: number | null;
  external_id: string | null;
  last_error: string | null;
  created_at: number;
  sent_at: number | null;
}

export interface DialogsTable {
  id: string;
  chat_id: string;
  flow: string;
  version: number;
  args: string;
  log: string;
  pending: string;
  step: number;
  expires_at: number;
  started_at: number;
}

export interface DialogJournalTable {
  dialog_id: string;
  key: string;
  value: string;
}

export interface RelaysTable {
  id: string;
  guest_chat_id: string;
  state: RelayRow['state'];
  staff_person_id: string | null;
  staff_chat_id: string | null;
  opened_at: number;
  last_activity_at: number;
}

export interface ChatTables {
  chats: ChatsTable;
  inbox: InboxTable;
  outgoing: OutgoingTable;
  dialogs: DialogsTable;
  dialog_journal: DialogJournalTable;
  relays: RelaysTable;
}

export async function createChatTables(db: Kysely<any>): Promise<void> {
  await createChats(db);
  await createInbox(db);
  await createOutgoing(db);
  await createDialogs(db);
  await createRelays(db);
}

async function createChats(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('chats')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('last_seq', 'bigint', (c) => c.notNull())
    .addColumn('last_written_at', 'bigint', (c) => c.notNull())
    .addColumn('blocked_at', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('lease_fence', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('chats_address_unique', ['channel', 'address'])
    .execute();
  await db.schema.createIndex('chats_person').on('chats').columns(['person_id', 'last_written_at']).execute();
}

async function createInbox(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('sealed', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('handled_at', 'bigint')
    .addUniqueConstraint('inbox_message_unique', ['chat_id', 'message_id'])
    .addUniqueConstraint('inbox_seq_unique', ['chat_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('inbox_unhandled')
    .on('inbox')
    .columns(['chat_id', 'seq'])
    .where(sql<boolean>`handled_at is null`)
    .execute();
}

/** `outgoing_open` holds only rows still to be sent; a query uses it when it repeats the very condition in literals. */
async function createOutgoing(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('outgoing')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('sealed', 'integer', (c) => c.notNull())
    .addColumn('slot', 'text')
    .addColumn('replaces', 'text')
    .addColumn('dedupe_key', 'text', (c) => c.unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('external_id', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('sent_at', 'bigint')
    .addUniqueConstraint('outgoing_seq_unique', ['chat_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('outgoing_open')
    .on('outgoing')
    .columns(['chat_id', 'seq'])
    .where(sql<boolean>`state in ('waiting', 'sending')`)
    .execute();
  await db.schema
    .createIndex('outgoing_failed')
    .on('outgoing')
    .columns(['created_at', 'id'])
    .where(sql<boolean>`state = 'failed'`)
    .execute();
  await db.schema
    .createIndex('outgoing_slot')
    .on('outgoing')
    .columns(['chat_id', 'slot', 'seq'])
    .where(sql<boolean>`slot is not null`)
    .execute();
}

/** The journal has no tie to `dialogs`: an effect of a dialog's first turn is journalled before the dialog is saved. */
async function createDialogs(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('dialogs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull().unique())
    .addColumn('flow', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('args', 'text', (c) => c.notNull())
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('pending', 'text', (c) => c.notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('dialogs_expiry').on('dialogs').columns(['expires_at']).execute();
  await db.schema
    .createTable('dialog_journal')
    .addColumn('dialog_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('dialog_journal_key', ['dialog_id', 'key'])
    .execute();
}

async function createRelays(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('relays')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('guest_chat_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('staff_person_id', 'text')
    .addColumn('staff_chat_id', 'text')
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('last_activity_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('relays_one_open')
    .unique()
    .on('relays')
    .columns(['guest_chat_id'])
    .where(sql<boolean>`state in ('waiting', 'active')`)
    .execute();
  await db.schema
    .createIndex('relays_one_per_staff_chat')
    .unique()
    .on('relays')
    .columns(['staff_chat_id'])
    .where(sql<boolean>`state = 'active'`)
    .execute();
}

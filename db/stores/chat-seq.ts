/**
 * The one series of numbers a chat's messages share, inbound and outgoing. Raising `last_seq` locks the chat row, so
 * whoever raised it has it alone until the transaction ends and may also give the number back: the series has no gaps.
 */
import type { Kysely } from 'kysely';
import type { Database } from '../tables/index.ts';
import { oneBy } from './by-key.ts';

/** Gives back the number just taken, because the row it was for turned out to exist. Only in the same transaction. */
export async function giveSeqBack(db: Kysely<Database>, chatId: string): Promise<void> {
  await db
    .updateTable('chats')
    .set((eb) => ({ last_seq: eb('last_seq', '-', 1) }))
    .where('id', '=', chatId)
    .execute();
}

/** Tells "the message is known" from "there is no such chat" after a numbering statement that found no row. */
export async function requireChat(db: Kysely<Database>, chatId: string): Promise<void> {
  if (!(await oneBy(db, 'chats', { id: chatId }))) throw new Error(`there is no chat ${chatId}`);
}

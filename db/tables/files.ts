/**
 * Files that hang on messages. The content is sealed text like everything a chat may carry in secret, and stands last
 * so that the rest of a row is read without it. Orders get an index by time with it: reports ask for days.
 */
import type { Kysely } from 'kysely';
import type { ChatFile } from '../../commerce/files/model.ts';
import type { Row } from '../rows.ts';

export type FilesTable = Row<ChatFile & { sealed: string }>;

export interface FileTables {
  files: FilesTable;
}

export async function createFiles(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('mime', 'text', (c) => c.notNull())
    .addColumn('size_bytes', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('sealed', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('files_created').on('files').columns(['created_at']).execute();
  await db.schema.createIndex('orders_placed').on('orders').columns(['placed_at']).execute();
}

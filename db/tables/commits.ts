/**
 * Marks of commits on an engine behind a network, by which a commit whose answer got lost is found again. Ids are UUIDv7
 * and sort by time, which is how old ones are found. A single file needs none: there a commit is heard of or not made.
 */
import type { Kysely } from 'kysely';

export interface CommitsTable {
  id: string;
  /** 1: written by the commit itself. 0: by who asked and so made sure that it never happens. */
  done: number;
}

export interface CommitTables {
  commits: CommitsTable;
}

export async function createCommits(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('commits')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('done', 'integer', (c) => c.notNull())
    .execute();
}

/** One-time links from a chat to the owner's pages. Only the keyed fingerprint of a link is kept. */
import type { Kysely } from 'kysely';
import type { LoginLink } from '../../commerce/people/model.ts';
import type { Row } from '../rows.ts';

export type LoginLinksTable = Row<LoginLink>;

export interface LoginLinkTables {
  login_links: LoginLinksTable;
}

export async function createLoginLinkTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('login_links')
    .addColumn('fingerprint', 'text', (c) => c.primaryKey().notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
}

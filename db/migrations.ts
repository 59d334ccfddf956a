/**
 * The schema's history, oldest first. A migration that has been released is never edited: its table files may only be
 * changed together with the first release, afterwards a change is a new entry. All pending ones run in one transaction.
 */
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { SchemaTooNew } from './errors.ts';
import { createLeaseTables } from './tables/leases.ts';
import { createLoginLinkTables } from './tables/login-links.ts';
import { lockMigrations } from './engine/dialect.ts';
import { createCommits } from './tables/commits.ts';
import { createTables } from './tables/index.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001_first': { up: createTables },
  '0002_commits': { up: createCommits },
  '0002_leases_and_login_links': {
    up: async (db) => {
      await createLeaseTables(db);
      await createLoginLinkTables(db);
    },
  },
};

const MIGRATION_TABLE = 'kysely_migration';

/** Brings the schema up to this program's version: all or nothing. Throws SchemaTooNew when it is ahead of us. */
export async function migrate(db: Kysely<any>, migrations: Record<string, Migration> = MIGRATIONS): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockMigrations(transaction);
    await refuseNewer(transaction, migrations);
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}

async function refuseNewer(db: Kysely<any>, migrations: Record<string, Migration>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return;
  const applied = await db.selectFrom(MIGRATION_TABLE).select('name').orderBy('name').execute();
  const unknown = applied.map((row) => String(row.name)).filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new SchemaTooNew(
      `this database was written by a newer version of the program (it has ${unknown.join(', ')}); install that version or restore a backup`,
    );
  }
}

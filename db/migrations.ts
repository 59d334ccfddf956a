/**
 * The schema's history, oldest first. A migration that has been released is never edited: its table files may only be
 * changed together with the first release, afterwards a change is a new entry. All pending ones run in one transaction.
 */
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { DatabaseBusy, DatabaseMigrating, SchemaTooNew } from './errors.ts';
import { createLeaseTables } from './tables/leases.ts';
import { createLoginLinkTables } from './tables/login-links.ts';
import { lockMigrations } from './engine/dialect.ts';
import { createBalanceTables } from './tables/balance.ts';
import { createBillTables } from './tables/bills.ts';
import { createBriefTables } from './tables/brief.ts';
import { createCommits } from './tables/commits.ts';
import { createDeploymentTables } from './tables/deployments.ts';
import { createFiles } from './tables/files.ts';
import { createTables } from './tables/index.ts';
import { makeIndexesLeaner } from './tables/leaner-indexes.ts';
import { addOfferTemplates } from './tables/offer-templates.ts';
import { addPaymentFormats } from './tables/payment-formats.ts';
import { addOrderDestinations } from './tables/order-destinations.ts';
import { extendRefunds } from './tables/refunds.ts';
import { growResellers } from './tables/resellers.ts';
import { createRetentionIndex } from './tables/retention.ts';
import { createSupplyTables } from './tables/supply.ts';
import { addSupplierRefs } from './tables/supplier-refs.ts';
import { createSupplierUpkeep } from './tables/supplier-upkeep.ts';
import { createTeamTables } from './tables/team.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001_first': { up: createTables },
  '0002_commits': { up: createCommits },
  '0002_leases_and_login_links': {
    up: async (db) => {
      await createLeaseTables(db);
      await createLoginLinkTables(db);
    },
  },
  '0003_retention': { up: createRetentionIndex },
  '0004_leaner_indexes': { up: makeIndexesLeaner },
  '0005_balance': { up: createBalanceTables },
  '0006_files': { up: createFiles },
  '0007_supplier_upkeep': { up: createSupplierUpkeep },
  '0009_refunds': { up: extendRefunds },
  '0010_supply': { up: createSupplyTables },
  '0011_resellers': { up: growResellers },
  '0012_order_destinations': { up: addOrderDestinations },
  '0013_supplier_refs': { up: addSupplierRefs },
  '0014_bills': { up: createBillTables },
  '0015_deployments': { up: createDeploymentTables },
  '0016_brief': { up: createBriefTables },
  '0017_offer_templates': { up: addOfferTemplates },
  '0018_payment_formats': { up: addPaymentFormats },
  '0019_team': { up: createTeamTables },
};

const MIGRATION_TABLE = 'kysely_migration';

/** What a process does while another one is migrating. */
export interface MigrationWait {
  /** Then DatabaseMigrating is thrown. */
  forMs?: number;
  onWait?: () => void;
}

interface MigrateOptions {
  migrations?: Record<string, Migration>;
  wait?: MigrationWait | undefined;
}

/**
 * Brings the schema up to this program's version: all or nothing. Throws SchemaTooNew when it is ahead of us,
 * DatabaseMigrating when another process holds it for longer than we may wait.
 */
export async function migrate(db: Kysely<any>, options: MigrateOptions = {}): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      await lockMigrations(transaction, options.wait);
      await migrateWithin(transaction, options.migrations);
    });
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error;
    throw new DatabaseMigrating(
      'another process has been changing this database for too long (a newer version may be migrating it); start again when it is done',
      { cause: error },
    );
  }
}

/** The same in a transaction that holds the lock already. */
export async function migrateWithin(db: Kysely<any>, migrations = MIGRATIONS): Promise<void> {
  refuseNewer(await appliedMigrations(db), migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Makes the tables as they were when these migrations had been applied. Throws SchemaTooNew for one we do not know. */
export async function migrateTo(db: Kysely<any>, names: readonly string[]): Promise<void> {
  refuseNewer(names, MIGRATIONS);
  const then = Object.entries(MIGRATIONS).filter(([name]) => names.includes(name));
  await migrateWithin(db, Object.fromEntries(then));
}

/** Names of what was applied to a database, in order; none for an empty one. */
export async function appliedMigrations(db: Kysely<any>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const applied = await db.selectFrom(MIGRATION_TABLE).select('name').orderBy('name').execute();
  return applied.map((row) => String(row.name));
}

function refuseNewer(applied: readonly string[], migrations: Record<string, Migration>): void {
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new SchemaTooNew(
      `this database was written by a newer version of the program (it has ${unknown.join(', ')}); install that version or restore a backup`,
    );
  }
}

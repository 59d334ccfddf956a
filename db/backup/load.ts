/**
 * Puts what is in a backup into empty tables, over whichever engine: the tables are made as they were, filled, compared
 * with the file, brought up to date, and the ledger is worked out anew. Nothing here makes the result count: who calls
 * it commits, or puts the file in place, only after it came back.
 */
import { sql, type Kysely } from 'kysely';
import { verifyLedger } from '../../commerce/ledger/verify.ts';
import { SchemaTooNew } from '../errors.ts';
import { migrateTo, migrateWithin } from '../migrations.ts';
import { pages } from '../move-table.ts';
import { readTables, type TableShape } from '../schema-tables.ts';
import { createLedgerStore } from '../stores/ledger.ts';
import type { Database } from '../tables/index.ts';
import { demandMasterKey } from '../vault.ts';
import { BadBackup, type BackupKeys } from './head.ts';
import { readBackup } from './read.ts';
import { createTally, differences, type Manifest, type Tally, type Value } from './records.ts';
import type { BackupProgress } from './write.ts';

export interface LoadOptions {
  file: string;
  keys: BackupKeys & { masterKey: Buffer };
  tell?: (progress: BackupProgress) => void;
}

export interface Loaded {
  madeAt: number;
  rows: number;
  tables: number;
  journals: number;
}

/** Runs work in a transaction: one of its own, or the one everything is in. */
export type InTransaction = <T>(work: (db: Kysely<any>) => Promise<T>) => Promise<T>;

/** Throws BadBackup or WrongMasterKey; what was written until then must not be used. */
export async function loadBackup(inTransaction: InTransaction, options: LoadOptions): Promise<Loaded> {
  let manifest: Manifest | null = null;
  let tally: Tally | null = null;
  const writer = createWriter(inTransaction, options);
  for await (const record of readBackup(options.file, options.keys)) {
    if (record.kind === 'manifest') {
      manifest = record.manifest;
      await makeTables(inTransaction, manifest, options);
    } else if (record.kind === 'row') await writer.add(record.table, record.values);
    else tally = record.tally;
  }
  await writer.flush();
  if (!manifest || !tally) throw new BadBackup('this backup is empty');
  await compare(inTransaction, manifest, tally, options);
  const journals = await inTransaction(async (db) => {
    await migrateWithin(db);
    return demandRightLedger(db);
  });
  const tallies = Object.values(tally);
  const rows = tallies.reduce((sum, one) => sum + one.rows, 0);
  return { madeAt: manifest.madeAt, rows, tables: tallies.length, journals };
}

async function makeTables(inTransaction: InTransaction, manifest: Manifest, { keys }: LoadOptions): Promise<void> {
  demandMasterKey(keys.masterKey, manifest.keys);
  await inTransaction(async (db) => {
    await migrateTo(db, manifest.migrations).catch((error: unknown) => {
      if (!(error instanceof SchemaTooNew)) throw error;
      throw new BadBackup('this backup was made by a newer version of the program; install that version', {
        cause: error,
      });
    });
    const made = await readTables(db);
    if (JSON.stringify(outlineOf(made)) !== JSON.stringify(outlineOf(manifest.tables))) {
      throw new BadBackup('this backup has other tables than this program makes');
    }
    // What a migration put into its tables is in the backup too, in its latest state.
    for (const { name } of made.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db);
  });
}

const outlineOf = (tables: readonly TableShape[]): string[] =>
  tables.map(({ name, columns, key }) => `${name}(${[...columns].sort().join()}) by ${key.join()}`).sort();

const MAX_ROWS = 200;
const MAX_CHARS = 2 * 1024 * 1024;
const CHARS_PER_VALUE = 16;

/** Gathers rows of one table, so many and so long that memory stays small. */
function createWriter(inTransaction: InTransaction, { tell }: LoadOptions) {
  let table: TableShape | null = null;
  let rows: Record<string, Value>[] = [];
  let chars = 0;
  let done = 0;
  const flush = async () => {
    const [name, values] = [table?.name, rows];
    if (name === undefined || values.length === 0) return;
    await inTransaction((db) => db.insertInto(name).values(values).execute());
    done += values.length;
    tell?.({ step: 'loading', table: name, rows: done });
    rows = [];
    chars = 0;
  };
  return {
    async add(of: TableShape, values: Value[]): Promise<void> {
      if (table !== of) {
        await flush();
        table = of;
        done = 0;
      }
      rows.push(Object.fromEntries(of.columns.map((column, index) => [column, values[index] ?? null])));
      for (const value of values) chars += typeof value === 'string' ? value.length : CHARS_PER_VALUE;
      if (rows.length >= MAX_ROWS || chars >= MAX_CHARS) await flush();
    },
    flush,
  };
}

/** Row by row: what is in the tables now gives the same counts, sums and fingerprints as the file. */
async function compare(
  inTransaction: InTransaction,
  { tables }: Manifest,
  expected: Tally,
  { tell }: LoadOptions,
): Promise<void> {
  const found: Tally = {};
  for (const table of tables) {
    const tally = createTally(table);
    let rows = 0;
    await inTransaction(async (db) => {
      for await (const page of pages(db, table, { size: () => MAX_ROWS })) {
        for (const row of page) tally.add(table.columns.map((column) => row[column] as Value));
        rows += page.length;
        tell?.({ step: 'comparing', table: table.name, rows });
      }
    });
    found[table.name] = tally.sum();
  }
  const wrong = differences(expected, found);
  if (wrong.length > 0) throw new BadBackup(`not the same after loading: ${wrong.join(', ')}`);
}

async function demandRightLedger(db: Kysely<Database>): Promise<number> {
  const { ok, differences: wrong, journals } = await verifyLedger(createLedgerStore(db));
  if (!ok) throw new BadBackup(`the ledger in this backup is not right: ${wrong[0] ?? ''}`);
  return journals;
}

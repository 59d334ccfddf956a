/** Opens everything a process remembers with: engine, schema, vault, unit of work. The engine follows from `url`. */
import type { Clock, Ids, StepHook } from '../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import { dataKeyRows } from './data-keys.ts';
import type { Engine } from './engine/engine.ts';
import { openPostgres } from './engine/postgres.ts';
import { openSqlite } from './engine/sqlite.ts';
import { migrate, type MigrationWait } from './migrations.ts';
import { demandShopHere } from './move-model.ts';
import { createUnitOfWork } from './unit-of-work.ts';
import { createVault, type KeyedVault } from './vault.ts';

export interface Memory {
  uow: UnitOfWork;
  vault: KeyedVault;
  engine: Engine;
  /** Waits for running units, then closes the files or connections. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The SQLite file; made when missing. Unused with `url`. */
  path: string;
  /** postgres://… of a database that is there; the tables are made. */
  url?: string | undefined;
  /** Connections for units of work on Postgres. */
  poolSize?: number | undefined;
  /** 32 bytes, see master-key.ts; or what gives them once the database is open and known to hold a shop or none. */
  masterKey: Buffer | ((isNewShop: boolean) => Buffer);
  clock: Clock;
  ids: Ids;
  hook?: StepHook;
  busyDeadlineMs?: number;
  /** While another process is migrating. */
  migration?: MigrationWait | undefined;
}

/** Throws one of db/errors.ts, ShopElsewhere or WrongMasterKey; nothing stays open then. */
export async function openMemory(options: OpenOptions): Promise<Memory> {
  const engine =
    options.url === undefined ? openSqlite(options.path, options) : await openPostgres(options.url, options);
  try {
    await migrate(engine.writer, { wait: options.migration });
    await demandShopHere(engine.reader);
    const rows = dataKeyRows(engine.writer);
    const { masterKey } = options;
    const vault = await createVault({
      masterKey: Buffer.isBuffer(masterKey) ? masterKey : masterKey((await rows.loadDataKeys()).length === 0),
      now: () => options.clock.now(),
      ...rows,
    });
    const uow = createUnitOfWork({ engine, ids: options.ids, vault, hook: options.hook });
    return { uow, vault, engine, close: () => engine.close() };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

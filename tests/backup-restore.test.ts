/**
 * Backups made while the shop sells, put in place elsewhere, from each engine to each: every row, every rupiah, and
 * nothing over a shop that is there or runs.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadBackup } from '../db/backup/head.ts';
import { restoreFile, type RestoreOptions } from '../db/backup/restore-file.ts';
import { restoreServer } from '../db/backup/restore-server.ts';
import { writeBackup } from '../db/backup/write.ts';
import { DataFolderInUse, lockDataFolder } from '../db/data-folder.ts';
import { openPostgres } from '../db/engine/postgres.ts';
import { openSqlite } from '../db/engine/sqlite.ts';
import { migrateTo } from '../db/migrations.ts';
import { openMemory, type Memory } from '../db/open.ts';
import { readTables } from '../db/schema-tables.ts';
import { openTestDatabase, systemClock, testIds, type TestDatabase } from '../db/testing.ts';
import type { PostgresTestbed } from '../db/testing-postgres.ts';
import { verifyLedger } from '../commerce/ledger/verify.ts';
import { newJournal, newOrder } from './contract/stores/fixtures.ts';
import { overPostgres } from './support/postgres.ts';

type Engine = 'sqlite' | 'postgres';
type Source = TestDatabase & { url?: string };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-restore-'));
  file = join(folder, 'a.backup');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** One sale: an order and the money for it, in one unit. */
const sell = (shop: Source, n: number) =>
  shop.uow.run('sell', async (stores) => {
    const order = newOrder(shop.ids, { totalIdr: 1_000 + n });
    await stores.orders.insert(order, []);
    const entries = [
      { accountId: 'practice:gateway', amountIdr: -order.totalIdr },
      { accountId: 'practice:sales', amountIdr: order.totalIdr },
    ];
    await stores.ledger.post(newJournal(shop.ids, { entries, orderId: order.id }));
    await stores.jobs.add({ name: 'payment.check', payload: { paymentId: `p${n}` } }, n);
  });

async function fill(shop: Source, sales: number): Promise<void> {
  await shop.uow.run('accounts', async (stores) => {
    await stores.ledger.ensureAccount('practice:gateway', 'practice', null);
    await stores.ledger.ensureAccount('practice:sales', 'practice', null);
    await stores.admin.settings.set('text', 'kopi "susu" 5.000\n☕\u2028');
  });
  for (let n = 0; n < sales; n += 1) await sell(shop, n);
}

const backUp = (shop: Source, to = file) =>
  writeBackup({
    place: { path: shop.path, url: shop.url ?? null },
    keys: { masterKey: shop.masterKey, passphrase: null },
    to,
    now: Date.now(),
  });

const options = (shop: Source, more: Partial<RestoreOptions> = {}): RestoreOptions => ({
  file,
  keys: { masterKey: shop.masterKey, passphrase: null },
  replace: false,
  now: Date.now(),
  ...more,
});

const open = (target: { path: string; url?: string }, shop: Source): Promise<Memory> =>
  openMemory({ ...target, masterKey: shop.masterKey, clock: systemClock, ids: testIds });

/** Everything, in the words of the engine that has it. */
async function everything({ engine }: Pick<Memory, 'engine'>): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const { name, columns, key } of await readTables(engine.writer)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(engine.writer);
    const line = (row: Record<string, unknown>) => JSON.stringify([...columns].sort().map((column) => row[column]));
    all[name] = rows.map((row) => `${key.map((column) => row[column]).join()} ${line(row)}`).sort();
  }
  return all;
}

const engines = (bed: PostgresTestbed) => ({
  source: (kind: Engine): Promise<Source> => (kind === 'sqlite' ? openTestDatabase() : bed.open()),
  async target(kind: Engine) {
    const data = join(folder, 'new', 'data');
    const url = kind === 'postgres' ? await bed.create('blank') : undefined;
    return {
      restore: (with_: RestoreOptions) => (url === undefined ? restoreFile(data, with_) : restoreServer(url, with_)),
      open: (shop: Source) => open({ path: join(data, 'sapa.sqlite'), ...(url === undefined ? {} : { url }) }, shop),
      data,
      url,
    };
  },
});

overPostgres('backup and restore', (bed) => {
  const { source, target } = engines(bed);

  describe.each<[Engine, Engine]>([
    ['sqlite', 'sqlite'],
    ['sqlite', 'postgres'],
    ['postgres', 'sqlite'],
    ['postgres', 'postgres'],
  ])('from %s to %s', (from, to) => {
    test('one moment of a shop that sells on; the same to the row and the rupiah', async () => {
      const shop = await source(from);
      await fill(shop, 300);
      let [selling, sold] = [true, 300];
      const seller = (async () => {
        while (selling) await sell(shop, (sold += 1));
      })();
      await backUp(shop);
      selling = false;
      await seller;
      expect(sold).toBeGreaterThan(300);

      const there = await target(to);
      const restored = await there.restore(options(shop));
      const memory = await there.open(shop);
      const { read } = memory.uow;
      const orders = (await everything(memory))['orders']?.length ?? 0;
      expect(orders).toBeGreaterThanOrEqual(300);
      expect(orders).toBeLessThanOrEqual(sold);
      expect(await read.ledger.countJournals()).toBe(orders);
      expect(restored.journals).toBe(orders);
      expect(await verifyLedger(read.ledger)).toMatchObject({ ok: true });
      expect(memory.vault.open('serial', 'x', shop.vault.seal('serial', 'x', 'code'))).toBe('code');
      await memory.close();

      const quiet = join(folder, 'quiet.backup');
      await backUp(shop, quiet);
      await there.restore(options(shop, { file: quiet, replace: true }));
      const again = await there.open(shop);
      expect(await everything(again)).toEqual(await everything(shop));
      await again.close();
      await shop.close();
    }, 120_000);

    test('not over a shop that is there, unless told; then that one is kept', async () => {
      const shop = await source(from);
      await fill(shop, 3);
      await backUp(shop);
      const there = await target(to);
      await there.restore(options(shop));
      const mine = await there.open(shop);
      await mine.uow.run('mine', (stores) => stores.admin.settings.set('mine', 'yes'));
      await mine.close();
      await expect(there.restore(options(shop))).rejects.toThrow('there is a shop in');
      const { kept } = await there.restore(options(shop, { replace: true }));
      const after = await there.open(shop);
      expect(await after.uow.read.admin.settings.get('mine')).toBeNull();
      await after.close();

      if (there.url === undefined) {
        const old = await open({ path: kept ?? '' }, shop);
        expect(await old.uow.read.admin.settings.get('mine')).toBe('yes');
        await old.close();
      } else {
        const [row] = await bed.administer(`select value from ${kept}.settings where key = 'mine'`, there.url);
        expect(row).toEqual({ value: 'yes' });
      }
      await shop.close();
    }, 120_000);

    test('not while an app runs there; a wrong key or a damaged file leaves everything as it was', async () => {
      const shop = await source(from);
      await fill(shop, 3);
      await backUp(shop);
      const there = await target(to);
      await there.restore(options(shop));
      const before = await there.open(shop);
      const rows = await everything(before);
      const lock = there.url === undefined ? lockDataFolder(there.data) : null;
      await expect(there.restore(options(shop, { replace: true }))).rejects.toThrow(
        there.url === undefined ? DataFolderInUse : /a sapa runs on/,
      );
      lock?.release();
      await before.close();
      const keys = { masterKey: Buffer.alloc(32, 7), passphrase: null };
      await expect(there.restore(options(shop, { keys, replace: true }))).rejects.toThrow('does not fit');
      writeFileSync(`${file}.cut`, readFileSync(file).subarray(0, -40));
      const cut = there.restore(options(shop, { file: `${file}.cut`, replace: true }));
      await expect(cut).rejects.toThrow('damaged or cut off');
      const after = await there.open(shop);
      expect(await everything(after)).toEqual(rows);
      await after.close();
      if (there.url === undefined)
        expect(readdirSync(there.data).filter((name) => name.startsWith('sapa.sqlite'))).toEqual(['sapa.sqlite']);
      await shop.close();
    }, 120_000);

    test('a backup of a newer program is refused, one of an older program is brought up to date', async () => {
      const shop = await source(from);
      const migration = { name: '9999_later', timestamp: 'later' };
      const writer = shop.engine.writer as Kysely<any>;
      await writer.insertInto('kysely_migration').values(migration).execute();
      await backUp(shop);
      await writer.deleteFrom('kysely_migration').where('name', '=', migration.name).execute();
      const there = await target(to);
      const refused = there.restore(options(shop));
      await expect(refused).rejects.toThrow(BadBackup);
      await expect(refused).rejects.toThrow('made by a newer version of the program');
      if (there.url === undefined) expect(readdirSync(there.data)).not.toContain('sapa.sqlite');
      await shop.close();

      const old = await engineBefore(to === 'sqlite' ? join(folder, 'old.sqlite') : await bed.create('blank'));
      const place = to === 'sqlite' ? { path: join(folder, 'old.sqlite'), url: null } : { path: '', url: old.url };
      const keys = { masterKey: shop.masterKey, passphrase: null };
      await writeBackup({ place, keys, to: `${file}.old`, now: 1 });
      await there.restore(options(shop, { file: `${file}.old` }));
      const now = await there.open(shop);
      expect(await now.uow.read.admin.settings.get('from')).toBe('long ago');
      expect(await readTables(now.engine.writer)).toContainEqual(expect.objectContaining({ name: 'login_links' }));
      await now.close();
    }, 60_000);
  });
});

/** A shop as the first release left it. */
async function engineBefore(where: string): Promise<{ url: string }> {
  const engine = where.startsWith('postgres') ? await openPostgres(where, { poolSize: 1 }) : openSqlite(where);
  await migrateTo(engine.writer, ['0001_first', '0002_commits']);
  await engine.writer.insertInto('settings').values({ key: 'from', value: 'long ago' }).execute();
  await engine.close();
  return { url: where };
}

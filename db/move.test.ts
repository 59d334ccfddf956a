/** Moving a shop to Postgres: while it changes, again after it broke off, and never over somebody else's. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newJournal, newOrder } from '../tests/contract/stores/fixtures.ts';
import { overPostgres } from '../tests/support/postgres.ts';
import type { Engine } from './engine/engine.ts';
import { openPostgres } from './engine/postgres.ts';
import { copyWhileRunning, finishMove, forgetMove, MoveRefused, prepareMove } from './move.ts';
import { ShopElsewhere } from './move-model.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

const quiet = () => {};

overPostgres('moving', (bed) => {
  let shop: TestDatabase;
  let to: Engine;
  let url: string;

  beforeEach(async () => {
    shop = await openTestDatabase();
    url = await bed.create('blank');
    to = await openPostgres(url, { poolSize: 2 });
    await shop.uow.run('fill', async (stores) => {
      for (let n = 0; n < 1_200; n += 1) await stores.orders.insert(newOrder(shop.ids), []);
      await stores.ledger.ensureAccount('practice:a', 'practice', null);
      await stores.ledger.ensureAccount('practice:b', 'practice', null);
      const entries = [
        { accountId: 'practice:a', amountIdr: -7 },
        { accountId: 'practice:b', amountIdr: 7 },
      ];
      await stores.ledger.post(newJournal(shop.ids, { entries }));
      await stores.jobs.add({ name: 'chat.sweep', payload: {}, dedupeKey: 'one' }, 1);
    });
  });
  afterEach(async () => {
    await to.close();
    await shop.close();
  });

  /** A job is done and another one has its key: the same unique key on another row. */
  const swapJobs = () =>
    shop.uow.run('swap', async (stores) => {
      const [job] = await stores.jobs.claim('w', 10, 20, 1);
      await stores.jobs.finish(job?.id ?? '', 'w', 10);
      await stores.jobs.add({ name: 'chat.sweep', payload: {}, dedupeKey: 'one' }, 11);
    });

  test('what changes during the copy is brought over at the end; counts and sums agree; the vault opens', async () => {
    const tables = await prepareMove(shop.engine, to);
    await copyWhileRunning(shop.engine, to, tables, quiet);
    await shop.uow.run('more', (stores) => stores.orders.insert(newOrder(shop.ids), []));
    await swapJobs();
    await shop.engine.writer.deleteFrom('settings').execute();
    const checks = await finishMove(shop.engine, to, tables, quiet, 'elsewhere');
    expect(checks.find(({ what }) => what === 'orders')).toMatchObject({ rows: 1_201, same: true });
    expect(checks.find(({ what }) => what === 'account practice:b')?.sumsIdr).toEqual({ entries_idr: 7 });
    const sealed = shop.vault.seal('serial', 'x', 'secret');
    const moved = await bed.open({ url, masterKey: shop.masterKey });
    expect(moved.vault.open('serial', 'x', sealed)).toBe('secret');
    expect(await moved.uow.read.jobs.countByState()).toEqual({ ready: 1, running: 0, done: 1, dead: 0 });
    await moved.close();
  }, 60_000);

  const reopen = () => openTestDatabase({ path: shop.path, masterKey: shop.masterKey });

  test('nobody sells in the file the shop has left, nor in a copy that is not finished', async () => {
    const tables = await prepareMove(shop.engine, to);
    await expect(bed.open({ url, masterKey: shop.masterKey })).rejects.toThrow('unfinished copy');
    await copyWhileRunning(shop.engine, to, tables, quiet);
    await finishMove(shop.engine, to, tables, quiet, 'the database shop at db.example');
    await expect(reopen()).rejects.toThrow('this shop was moved to the database shop at db.example');
    const blank = await openPostgres(await bed.create('blank'), { poolSize: 1 });
    await expect(prepareMove(shop.engine, blank)).rejects.toThrow('what is here is old');
    await blank.close();
    const there = await bed.open({ url, masterKey: shop.masterKey });
    expect(await there.uow.read.admin.settings.get('db.moved')).toBeNull();
    await there.close();
  }, 60_000);

  test('a move that died between its two last steps is finished by repeating it', async () => {
    const tables = await prepareMove(shop.engine, to);
    await finishMove(shop.engine, to, tables, quiet, 'there');
    await to.writer.updateTable('settings').set({ value: 'copying' }).where('key', '=', 'db.move').execute();
    await expect(reopen()).rejects.toThrow(ShopElsewhere);
    await expect(bed.open({ url, masterKey: shop.masterKey })).rejects.toThrow(ShopElsewhere);
    await finishMove(shop.engine, to, await prepareMove(shop.engine, to), quiet, 'there');
    await (await bed.open({ url, masterKey: shop.masterKey })).close();
    expect(await forgetMove(shop.engine)).toBe(true);
    await (await reopen()).close();
  }, 60_000);

  test('it can be broken off anywhere and repeated; a second pass writes only what changed', async () => {
    const tables = await prepareMove(shop.engine, to);
    const broken = copyWhileRunning(shop.engine, to, tables, ({ table }) => {
      if (table === 'orders') throw new Error('broken off');
    });
    await expect(broken).rejects.toThrow('broken off');
    await copyWhileRunning(shop.engine, to, await prepareMove(shop.engine, to), quiet);
    await swapJobs();
    const written: Record<string, number> = {};
    await finishMove(
      shop.engine,
      to,
      tables,
      (progress) => {
        written[progress.table] = progress.written;
      },
      'elsewhere',
    );
    expect(written).toMatchObject({ orders: 0, journals: 0, jobs: 2 });
  }, 60_000);

  test('a shop that has moved, and a database of another shop, are refused and left alone', async () => {
    const tables = await prepareMove(shop.engine, to);
    await copyWhileRunning(shop.engine, to, tables, quiet);
    await finishMove(shop.engine, to, tables, quiet, 'elsewhere');
    await expect(prepareMove(shop.engine, to)).rejects.toThrow('moved there before');

    const other = await bed.open();
    await other.uow.run('a', (stores) => stores.admin.settings.set('k', 'v'));
    await expect(prepareMove(shop.engine, other.engine)).rejects.toThrow(MoveRefused);
    expect(await other.uow.read.admin.settings.all()).toEqual({ k: 'v' });
    await other.close();
  }, 60_000);
});

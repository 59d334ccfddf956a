/** The Postgres engine against a real server: limits, refusals at start, lost connections, and commits in doubt. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { overPostgres } from '../../tests/support/postgres.ts';
import {
  BadDatabaseUrl,
  CommitUnknown,
  DatabaseBusy,
  DatabaseRefused,
  DatabaseUnreachable,
  SchemaTooNew,
} from '../errors.ts';
import { migrate } from '../migrations.ts';
import type { TestDatabase } from '../testing.ts';
import { clearMarks } from './postgres-marks.ts';
import { openPostgres } from './postgres.ts';

/** Between us and the server: loses what is sent, or only the answer, from the moment it sees a commit. */
interface Cutter {
  url: string;
  lose: 'nothing' | 'commit' | 'answer';
  losses: number;
  close(): Promise<void>;
}

async function startCutter(target: string): Promise<Cutter> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(to.port || 5432), to.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    let isCut = false;
    let isCommitting = false;
    const cut = () => {
      isCut = true;
      cutter.losses += 1;
      client.destroy();
    };
    client.on('data', (bytes) => {
      if (isCut) return;
      const commits = bytes.includes('; commit\0');
      if (commits && cutter.lose === 'commit') {
        cutter.lose = 'nothing';
        cut();
        upstream.destroy();
        return;
      }
      upstream.write(bytes);
      isCommitting = commits;
    });
    upstream.on('data', (bytes) => {
      if (isCut) return;
      // Not when it is sent: whoever asks at once may be there before the server has read it, and then it never happens.
      if (isCommitting && cutter.lose === 'answer') {
        cutter.lose = 'nothing';
        cut();
        return;
      }
      client.write(bytes);
    });
    client.on('close', () => {
      if (!isCut) upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(target);
  url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const cutter: Cutter = {
    url: url.href,
    lose: 'nothing',
    losses: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return cutter;
}

overPostgres('the engine', (bed) => {
  let db: TestDatabase & { url: string };
  beforeEach(async () => {
    db = await bed.open();
  });
  afterEach(() => db.close());

  const sweep = (n: number) => ({ name: 'chat.sweep', payload: {}, dedupeKey: `sweep ${n}` }) as const;
  const countJobs = async () => (await db.uow.read.jobs.list({ limit: 1000 })).length;

  test('writing through the reading stores is refused by the server', async () => {
    await expect(db.uow.read.admin.settings.set('k', 'v')).rejects.toThrow('read-only');
    await expect(db.engine.reader.transaction().execute(async () => {})).rejects.toThrow('only reads');
  });

  test('a swallowed error does not commit half a unit', async () => {
    const unit = db.uow.run('a', async (stores) => {
      await stores.admin.settings.set('k', 'v');
      await stores.chats.setLang('x', null as never).catch(() => {});
      await sql`select 1/0`.execute(db.engine.writer).catch(() => {});
      await stores.admin.settings.set('n', null as never).catch(() => {});
    });
    await expect(unit).rejects.toThrow();
    expect(await db.uow.read.admin.settings.all()).toEqual({});
  });

  test('text with NUL is kept with a sign in its place', async () => {
    await db.uow.run('a', (stores) => stores.admin.settings.set('k', 'a\0b'));
    expect(await db.uow.read.admin.settings.get('k')).toBe('a\uFFFDb');
  });

  test('numbers beyond what JavaScript counts exactly are an error, not a guess', async () => {
    await expect(sql`select 9007199254740993::bigint`.execute(db.engine.reader)).rejects.toThrow(
      'no safe whole number',
    );
    const { rows } = await sql`select sum(x::bigint) s from generate_series(1, 3) x`.execute(db.engine.reader);
    expect(rows).toEqual([{ s: 6 }]);
  });

  test('deadlocks reach nobody: units that lock two rows in both orders all succeed', async () => {
    await db.uow.run('a', async (stores) => {
      for (const key of ['a', 'b']) await stores.admin.settings.set(key, '0');
    });
    const keys = (n: number) => (n % 2 === 0 ? ['a', 'b'] : ['b', 'a']);
    await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        db.uow.run('swap', async (stores) => {
          for (const key of keys(n)) await stores.admin.settings.set(key, String(n));
          await stores.jobs.add(sweep(n), 1);
        }),
      ),
    );
    expect(await countJobs()).toBe(6);
  }, 60_000);

  test('a connection cut before the commit arrived: the unit is run again and done once', async () => {
    const cutter = await startCutter(db.url);
    const other = await bed.open({ url: cutter.url, masterKey: db.masterKey });
    cutter.lose = 'commit';
    let runs = 0;
    await other.uow.run('a', async (stores) => {
      runs += 1;
      await stores.jobs.addMany([{ name: 'chat.sweep', payload: {} }], 1);
    });
    expect([cutter.losses, runs]).toEqual([1, 2]);
    expect(await countJobs()).toBe(1);
    await other.close();
    await cutter.close();
  }, 60_000);

  test('a connection cut after the commit arrived: the unit is not run again, and its answer is kept', async () => {
    const cutter = await startCutter(db.url);
    const other = await bed.open({ url: cutter.url, masterKey: db.masterKey });
    cutter.lose = 'answer';
    let runs = 0;
    const answer = await other.uow.run('a', async (stores) => {
      runs += 1;
      await stores.jobs.addMany([{ name: 'chat.sweep', payload: {} }], 1);
      return `answer ${runs}`;
    });
    expect([cutter.losses, runs, answer]).toEqual([1, 1, 'answer 1']);
    expect(await countJobs()).toBe(1);
    await other.close();
    await cutter.close();
  }, 60_000);

  test('a server that stays away after the commit was sent: said to be unknown, not failed', async () => {
    const cutter = await startCutter(db.url);
    const other = await bed.open({ url: cutter.url, masterKey: db.masterKey });
    const unit = other.uow.run('a', async (stores) => {
      await stores.admin.settings.set('k', 'v');
      cutter.lose = 'answer';
      setTimeout(() => void cutter.close(), 0);
    });
    await expect(unit).rejects.toThrow(CommitUnknown);
    await other.close();
  }, 60_000);

  test('a unit that only read leaves no mark; old marks are cleared', async () => {
    const marks = async () => (await db.engine.reader.selectFrom('commits').selectAll().execute()).length;
    const before = await marks();
    await db.uow.run('reads', (stores) => stores.admin.settings.all());
    expect(await marks()).toBe(before);
    await db.uow.run('writes', (stores) => stores.admin.settings.set('k', 'v'));
    expect(await marks()).toBe(before + 1);
    await clearMarks(db.engine.writer, Date.now() - 60_000);
    expect(await marks()).toBe(before + 1);
    await clearMarks(db.engine.writer, Date.now() + 1_000);
    expect(await marks()).toBe(0);
  });

  test('a row locked by somebody else is waited for, not for ever', async () => {
    await db.uow.run('a', (stores) => stores.admin.settings.set('k', 'v'));
    const { promise: open, resolve: release } = Promise.withResolvers<void>();
    const first = db.uow.run('first', async (stores) => {
      await stores.admin.settings.set('k', '1');
      await open;
    });
    await expect(db.uow.run('second', (stores) => stores.admin.settings.set('k', '2'))).rejects.toThrow(DatabaseBusy);
    release();
    await first;
  }, 30_000);

  test('many starters migrate once; a newer schema is refused by name', async () => {
    const url = await bed.create('blank');
    const engines = await Promise.all([1, 2, 3].map(() => openPostgres(url, { poolSize: 2 })));
    await Promise.all(engines.map((engine) => migrate(engine.writer)));
    const [engine] = engines;
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', 'now')`.execute(engine!.writer);
    await expect(migrate(engine!.writer)).rejects.toThrow(SchemaTooNew);
    await expect(migrate(engine!.writer)).rejects.toThrow('9999_later');
    await Promise.all(engines.map((one) => one.close()));
  }, 60_000);

  test('a migration that fails leaves nothing of itself, and no lock', async () => {
    const engine = await openPostgres(await bed.create('blank'), { poolSize: 2 });
    const half = async (one: typeof engine.writer) => {
      await one.schema.createTable('half').addColumn('n', 'integer').execute();
      throw new Error('half-way');
    };
    await expect(migrate(engine.writer, { migrations: { a: { up: half } } })).rejects.toThrow('half-way');
    await migrate(engine.writer);
    const tables = await engine.reader.introspection.getTables();
    expect(tables.map((table) => table.name)).not.toContain('half');
    await engine.close();
  }, 60_000);

  test('what is wrong with the address is one line that names no password', async () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(db.url);
      change(url);
      return openPostgres(url.href);
    };
    await expect(openPostgres('mysql://x/y')).rejects.toThrow(BadDatabaseUrl);
    await expect(at((url) => (url.pathname = '/'))).rejects.toThrow(BadDatabaseUrl);
    await expect(at((url) => (url.pathname = '/not_there_at_all'))).rejects.toThrow(DatabaseRefused);
    await expect(at((url) => (url.username = 'nobody_by_this_name'))).rejects.toThrow(DatabaseRefused);
    const silent = at((url) => {
      url.host = '127.0.0.1:9';
      url.password = 'hush-hush';
    });
    await expect(silent).rejects.toThrow(DatabaseUnreachable);
    await silent.catch((error: Error) => {
      expect(error.message).not.toContain('hush');
      expect(error.message.split('\n')).toHaveLength(1);
    });
  });
});

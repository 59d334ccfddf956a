/**
 * The least durable jobs can be. FLOOR=table: a bare SQLite table (WAL, FULL), one commit to add, to lease and to end a
 * job. FLOOR=redis: BullMQ alone, ten at a time.
 */
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Queue, Worker } from 'bullmq';
import { serveCalls, temporaryFolder } from '../children.ts';
import { inLanes } from '../lanes.ts';
import { percentile } from '../measure.ts';

const CONCURRENCY = 10;

interface Floor {
  /** Resolves when the job ran. */
  add(): Promise<void>;
  stop(): Promise<void>;
}

function table(): Floor {
  const db = new BetterSqlite(join(temporaryFolder(), 'floor.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    create table jobs (id integer primary key, payload text not null, state text not null, due_at integer not null,
      attempts integer not null, lease_until integer);
    create index due on jobs (due_at, id) where state = 'ready';
  `);
  const sql = {
    add: db.prepare("insert into jobs (payload, state, due_at, attempts) values (?, 'ready', ?, 0)"),
    lease: db.prepare(`update jobs set state = 'running', lease_until = ?, attempts = attempts + 1 where id =
      (select id from jobs where state = 'ready' and due_at <= ? order by due_at, id limit 1) returning id, payload`),
    end: db.prepare("update jobs set state = 'done' where id = ?"),
  };
  const waiting = new Map<number, () => void>();
  let working = false;

  function work(): void {
    working = false;
    const now = Date.now();
    for (let job = sql.lease.get(now + 50_000, now); job; job = sql.lease.get(now + 50_000, now)) {
      const { id } = job as { id: number };
      sql.end.run(id);
      waiting.get(id)?.();
      waiting.delete(id);
    }
  }

  return {
    add: () =>
      new Promise((resolve) => {
        const { lastInsertRowid } = sql.add.run('{}', Date.now());
        waiting.set(Number(lastInsertRowid), resolve);
        if (!working) setImmediate(work);
        working = true;
      }),
    stop: async () => void db.close(),
  };
}

function redis(): Floor {
  const url = URL.parse(process.env['FLOOR_REDIS'] ?? '');
  const connection = { host: url?.hostname ?? '', port: Number(url?.port), maxRetriesPerRequest: null };
  const waiting = new Map<string, () => void>();
  const queue = new Queue('floor', { connection });
  const worker = new Worker(
    'floor',
    async ({ id }) => {
      waiting.get(id ?? '')?.();
      waiting.delete(id ?? '');
    },
    { connection, concurrency: CONCURRENCY },
  );
  let last = 0;
  return {
    async add() {
      last += 1;
      const jobId = `j${last}`;
      const ran = new Promise<void>((resolve) => waiting.set(jobId, resolve));
      await queue.add('job', {}, { jobId, attempts: 20 });
      await ran;
    },
    async stop() {
      await worker.close();
      await queue.close();
    },
  };
}

const floor = process.env['FLOOR'] === 'redis' ? redis() : table();

serveCalls({
  async many({ jobs, lanes }: { jobs: number; lanes: number }): Promise<number> {
    const begun = performance.now();
    await inLanes(lanes, jobs, () => floor.add());
    return jobs / ((performance.now() - begun) / 1000);
  },
  /** One at a time: the median in milliseconds. */
  async one(jobs: number): Promise<number> {
    const times = await inLanes(1, jobs, async () => {
      const begun = performance.now();
      await floor.add();
      return performance.now() - begun;
    });
    return percentile(times, 50);
  },
  async stop() {
    await floor.stop();
    return true;
  },
});
